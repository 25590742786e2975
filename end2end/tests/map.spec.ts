import { accessibility, expect, test, type Visitor } from '../organisation';
import { still } from '../still';

/** The middle of an element, in the viewport. */
async function middle(visitor: Visitor, selector: string): Promise<{ x: number; y: number }> {
  const box = await visitor.page.locator(selector).boundingBox();
  if (!box) throw new Error(`${selector} isn't in view`);
  return { x: box.x + box.width / 2, y: box.y + Math.min(box.height / 2, 30) };
}

/** An objective that waits in the tray, and a card in view that can take it. */
async function waiting(visitor: Visitor) {
  const item = visitor.page.locator('.tray li[data-objective]').first();
  const id = (await item.getAttribute('data-objective'))!;
  const target = visitor.page.locator('article.card.company').first();
  return { id, title: await item.locator('a').innerText(), target: (await target.getAttribute('data-objective'))! };
}

test.describe('with a pointer', () => {
  test.skip(({ isMobile }) => isMobile, 'a phone has the outline first');

  test('an objective is dragged from the tray onto a company objective; others see it, and Undo takes it back', async ({ organisation }) => {
    const watcher = await organisation.visit({ role: 'member' });
    const executive = await organisation.visit({ role: 'executive' });
    await executive.open('/map');
    await watcher.open('/map');
    const { id, target } = await waiting(executive);
    const inTray = (visitor: Visitor) => visitor.page.locator(`.tray li[data-objective="${id}"]`);

    const from = await middle(executive, `.tray li[data-objective="${id}"]`);
    const to = await middle(executive, `article[data-objective="${target}"]`);
    const { mouse } = executive.page;
    await mouse.move(from.x - 60, from.y);
    await mouse.down();
    await mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 6 });
    await mouse.move(to.x, to.y, { steps: 6 });
    await expect(executive.page.locator(`article[data-objective="${target}"]`)).toHaveClass(/drop/);
    await mouse.up();

    await expect(inTray(executive)).toHaveCount(0);
    await expect(inTray(watcher), 'the other browser sees it without a reload').toHaveCount(0);
    await executive.page.getByRole('button', { name: 'Undo' }).click();
    await expect(inTray(executive)).toHaveCount(1);
    await expect(inTray(watcher)).toHaveCount(1);
  });

  test('an objective is dropped on a key result, and un-aligned by dropping it on the tray', async ({ organisation }) => {
    const executive = await organisation.visit({ role: 'executive' });
    await executive.open('/map');
    const { page } = executive;
    const { id, target } = await waiting(executive);
    const drag = async (from: string, to: string) => {
      const start = await middle(executive, from);
      await page.mouse.move(start.x - 60, start.y);
      await page.mouse.down();
      await page.mouse.move(start.x - 90, start.y + 20, { steps: 6 });
      // What can take it opens once it is in the hand.
      const end = await middle(executive, to);
      await page.mouse.move(end.x, end.y, { steps: 6 });
      await expect(page.locator(to)).toHaveClass(/drop/);
      await page.mouse.up();
    };
    const inTray = page.locator(`.tray li[data-objective="${id}"]`);
    await page.locator(`article[data-objective="${target}"] button.rows`).click();
    const row = page.locator(`article[data-objective="${target}"] .krs li`).first();
    const keyResult = (await row.getAttribute('data-kr'))!;
    await drag(`.tray li[data-objective="${id}"]`, `li[data-kr="${keyResult}"]`);
    await expect(inTray).toHaveCount(0);
    const title = await row.locator('a').first().innerText();
    await expect(page.locator('.toast')).toContainText(title.slice(0, 12));
    const card = `article[data-objective="${id}"]`;
    await expect(page.locator(card)).toBeVisible();
    await drag(`${card} .meta`, '.tray');
    await expect(inTray).toHaveCount(1);
  });

  test('an illegal drop is explained while the card is in the hand, and changes nothing', async ({ organisation }) => {
    const executive = await organisation.visit({ role: 'executive' });
    await executive.open('/map');
    const { page } = executive;
    const { mouse } = page;
    // A company objective onto what is aligned to it would make a loop.
    const above = page.locator('article.card.company').nth(1);
    await above.focus();
    // The first opens what is aligned to it; with the second the parent is in view again.
    await page.keyboard.press('ArrowRight');
    const below = page.locator('article.card:not(.company)');
    await expect(below.first()).toBeFocused();
    await page.keyboard.press('ArrowLeft');
    await expect(above).toBeFocused();
    await still(page);
    const { y } = await middle(executive, `article[data-objective="${await above.getAttribute('data-objective')}"] .meta`);
    const beside = async () => {
      const boxes = await below.evaluateAll((cards) => cards.map((card) => ({ id: card.getAttribute('data-objective')!, y: card.getBoundingClientRect().y })));
      return boxes.sort((one, other) => Math.abs(one.y - y) - Math.abs(other.y - y))[0].id;
    };
    const to = await middle(executive, `article[data-objective="${await beside()}"] .meta`);
    const from = await middle(executive, `article[data-objective="${await above.getAttribute('data-objective')}"] .meta`);
    await mouse.move(from.x, from.y);
    await mouse.down();
    await mouse.move(to.x - 40, to.y, { steps: 8 });
    await mouse.move(to.x, to.y, { steps: 4 });
    await expect(executive.page.getByText(/It would make a loop|can’t be aligned into/).first()).toBeVisible();
    await executive.page.keyboard.press('Escape');
    await mouse.up();
    await expect(executive.page.locator('.toast')).toHaveCount(0);
  });
});

test.describe('by keyboard alone', () => {
  test.skip(({ isMobile }) => isMobile, 'a phone has no keyboard');

  test('"align to…" finds a parent and aligns to it', async ({ organisation }) => {
    const executive = await organisation.visit({ role: 'executive' });
    await executive.open('/map');
    const { id, title } = await waiting(executive);
    await executive.page.locator(`.tray li[data-objective="${id}"] .align-to`).focus();
    await executive.page.keyboard.press('Enter');
    const dialog = executive.page.getByRole('dialog');
    await expect(dialog).toBeVisible();
    expect(await accessibility(executive.page)).toEqual([]);
    await executive.page.keyboard.type('People set their watches');
    await expect(dialog.getByRole('option').first()).toContainText('People set their watches by us');
    await executive.page.keyboard.press('Enter');
    await expect(dialog).toBeHidden();
    await expect(executive.page.locator(`.tray li[data-objective="${id}"]`)).toHaveCount(0);
    await executive.open(`/objectives/${id}`);
    await expect(executive.page.locator('h1')).toHaveText(title);
    await expect(executive.page.locator('.alignments').first()).toContainText('People set their watches by us');
  });

  test('a card is reached with Tab, lifted with Space, walked to another place and dropped there', async ({ organisation }) => {
    const executive = await organisation.visit({ role: 'executive' });
    await executive.open('/map');
    const { page } = executive;
    const focused = () => page.evaluate(() => document.activeElement?.closest('article.card') === document.activeElement);
    for (let n = 0; n < 60 && !(await focused()); n += 1) await page.keyboard.press('Tab');
    expect(await focused(), 'a card has a stop of the tabulator').toBe(true);
    // To what is aligned to the card that comes first.
    await page.keyboard.press('ArrowRight');
    const held = await page.evaluate(() => (document.activeElement as HTMLElement).dataset.objective!);
    await page.keyboard.press('Space');
    await expect(page.locator('article.card.held')).toHaveCount(1);
    // Where it is already, it isn't dropped again; somewhere else it is.
    const takes = page.locator(`article.card.drop:not([data-objective="${held}"])`);
    await page.keyboard.press('ArrowDown');
    for (let n = 0; n < 40 && !(await takes.count()); n += 1) await page.keyboard.press(n % 8 === 7 ? 'ArrowLeft' : 'ArrowDown');
    await expect(takes).toHaveCount(1);
    await page.keyboard.press('Space');
    await expect(page.locator('.toast')).toBeVisible();
    await expect(page.locator('article.card.held')).toHaveCount(0);
  });

  test('a card is lifted with Space and put back with Escape', async ({ organisation }) => {
    const executive = await organisation.visit({ role: 'executive' });
    await executive.open('/map?fold=none');
    await executive.page.locator('article.card:not(.company)').first().focus();
    await executive.page.keyboard.press('Space');
    await expect(executive.page.locator('article.card.held')).toHaveCount(1);
    await executive.page.keyboard.press('ArrowDown');
    await executive.page.keyboard.press('Escape');
    await expect(executive.page.locator('article.card.held')).toHaveCount(0);
    await expect(executive.page.locator('.toast')).toHaveCount(0);
  });
});

test('what is outside the view is not in the document', async ({ organisation, isMobile }) => {
  test.skip(isMobile, 'a phone has the outline first');
  const reader = await organisation.visit({ role: 'member' });
  await reader.open('/map?fold=none');
  const cards = await reader.page.locator('article.card').count();
  expect(cards).toBeGreaterThan(3);
  expect(cards).toBeLessThan(45);
});

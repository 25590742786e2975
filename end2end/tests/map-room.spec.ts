// On the map nothing lies over anything else, what is worked on is in view, and a hand, a key and a finger do the same.
import type { CDPSession, Page } from '@playwright/test';
import { expect, test, type Visitor } from '../organisation';
import { still } from '../still';

type Box = { x: number; y: number; width: number; height: number };

const overlap = (a: Box, b: Box) => a.x < b.x + b.width - 1 && b.x < a.x + a.width - 1 && a.y < b.y + b.height - 1 && b.y < a.y + a.height - 1;
const within = (inner: Box, outer: Box) => inner.x >= outer.x - 1 && inner.y >= outer.y - 1 && inner.x + inner.width <= outer.x + outer.width + 1 && inner.y + inner.height <= outer.y + outer.height + 1;

async function box(page: Page, selector: string): Promise<Box> {
  const found = await page.locator(selector).boundingBox();
  if (!found) throw new Error(`${selector} isn't there`);
  return found;
}

const cards = (page: Page, of = 'article.card') =>
  page.locator(of).evaluateAll((all) => all.map((card) => {
    const { x, y, width, height } = card.getBoundingClientRect();
    return { x, y, width, height };
  }));

const sizes = (isMobile: boolean) => (isMobile ? [{ width: 390, height: 844 }, { width: 320, height: 640 }] : [{ width: 1440, height: 900 }, { width: 1024, height: 768 }]);

test('tray, captions and tools have room of their own, and no card that is looked at lies beneath them', async ({ organisation, isMobile }) => {
  const executive = await organisation.visit();
  const { page } = executive;
  for (const size of sizes(isMobile)) {
    await page.setViewportSize(size);
    await executive.open('/map?view=map');
    const ground = await box(page, '.ground');
    for (const beside of ['.tray', '.captions', '.tools']) expect(overlap(await box(page, beside), ground), `${beside} at ${size.width}`).toBe(false);
    expect(ground.height, 'there is room to work in').toBeGreaterThan(size.height / 3);
    expect(within(ground, { x: 0, y: 0, ...size })).toBe(true);
    // Whatever card has the focus is wholly on the ground.
    await page.locator('article.card').first().focus();
    for (const key of ['ArrowRight', 'ArrowDown', 'ArrowDown', 'ArrowRight', 'ArrowLeft', 'ArrowUp', 'ArrowLeft', 'ArrowDown', 'ArrowDown']) {
      await page.keyboard.press(key);
      await still(page);
      const focused = await box(page, 'article.card:focus');
      expect(within(focused, ground), `${key} at ${size.width}`).toBe(true);
    }
  }
});

test('the map opens with all company objectives in view', async ({ organisation, isMobile }) => {
  const reader = await organisation.visit({ role: 'member' });
  const { page } = reader;
  await reader.open('/map?view=outline');
  const company = await page.evaluate(() => {
    const { board } = JSON.parse(document.getElementById('opening')!.textContent!);
    const root = Object.values<any>(board.teams).find((team) => !team.parent).id;
    const shown = [...document.querySelectorAll('.outline > table tr.objective')].map((row) => (row as HTMLElement).dataset.row);
    return shown.filter((id) => Object.values<any>(board.objectives).find((one) => one.id === id)?.team === root).length;
  });
  expect(company).toBeGreaterThan(2);
  for (const size of sizes(isMobile)) {
    await page.setViewportSize(size);
    await reader.open('/map?view=map');
    await still(page);
    const ground = await box(page, '.ground');
    const shown = await cards(page, 'article.card.company');
    // A window too low for all of them begins at the first; those that are far outside aren't in the document.
    if (size.height < 700) expect(shown[0].y).toBeGreaterThanOrEqual(ground.y);
    else expect([shown.length, shown.filter((card) => !within(card, ground))], `at ${size.width}`).toEqual([company, []]);
  }
});

test('on a phone nothing speaks of dragging', async ({ organisation, isMobile }) => {
  test.skip(!isMobile, 'elsewhere one may drag');
  const executive = await organisation.visit();
  const { page } = executive;
  await executive.open('/map?view=map');
  await page.locator('.tray li a').first().click();
  await expect(page.locator('.alignments').first()).toBeVisible();
  await expect(page.locator('main')).not.toContainText(/drag/i);
});

/** An objective that waits in the tray, and a company objective that can take it. */
async function waiting(visitor: Visitor, which = 0) {
  const id = (await visitor.page.locator('.tray li[data-objective]').first().getAttribute('data-objective'))!;
  const target = (await visitor.page.locator('article.card.company').nth(which).getAttribute('data-objective'))!;
  return { id, target };
}

/** Card, parent and the panel about it are wholly on the ground. */
async function together(page: Page, id: string, target: string): Promise<void> {
  await expect(page.locator('.made-panel')).toBeVisible();
  await still(page);
  const ground = await box(page, '.ground');
  for (const shown of [`article[data-objective="${id}"]`, `article[data-objective="${target}"]`, '.made-panel']) {
    expect(within(await box(page, shown), ground), shown).toBe(true);
  }
  expect(overlap(await box(page, '.made-panel'), await box(page, `article[data-objective="${id}"]`)), 'the panel leaves its card free').toBe(false);
}

test('key results open after a pause, neighbours make room, and what is aligned is in view with its parent', async ({ organisation, isMobile }) => {
  test.skip(isMobile, 'a finger has a test of its own');
  const executive = await organisation.visit();
  const { page } = executive;
  for (const size of sizes(isMobile)) {
    await page.setViewportSize(size);
    await executive.open('/map');
    const { id, target } = await waiting(executive, size.width === 1024 ? 2 : 0);
    const card = `article[data-objective="${target}"]`;
    const from = await box(page, `.tray li[data-objective="${id}"]`);
    const to = await box(page, card);
    const at = { x: to.x + to.width / 2, y: to.y + 20 };
    await page.mouse.move(from.x + 20, from.y + from.height - 8);
    await page.mouse.down();
    await page.mouse.move(from.x + 60, from.y + 20, { steps: 4 });
    await page.mouse.move(at.x, at.y, { steps: 6 });
    await expect(page.locator(card)).toHaveClass(/drop/);
    await expect(page.locator(`${card} .krs`)).toBeVisible();
    await still(page);
    const all = await cards(page, 'article.card:not(.ghost)');
    for (const [n, one] of all.entries()) for (const other of all.slice(n + 1)) expect(overlap(one, other), 'no card lies over another').toBe(false);
    expect(within({ ...at, width: 0, height: 0 }, await box(page, card)), 'the pointer is still over it').toBe(true);
    await page.mouse.up();
    await expect(page.locator('.toast')).toBeVisible();
    await together(page, id, target);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(page.locator(`.tray li[data-objective="${id}"]`)).toHaveCount(1);
  }
});

test('keys work wherever the focus is, but not while something is typed', async ({ organisation, isMobile }) => {
  test.skip(isMobile, 'a phone has no keyboard');
  const executive = await organisation.visit();
  const { page } = executive;
  await executive.open('/map');
  const focused = page.locator('article.card:focus');
  await page.keyboard.press('ArrowDown');
  await expect(focused).toHaveCount(1);
  const zoom = page.locator('.seg.zoom button').nth(1);
  const before = await zoom.innerText();
  await page.locator('nav[aria-label] a').first().focus();
  await page.keyboard.press('+');
  await expect(zoom).not.toHaveText(before);
  await page.keyboard.press('ArrowDown');
  await expect(focused, 'arrows come back to the map').toHaveCount(1);
  await page.locator('.tray summary').focus();
  await page.keyboard.press('a');
  const dialog = page.getByRole('dialog');
  await expect(dialog).toBeVisible();
  const now = await zoom.innerText();
  await dialog.getByRole('combobox').fill('');
  await page.keyboard.type('0a+');
  await expect(dialog.getByRole('combobox')).toHaveValue('0a+');
  await expect(zoom).toHaveText(now);
  await page.keyboard.press('Escape');
  await expect(dialog, 'one press closes it, whatever is typed').toBeHidden();
});

test('the menu of a card aligns it and takes its alignment away, by click and by key', async ({ organisation, isMobile }) => {
  const executive = await organisation.visit();
  const { page } = executive;
  await executive.open('/map?view=map&fold=none');
  const card = page.locator('article.card:not(.company)').first();
  const id = (await card.getAttribute('data-objective'))!;
  await card.focus();
  await still(page);
  if (isMobile) await card.locator('button.more').tap();
  else {
    await card.locator('button.more').focus();
    await page.keyboard.press('Enter');
  }
  const menu = page.locator('dialog.card-menu');
  await expect(menu.getByRole('button', { name: 'Align to…' })).toBeInViewport({ ratio: 1 });
  await page.keyboard.press('Escape');
  await expect(menu).toBeHidden();
  await card.locator('button.more').click();
  await menu.getByRole('button', { name: 'Un-align' }).click();
  await expect(menu).toBeHidden();
  await expect(page.locator(`.tray li[data-objective="${id}"]`)).toHaveCount(1);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.locator(`.tray li[data-objective="${id}"]`)).toHaveCount(0);
});

test('a long press lifts a card, which is carried and dropped by the same finger', async ({ organisation, isMobile }) => {
  test.skip(!isMobile, 'only where there are fingers');
  const executive = await organisation.visit();
  const { page } = executive;
  await executive.open('/map?view=map');
  await still(page);
  const { id, target } = await waiting(executive);
  const finger: CDPSession = await executive.context.newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', at?: { x: number; y: number }) =>
    finger.send('Input.dispatchTouchEvent', { type, touchPoints: at ? [at] : [] });
  // A finger that moves at once moves the ground and lifts nothing.
  const company = await box(page, `article[data-objective="${target}"]`);
  const transform = () => page.locator('.world').evaluate((world) => (world as HTMLElement).style.transform);
  const stood = await transform();
  await touch('touchStart', { x: company.x + 60, y: company.y + 40 });
  for (let n = 1; n <= 5; n += 1) await touch('touchMove', { x: company.x + 60, y: company.y + 40 + n * 8 });
  await touch('touchEnd');
  await expect.poll(transform).not.toBe(stood);
  await expect(page.locator('.card.lifted')).toHaveCount(0);

  const from = await box(page, `.tray li[data-objective="${id}"]`);
  await touch('touchStart', { x: from.x + 80, y: from.y + 20 });
  await expect(page.locator('.card.lifted')).toHaveCount(1);
  const to = await box(page, `article[data-objective="${target}"]`);
  const end = { x: to.x + to.width / 2, y: to.y + 20 };
  for (let n = 1; n <= 6; n += 1) {
    await touch('touchMove', { x: from.x + 80 + ((end.x - from.x - 80) * n) / 6, y: from.y + 20 + ((end.y - from.y - 20) * n) / 6 });
  }
  await expect(page.locator(`article[data-objective="${target}"]`)).toHaveClass(/drop/);
  await touch('touchEnd');
  await expect(page.locator(`.tray li[data-objective="${id}"]`)).toHaveCount(0);
  await together(page, id, target);
});

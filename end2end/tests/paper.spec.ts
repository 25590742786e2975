// What comes out of a printer, and what is there without a script.
import { expect, test } from '../organisation';

test('a printed page keeps its bars and symbols and loses what could only be pressed', async ({ organisation }) => {
  const reader = await organisation.visit({ theme: 'dark' });
  const { page } = reader;
  const objective = await page.locator('.goal h4 a').first().getAttribute('href');
  for (const path of ['/', objective!, '/map?view=outline']) {
    await page.emulateMedia({ media: null });
    await reader.open(path);
    await page.emulateMedia({ media: 'print' });
    for (const gone of ['.rail', '.find', '.link-state', '.toasts', 'button']) {
      await expect(page.locator(gone).filter({ visible: true }), `${gone} on ${path}`).toHaveCount(0);
    }
    const bar = page.locator('main .bar-fill').first();
    await expect(page.locator('main .health').first()).toBeVisible();
    const style = await bar.evaluate((fill) => ({ adjust: getComputedStyle(fill).printColorAdjust, colour: getComputedStyle(fill).backgroundColor }));
    expect(style.adjust, path).toBe('exact');
    expect(style.colour).not.toBe('rgba(0, 0, 0, 0)');
    const ink = await page.locator('h1, th').first().evaluate((title) => getComputedStyle(title).color);
    expect(ink, 'dark ink, although the screen is dark').toBe('rgb(28, 26, 23)');
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), path).toBeLessThanOrEqual(0);
  }
});

test('the map prints whole, also what is outside the window', async ({ organisation, isMobile }) => {
  test.skip(isMobile, 'a phone has the outline first');
  const reader = await organisation.visit();
  const { page } = reader;
  await reader.open('/map?view=outline');
  const rows = await page.locator('.outline > table tr.objective').count();
  await reader.open('/map?fold=none');
  expect(await page.locator('article.card').count(), 'on the screen only what is in view').toBeLessThan(rows);
  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('article.card')).toHaveCount(rows);
  await expect(page.locator('.tray')).toBeHidden();
  const outside = await page.locator('article.card').evaluateAll((cards) => {
    const { scrollWidth, scrollHeight } = document.documentElement;
    return cards.filter((card) => {
      const box = card.getBoundingClientRect();
      return box.left < 0 || box.top < 0 || box.right > scrollWidth + 1 || box.bottom + window.scrollY > scrollHeight + 1;
    }).length;
  });
  expect(outside).toBe(0);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  await page.emulateMedia({ media: null });
  await expect.poll(() => page.locator('article.card').count()).toBeLessThan(rows);
});

test('without JavaScript no button is dead and nothing says that it is live', async ({ organisation }) => {
  const reader = await organisation.visit({ javaScript: false });
  const { page } = reader;
  const objective = await page.locator('.goal h4 a').first().getAttribute('href');
  for (const path of ['/', '/map', '/map?view=outline', objective!, '/check-in']) {
    await page.goto(organisation.server.url + path);
    await expect(page.locator('.link-state'), path).toBeHidden();
    await expect(page.getByText('live', { exact: true }).filter({ visible: true }), path).toHaveCount(0);
    await expect(page.locator('button[type="button"]').filter({ visible: true }), path).toHaveCount(0);
    const dead = await page.locator('button:not([type="button"])').evaluateAll((buttons) =>
      (buttons as HTMLButtonElement[]).filter((button) => button.checkVisibility() && !button.form).map((button) => button.outerHTML),
    );
    expect(dead, path).toEqual([]);
  }
});

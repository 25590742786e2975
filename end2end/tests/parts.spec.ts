// The client is in parts: what the first page needs is loaded first, the rest afterwards by itself.
import { expect, test } from '../organisation';

test('the first page loads one module, the parts come once it is alive, and nobody waits for them later', async ({ organisation }) => {
  const visitor = await organisation.visit();
  const modules: string[] = [];
  visitor.page.on('request', (request) => {
    // What the page before still asked for isn't asked for by this one.
    if (request.isNavigationRequest()) modules.length = 0;
    if (request.url().endsWith('.wasm')) modules.push(new URL(request.url()).pathname.split('/').pop()!);
  });
  await visitor.page.goto(`${organisation.server.url}/`);
  await visitor.page.locator('html[data-ready]').waitFor({ state: 'attached', timeout: 30_000 });
  // What listens to the server isn't needed for the page to be alive.
  expect(modules.filter((name) => !/^(split_listening|chunk)[_.]/.test(name))).toEqual(['plumbline_bg.wasm']);

  const parts = ['check_in', 'objective', 'map', 'explain', 'new_objective', 'edit_objective'];
  const has = (part: string) => modules.some((name) => name.startsWith(`split_${part}_page`));
  await expect.poll(() => parts.filter((part) => !has(part))).toEqual([]);
  const loaded = modules.length;
  await visitor.page.locator('nav a[href^="/map"]').first().click();
  await visitor.page.waitForURL(/\/map/);
  await expect(visitor.page.locator('main article.card, main table').first()).toBeVisible();
  expect(modules.length, 'nothing was loaded for the map').toBe(loaded);
});

test('a part that does not come is said to be missing, what is there lives on, and it is loaded again', async ({ organisation }) => {
  const visitor = await organisation.visit();
  // The browser and the loader each say so.
  visitor.expected.push(/net::ERR_FAILED/, /Failed to fetch/);
  const { page } = visitor;
  let refused = 0;
  await page.route(/\/split_(?!listening).*\.wasm$/, (route) => {
    refused += 1;
    return route.abort();
  });
  await visitor.open('/');
  // All are tried beforehand.
  await expect.poll(() => refused).toBeGreaterThanOrEqual(6);
  await page.locator('a.percent').first().click();
  await expect(page.getByRole('dialog').getByRole('alert')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.locator('nav a[href^="/map"]').first().click();
  await expect(page.locator('main').getByRole('alert')).toBeVisible();
  await page.locator('nav a[href="/"]').first().click();
  await expect(page.locator('.goal').first()).toBeVisible();
  await page.locator('nav a[href^="/map"]').first().click();
  const again = page.locator('main').getByRole('alert').getByRole('link');
  // Until it was asked for, the part would still come.
  await expect(again).toBeVisible();
  await page.unroute(/\/split_(?!listening).*\.wasm$/);
  await again.click();
  await visitor.alive();
  await expect(page.locator('main article.card, main table').first()).toBeVisible();
});

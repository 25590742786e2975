import { expect, type Page } from '@playwright/test';

/** Waits until camera and cards of a map have stopped moving. */
export async function still(page: Page): Promise<void> {
  const where = () => page.locator('.world').evaluate((world) => [getComputedStyle(world).transform, ...[...world.querySelectorAll('.card')].map((card) => getComputedStyle(card).translate)].join());
  let before = '';
  await expect.poll(async () => {
    const now = await where();
    const same = now === before;
    before = now;
    return same;
  }).toBe(true);
}

// An organisation of hundreds of objectives: a page holds what it shows, and everything is reached by links.
import { expect } from '@playwright/test';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { binary, Organisation, Server, test as base } from '../organisation';

/** Enough for several pages of what needs attention, and for more teams than are shown at once. */
const OBJECTIVES = 500;

const test = base.extend<{ large: Organisation }, { folder: string }>({
  folder: [
    async ({}, use) => {
      const folder = mkdtempSync(join(tmpdir(), 'plumbline-large-'));
      execFileSync(binary, ['demo', '--data', folder, '--objectives', String(OBJECTIVES), '--seed', '7'], { stdio: ['ignore', 'ignore', 'inherit'] });
      await use(folder);
      rmSync(folder, { recursive: true, force: true });
    },
    { scope: 'worker' },
  ],
  // Nothing is changed in it, so the tests share its data.
  large: async ({ browser, folder, viewport, hasTouch, isMobile }, use) => {
    const server = await Server.start(folder);
    const organisation = new Organisation(server, browser, { viewport, hasTouch, isMobile });
    try {
      await use(organisation);
      await organisation.close();
    } finally {
      await server.stop();
    }
  },
});

for (const javaScript of [true, false]) {
  const how = javaScript ? 'with' : 'without';

  test(`the overview holds a page of what needs attention, and links to the others, ${how} JavaScript`, async ({ large }) => {
    const { page } = await large.visit({ javaScript });
    expect(await page.locator('*').count()).toBeLessThan(1500);
    const section = page.locator('.attention');
    const items = section.locator('li h3');
    const count = async () => Number((await section.locator('.pages .dim').first().textContent())!.match(/of ([\d,]+)/)![1].replace(',', ''));
    await section.locator('summary').click();
    const total = await count();
    expect(total).toBeGreaterThan(100);
    const seen = await items.allTextContents();
    expect(seen).toHaveLength(50);
    await section.getByRole('link', { name: 'Next' }).click();
    await expect(section.locator('.pages .dim')).toContainText(`51–100 of ${total}`);
    await expect(items.first()).toBeVisible();
    const next = await items.allTextContents();
    expect(next).toHaveLength(50);
    expect(next).not.toEqual(seen);
    expect(await page.locator('*').count()).toBeLessThan(1500);
    await page.goBack();
    await expect(items).toHaveText(seen);
    // A page that there is no longer is the last one.
    await page.goto(`${large.server.url}/?attention=9999`);
    await expect(section.locator('.pages .dim')).toContainText(`–${total} of ${total}`);
    await expect(section.getByRole('link', { name: 'Next' })).toHaveCount(0);
    await section.getByRole('link', { name: 'Previous' }).click();
    await expect(items).toHaveCount(50);
  });

  test(`teams open level by level, and one is found by name, ${how} JavaScript`, async ({ large }) => {
    const { page } = await large.visit({ javaScript });
    const teams = page.locator('.teams');
    const rows = teams.locator('tbody th');
    const top = await rows.allTextContents();
    expect(top.length).toBeLessThan(20);
    const department = rows.getByRole('link').first();
    const name = (await department.textContent())!.replace(' ›', '').trim();
    await department.click();
    await expect(rows.first()).toHaveText(name);
    await expect(teams.locator('.way b')).toHaveText(name);
    const below = await rows.allTextContents();
    expect(below.length).toBeGreaterThan(1);
    const sought = below.at(-1)!.replace(' ›', '').trim();
    await teams.locator('.way a').first().click();
    await expect(rows).toHaveText(top);

    await teams.getByRole('searchbox').fill(sought.toUpperCase());
    await teams.getByRole('button', { name: 'Find' }).click();
    await expect(rows.filter({ hasText: sought })).not.toHaveCount(0);
    await expect(rows.filter({ hasNotText: sought })).toHaveCount(0);
    await expect(teams.getByRole('searchbox')).toHaveValue(sought.toUpperCase());
    await teams.getByRole('searchbox').fill('no such team anywhere');
    await teams.getByRole('searchbox').press('Enter');
    await expect(teams.getByText('No team has this name.')).toBeVisible();
    await page.goBack();
    await expect(rows.filter({ hasText: sought })).not.toHaveCount(0);
  });

  test(`the outline shows its rows a hundred at a time, ${how} JavaScript`, async ({ large }) => {
    const { page } = await large.visit({ javaScript });
    await page.goto(`${large.server.url}/map?view=outline`);
    const rows = page.locator('.outline > table tbody tr');
    await expect(rows).toHaveCount(100);
    const first = await rows.locator('a').first().textContent();
    const more = page.locator('.outline > .more').getByRole('link', { name: 'Show more' });
    await more.click();
    await expect(rows).toHaveCount(200);
    await expect(rows.locator('a').first()).toHaveText(first!);
    while (await more.isVisible()) {
      const before = await rows.count();
      await more.click();
      await expect.poll(() => rows.count()).toBeGreaterThan(before);
    }
    // All of them, in the end.
    const total = await rows.count();
    expect(total).toBeGreaterThan(300);
    await page.goto(`${large.server.url}/map?view=outline&rows=9999`);
    await expect(rows).toHaveCount(total);
    await expect(more).toHaveCount(0);
  });
}

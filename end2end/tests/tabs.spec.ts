// One stream a browser, shared by its tabs: HTTP/1.1 allows it six connections to a server.
import { expect, test as base } from '../organisation';
import { Relay } from '../relay';
import { checkIn, reporter } from '../reporter';
import type { Page } from '@playwright/test';

const test = base.extend<{ relay: Relay }>({
  relay: async ({ organisation }, use) => {
    const relay = await Relay.before(organisation.server);
    await use(relay);
    relay.close();
  },
});

test.skip(({ isMobile }) => isMobile, 'streams are the same on a phone');

const TABS = 7;
const link = (page: Page) => page.locator('.link-state');
const feed = (page: Page) => page.locator('.feed li').allInnerTexts();
/** The feed tells of a check-in once. */
const says = (page: Page, value: string) => expect(page.locator('.feed li').filter({ hasText: new RegExp(`: ${value}`) })).toHaveCount(1);

async function open(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.locator('html[data-ready]').waitFor({ state: 'attached', timeout: 30_000 });
}

test('seven tabs share one stream, a check-in in the seventh goes through, and each tab shows it', async ({ organisation, relay }) => {
  const member = await organisation.visit({ role: 'member' });
  const tabs: Page[] = [member.page];
  while (tabs.length < TABS) tabs.push(await member.context.newPage());
  for (const tab of tabs.slice(0, -1)) await open(tab, `${relay.url}/`);
  const last = tabs[TABS - 1];
  await open(last, `${relay.url}/check-in`);
  for (const tab of tabs) await expect(link(tab)).toHaveAttribute('data-link', 'live');
  expect(relay.streams).toBe(1);

  const title = await last.locator('form.card h1').innerText();
  await last.locator('form.card footer button[name="unchanged"]').click();
  await expect(last.locator('form.card h1').filter({ hasText: title })).toHaveCount(0);
  for (const tab of tabs.slice(0, -1)) await expect(tab.locator('.feed li').first()).toContainText(title);
});

test('when the tab that listens goes, the next one does, and no entry is lost or shown twice', async ({ organisation, relay }) => {
  const visitor = await organisation.visit({ role: 'programme-office' });
  const who = await reporter(organisation, visitor);
  const [first, second, third] = [visitor.page, await visitor.context.newPage(), await visitor.context.newPage()];
  // The first one listens: it was alone when it was opened.
  await open(first, `${relay.url}/`);
  await expect(link(first)).toHaveAttribute('data-link', 'live');
  for (const tab of [second, third]) await open(tab, `${relay.url}/`);
  await checkIn(organisation, who, 4001);
  for (const tab of [second, third]) await says(tab, '4,001');
  await first.close();
  for (const value of [4002, 4003, 4004]) await checkIn(organisation, who, value);
  for (const tab of [second, third]) for (const value of ['4,001', '4,002', '4,003', '4,004']) await says(tab, value);
  await expect.poll(() => relay.streams).toBe(1);
  const fresh = await visitor.context.newPage();
  await open(fresh, `${relay.url}/`);
  const count = (await feed(fresh)).length;
  for (const tab of [second, third]) expect((await feed(tab)).length).toBe(count);
});

test('a tab whose page is older than what the others have heard catches up', async ({ organisation, relay }) => {
  const visitor = await organisation.visit({ role: 'programme-office' });
  const who = await reporter(organisation, visitor);
  await open(visitor.page, `${relay.url}/`);
  await expect(link(visitor.page)).toHaveAttribute('data-link', 'live');
  const late = await visitor.context.newPage();
  let alive: () => void = () => {};
  const held = new Promise<void>((go) => (alive = go));
  await late.route(/_bg\.wasm$/, async (route) => {
    await held;
    await route.continue();
  });
  await late.goto(`${relay.url}/`, { waitUntil: 'commit' });
  await late.locator('.feed li').first().waitFor();
  // Its page is drawn, and it hears nothing yet.
  await checkIn(organisation, who, 4321);
  await says(visitor.page, '4,321');
  alive();
  await says(late, '4,321');
  await expect(link(late)).toHaveAttribute('data-link', 'live');
  expect(relay.streams).toBe(1);
});

test('a browser without locks has a stream for each tab', async ({ organisation, relay }) => {
  const visitor = await organisation.visit({ role: 'programme-office' });
  const who = await reporter(organisation, visitor);
  await visitor.context.addInitScript(() => Object.defineProperty(Navigator.prototype, 'locks', { value: undefined }));
  const other = await visitor.context.newPage();
  for (const tab of [visitor.page, other]) await open(tab, `${relay.url}/`);
  await expect.poll(() => relay.streams).toBe(2);
  await checkIn(organisation, who, 4321);
  for (const tab of [visitor.page, other]) await says(tab, '4,321');
});

test('tabs of two people in one browser hear nothing from each other', async ({ organisation, relay }) => {
  const visitor = await organisation.visit({ role: 'programme-office' });
  visitor.expected.push(/401|EventSource/);
  const who = await reporter(organisation, visitor);
  const other = await visitor.context.newPage();
  await open(visitor.page, `${relay.url}/`);
  await expect(link(visitor.page)).toHaveAttribute('data-link', 'live');
  await other.goto(`${relay.url}/continue-as?back=/`);
  await other.locator('form section').first().getByRole('button').first().click();
  await other.waitForURL(`${relay.url}/`);
  await expect(link(other)).toHaveAttribute('data-link', 'live');
  await expect(link(visitor.page)).toHaveAttribute('data-link', 'signed-out', { timeout: 20_000 });
  await checkIn(organisation, who, 4321);
  await says(other, '4,321');
  await expect(visitor.page.locator('.feed li').filter({ hasText: '4,321' })).toHaveCount(0);
  await expect(link(visitor.page)).toHaveAttribute('data-link', 'signed-out');
});

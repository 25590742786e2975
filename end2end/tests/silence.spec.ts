// "Live" is said only of what is heard.
import { expect, test as base, type Visitor } from '../organisation';
import { Relay } from '../relay';
import { checkIn, reporter } from '../reporter';

const test = base.extend<{ relay: Relay }>({
  relay: async ({ organisation }, use) => {
    const relay = await Relay.before(organisation.server);
    await use(relay);
    relay.close();
  },
});

test.skip(({ isMobile }) => isMobile, 'streams are the same on a phone');

const link = (visitor: Visitor) => visitor.page.locator('.link-state');
const shows = (visitor: Visitor, value: string) => expect(visitor.page.locator('.key-result', { hasText: value }).first()).toBeVisible();

/** Remembers each state of the connection that the page says from now on. */
const remember = (visitor: Visitor) =>
  visitor.page.evaluate(() => {
    const said: string[] = ((window as any).said = []);
    const state = document.querySelector('.link-state')!;
    new MutationObserver(() => said.push(state.getAttribute('data-link')!)).observe(state, { attributes: true });
  });
const said = (visitor: Visitor): Promise<string[]> => visitor.page.evaluate(() => (window as any).said);

test('a connection on which nothing arrives any more is not called live, and another one catches up', async ({ organisation, relay }) => {
  const visitor = await organisation.visit({ role: 'programme-office' });
  const who = await reporter(organisation, visitor);
  await visitor.context.clock.install();
  await visitor.page.goto(`${relay.url}/objectives/${who.objective}`);
  await visitor.alive();
  await expect(link(visitor)).toHaveAttribute('data-link', 'live');
  await remember(visitor);
  relay.freeze();
  await checkIn(organisation, who, 4321);
  await visitor.context.clock.fastForward(20_000);
  await expect.poll(() => said(visitor)).toContain('lost');
  await shows(visitor, '4,321');
  await expect(link(visitor)).toHaveAttribute('data-link', 'live');
});

test('a stream that a proxy holds back is never called live, and is called lost after twenty seconds', async ({ organisation, relay }) => {
  const visitor = await organisation.visit({ role: 'programme-office' });
  relay.holds = true;
  await visitor.context.clock.install();
  await visitor.page.goto(`${relay.url}/`);
  await visitor.alive();
  await expect.poll(() => relay.streams).toBe(1);
  await expect(link(visitor)).toHaveAttribute('data-link', 'opening');
  await expect(link(visitor)).toHaveText('');
  await visitor.context.clock.fastForward(20_000);
  await expect(link(visitor)).toHaveAttribute('data-link', 'lost');
});

test('a page without JavaScript does not say that it is live', async ({ organisation }) => {
  const visitor = await organisation.visit({ javaScript: false });
  await expect(link(visitor)).toHaveText('');
});

test('a browser that is in no network says so at once, and what could not be sent is no error any more once it is back', async ({ organisation }) => {
  const member = await organisation.visit({ role: 'member' });
  const { page, context } = member;
  member.expected.push(/net::ERR_|Failed to fetch/);
  await member.open('/check-in');
  await expect(link(member)).toHaveAttribute('data-link', 'live');
  await context.setOffline(true);
  await expect(link(member)).toHaveAttribute('data-link', 'lost');
  await page.locator('form.card footer button[name="unchanged"]').click();
  const wrong = page.locator('form.card [role="alert"]').filter({ hasText: /\S/ });
  await expect(wrong.first()).toBeVisible();
  await context.setOffline(false);
  await expect(link(member)).toHaveAttribute('data-link', 'live', { timeout: 30_000 });
  await expect(wrong).toHaveCount(0);
});

test('a message that the server could not be reached goes when it is heard again', async ({ organisation }) => {
  const executive = await organisation.visit({ role: 'executive' });
  const { page, context } = executive;
  executive.expected.push(/net::ERR_|Failed to fetch/);
  await page.locator('.goal h4 a').first().click();
  await page.locator('section:has(#downwards) h3 a').first().click();
  const unalign = page.locator('section:has(#upwards)').getByRole('button').first();
  await expect(unalign).toBeVisible();
  await context.setOffline(true);
  await unalign.click();
  const wrong = page.locator('.toast[data-wrong]');
  await expect(wrong).toBeVisible();
  // With the pointer over it, a message stays beyond its time.
  await wrong.hover();
  await context.setOffline(false);
  await expect(link(executive)).toHaveAttribute('data-link', 'live', { timeout: 30_000 });
  await expect(wrong).toHaveCount(0);
});

test('what is not answered for some seconds is said to be on its way, until it is', async ({ organisation }) => {
  const member = await organisation.visit({ role: 'member' });
  const { page, context } = member;
  await context.clock.install();
  await member.open('/check-in');
  let answer: () => void = () => {};
  const held = new Promise<void>((go) => (answer = go));
  const asked = new Promise<void>((sent) =>
    page.route('**/api/commit*', async (route) => {
      sent();
      await held;
      await route.continue();
    }),
  );
  const title = await page.locator('form.card h1').innerText();
  await page.locator('form.card footer button[name="unchanged"]').click();
  await asked;
  await context.clock.fastForward(6_000);
  const slow = page.locator('.toast', { hasText: 'No answer yet' });
  await expect(slow).toBeVisible();
  answer();
  await expect(page.locator('form.card h1').filter({ hasText: title })).toHaveCount(0);
  await expect(slow).toHaveCount(0);
});

test.describe('of a newer server', () => {
  /** Says something that this version of the page doesn't know. */
  const newer = (text: string) => text.replaceAll('"checked_in"', '"checked_on"');

  test('a page says that it is old, never that it is live, and loads itself anew', async ({ organisation, relay }) => {
    const visitor = await organisation.visit({ role: 'programme-office' });
    const who = await reporter(organisation, visitor);
    await visitor.context.clock.install();
    relay.piece = newer;
    await visitor.page.goto(`${relay.url}/objectives/${who.objective}`);
    await visitor.alive();
    await expect(link(visitor)).toHaveAttribute('data-link', 'live');
    await remember(visitor);
    await checkIn(organisation, who, 5432);
    await expect(link(visitor)).toHaveAttribute('data-link', 'outdated');
    await expect(link(visitor)).toContainText('new version');
    await checkIn(organisation, who, 6543);
    expect(await said(visitor)).toEqual(['outdated']);
    await visitor.context.clock.fastForward(20_000);
    await shows(visitor, '6,543');
    await visitor.alive();
    await expect(link(visitor)).toHaveAttribute('data-link', 'live');
  });

  test('a page on which something is typed waits until that is sent or given up', async ({ organisation, relay }) => {
    const visitor = await organisation.visit({ role: 'member' });
    const who = await reporter(organisation, visitor);
    await visitor.context.clock.install();
    relay.piece = newer;
    await visitor.page.goto(`${relay.url}/check-in`);
    await visitor.alive();
    await visitor.page.evaluate(() => ((window as any).sameDocument = true));
    await visitor.page.locator('form.card details.note summary').click();
    const note = visitor.page.locator('form.card textarea').first();
    await note.fill('Half a sentence');
    await note.blur();
    await checkIn(organisation, who, 5432);
    await expect(link(visitor)).toHaveAttribute('data-link', 'outdated');
    await visitor.context.clock.fastForward(30_000);
    await visitor.context.clock.runFor(3_000);
    expect(await visitor.page.evaluate(() => (window as any).sameDocument)).toBe(true);
    await note.fill('');
    await note.blur();
    await visitor.context.clock.fastForward(30_000);
    await expect.poll(() => visitor.page.evaluate(() => (window as any).sameDocument).catch(() => null)).toBeUndefined();
    await visitor.alive();
  });
});

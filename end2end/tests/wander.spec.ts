import { expect, test, type Role, type Visitor } from '../organisation';
import { difference, shown } from '../shown';

/** How many steps each of six readers takes; `cargo xtask attack` walks on. */
const STEPS = process.env.PLUMBLINE_ATTACK ? 54 : 24;
/** After so many pages that aren't as they should be, enough is known. */
const ENOUGH = 3;

/** Numbers that look like chance and are the same each time. */
function chance(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** Whether a page is the application's, which the client brings to life, and not one that the server draws alone. */
const isAlive = (visitor: Visitor) => visitor.page.evaluate(() => document.getElementById('opening') !== null);

/** Waits until whatever page there is can be used. */
async function settled(visitor: Visitor): Promise<void> {
  // While one page goes and another comes there is none to ask.
  await expect(async () => {
    await visitor.page.waitForLoadState('domcontentloaded');
    if (await isAlive(visitor)) await visitor.alive();
  }).toPass();
}

/** The addresses that one can go to from here by a link. */
const links = (visitor: Visitor) =>
  visitor.page.evaluate(() =>
    [...document.querySelectorAll<HTMLAnchorElement>('a[href]')]
      .filter((link) => !link.closest('dialog, .toasts') && !link.matches('.percent, .skip, [target]') && link.origin === location.origin)
      .map((link) => link.href),
  );

/** Goes along a link, as a click on it does. */
async function follow(visitor: Visitor, href: string): Promise<void> {
  const before = visitor.page.url();
  // A page that the server draws alone is loaded again by a link to itself.
  const loads = href === before && !(await isAlive(visitor)) ? visitor.page.waitForEvent('framenavigated') : undefined;
  await visitor.page.evaluate((href) => {
    [...document.querySelectorAll<HTMLAnchorElement>('a[href]')].find((link) => link.href === href && !link.closest('dialog') && !link.matches('.percent'))!.click();
  }, href);
  if (href !== before) await visitor.page.waitForURL((url) => url.href !== before);
  await loads;
}

/** Looks for something and goes to one of the finds. */
async function search(visitor: Visitor, text: string, which: number): Promise<void> {
  const { page } = visitor;
  await page.keyboard.press('Control+k');
  await page.locator('dialog.search[open] input').fill(text);
  const finds = page.locator('dialog.search[open]').getByRole('option');
  await expect(finds.first()).toBeVisible();
  const down = which % (await finds.count());
  for (let press = 0; press < down; press++) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.locator('dialog.search[open]')).toHaveCount(0);
}

/** Goes back or forth, if there is somewhere to go. */
async function travel(visitor: Visitor, by: 'back' | 'forward'): Promise<boolean> {
  const index = () => visitor.page.evaluate(() => (window as any).navigation.currentEntry.index as number);
  const last = await visitor.page.evaluate(() => (window as any).navigation.entries().length - 1);
  const before = await index();
  if (by === 'back' ? before === 0 : before === last) return false;
  await (by === 'back' ? visitor.page.goBack({ waitUntil: 'commit' }) : visitor.page.goForward({ waitUntil: 'commit' }));
  await expect.poll(index).toBe(by === 'back' ? before - 1 : before + 1);
  return true;
}

for (const [seed, role] of (['executive', 'lead', 'member'] satisfies Role[]).entries()) {
  test(`a page that ${role === 'executive' ? 'an' : 'a'} ${role} walks to equals the page at its address`, async ({ organisation, isMobile }) => {
    test.setTimeout(900_000);
    const walker = await organisation.visit({ role });
    const { page } = walker;
    const fresh = await walker.context.newPage();
    const dice = chance(7919 * (seed + 1) + (isMobile ? 1 : 0));

    // What there is to be looked for: titles, teams and people, by the beginning of a word of theirs.
    await walker.open('/map?view=outline');
    const words = await page.locator('tr.objective a, tr.objective td.team, tr.objective td.owner').allInnerTexts();
    const looked = words.flatMap((text) => text.split(/\s+/)).filter((word) => /^\p{L}{4,}$/u.test(word));

    // Nothing changes in the organisation, so that an address has to be loaded only once in each language.
    const known = new Map<string, string[]>();
    const alone = async (address: string): Promise<string[]> => {
      const language = await page.evaluate(() => document.documentElement.lang);
      const found = known.get(`${language} ${address}`);
      if (found) return found;
      await fresh.goto(address);
      if (await fresh.evaluate(() => document.getElementById('opening') !== null)) {
        await fresh.locator('html[data-ready]').waitFor({ state: 'attached', timeout: 30_000 });
      }
      let lines = await shown(fresh);
      // What the browser alone knows, such as its width, comes with the first frames.
      for (let before: string[] = []; before.join('\n') !== lines.join('\n'); lines = await shown(fresh)) {
        before = lines;
        await fresh.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
      }
      known.set(`${language} ${address}`, lines);
      return lines;
    };

    const way: string[] = [];
    const step = async (): Promise<string> => {
      const alive = await isAlive(walker);
      const die = dice(20);
      if (alive && die < 4) {
        const [text, which] = [looked[dice(looked.length)].slice(0, 5), dice(6)];
        await search(walker, text, which);
        return `search ${text} ${which}`;
      }
      if (die < 8 && (await travel(walker, 'back'))) return 'back';
      if (die < 10 && (await travel(walker, 'forward'))) return 'forward';
      if (alive && die === 10) {
        const options = await page.locator('#cycle option').evaluateAll((options) => options.map((option) => (option as HTMLOptionElement).value));
        const chosen = options[dice(options.length)];
        await page.locator('#cycle').selectOption(chosen);
        await page.waitForURL((url) => url.searchParams.get('cycle') === chosen);
        return `cycle ${chosen}`;
      }
      if (alive && die === 11) {
        const [language, other] = (await page.evaluate(() => document.documentElement.lang)) === 'en' ? ['en', 'zh-Hans'] : ['zh-Hans', 'en'];
        await page.locator('details.who > summary').click();
        await page.locator('#language').selectOption(other);
        await page.locator('details.who form button').first().click();
        await page.waitForFunction((language) => document.documentElement.lang !== language, language);
        return `language ${other}`;
      }
      if (alive && die === 12 && (await page.locator('main a.percent').count())) {
        // The page of an explanation has an address, and no way leads to it from where a dialog can be opened.
        const percents = await page.locator('main a.percent').evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).href));
        const address = percents[dice(percents.length)];
        await page.goto(address);
        return `goes to ${address}`;
      }
      const ways = await links(walker);
      // From one page to its like is where something of the first may be left.
      const alike = ways.filter((href) => new URL(href).pathname.split('/')[1] === new URL(page.url()).pathname.split('/')[1]);
      const from = alike.length && dice(2) ? alike : ways;
      const href = from[dice(from.length)];
      await follow(walker, href);
      return `link ${href}`;
    };

    const wrong: string[] = [];
    for (let count = 0; count < STEPS && wrong.length < ENOUGH; count++) {
      way.push(await step());
      await settled(walker);
      let differs: string[] = [];
      // Without the place in the page, which changes nothing that is shown.
      const address = () => page.url().split('#')[0];
      await alone(address());
      const agrees = async () => {
        const [here, there] = [await shown(page), await alone(address())];
        differs = difference(here, there);
        return differs.length === 0;
      };
      const agree = (timeout: number) => expect.poll(agrees, { timeout }).toBe(true);
      await agree(20_000).catch(async () => {
        // "13 days ago" becomes 14 while one walks: an open page notices within a minute, and the other one is loaded again.
        known.clear();
        await agree(75_000).catch(() => wrong.push([`${address()}, by ${way.slice(-4).join(', ')}`, ...differs].join('\n')));
      });
    }
    expect(wrong.join('\n\n')).toBe('');
  });
}

test('a number of the page before would be seen', async ({ organisation }) => {
  const reader = await organisation.visit({ role: 'executive' });
  const { page } = reader;
  const percents = page.locator('.objective-page .percent');
  await page.locator('.goal h4 a').first().click();
  // The overview, too, is alive: it is the objective's page that is waited for.
  await expect(percents.first()).toBeVisible();
  const before = await percents.allInnerTexts();
  await page.goBack();
  await page.locator('.goal h4 a').nth(1).click();
  await expect(percents.first()).not.toHaveText(before[0]);
  // The seeded bug: the number of the first objective stays.
  await percents.first().evaluate((percent, old) => (percent.textContent = old), before[0]);
  const fresh = await reader.context.newPage();
  await fresh.goto(page.url());
  await fresh.locator('html[data-ready]').waitFor({ state: 'attached' });
  expect(difference(await shown(page), await shown(fresh)).join()).toContain(before[0]);
});

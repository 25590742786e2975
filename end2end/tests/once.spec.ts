// Nothing is done twice: every button that the pages have is pressed twice, and once more while the answer is held back.
import { expect, found, locked, test, type Role, type Visitor } from '../organisation';
import type { Locator, Page } from '@playwright/test';

/** Makes what comes into view stay out of reach, as if no time passed; so a slow machine presses as quickly as a fast one. */
async function stopTime(visitor: Visitor): Promise<() => Promise<void>> {
  const session = await visitor.context.newCDPSession(visitor.page);
  await session.send('Animation.enable');
  await session.send('Animation.setPlaybackRate', { playbackRate: 0.000_01 });
  return async () => {
    await session.send('Animation.setPlaybackRate', { playbackRate: 1 });
    await session.detach();
  };
}

/** Presses where something stands now, with whatever presses here, and doesn't wait until it may be pressed. */
async function press(visitor: Visitor, at: { x: number; y: number }, touch: boolean): Promise<void> {
  await (touch ? visitor.page.touchscreen.tap(at.x, at.y) : visitor.page.mouse.click(at.x, at.y));
}

async function middle(what: Locator): Promise<{ x: number; y: number }> {
  const box = await what.boundingBox();
  if (!box) throw new Error('it is not in view');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** The last entry of the journal. */
async function seq(visitor: Visitor): Promise<number> {
  const answer = await visitor.context.request.get(`${visitor.server.url}/api/board`);
  return (await answer.json()).seq;
}

test('the second tap of a double tap on "Submit, next" does not submit the next card', async ({ organisation, isMobile }) => {
  const member = await organisation.visit({ role: 'member' });
  const { page } = member;
  await member.open('/check-in');
  const heading = page.locator('form.card h1');
  const submit = page.locator('form.card footer .primary');
  await expect(submit).toHaveText('Submit, next');
  await page.getByRole('radio', { name: 'On track' }).check({ force: true });
  const [first, before] = [await heading.innerText(), await seq(member)];
  const letTimePass = await stopTime(member);
  await press(member, await middle(submit), isMobile);
  await expect(heading).not.toHaveText(first);
  const second = await heading.innerText();
  for (const button of await page.locator('form.card footer button').all()) await press(member, await middle(button), isMobile);
  await expect(heading).toHaveText(second);
  expect(await seq(member)).toBe(before + 1);
  await letTimePass();
  await page.locator('form.card footer button[name="unchanged"]').click();
  await expect(heading.filter({ hasText: second })).toHaveCount(0);
  expect(await seq(member)).toBe(before + 2);
});

test('a page on which what comes into view can be pressed at once would be seen', async ({ organisation, isMobile }) => {
  const member = await organisation.visit({ role: 'member' });
  const { page } = member;
  await member.open('/check-in');
  // The seeded bug: nothing that comes into view stays out of reach.
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('* { animation: none !important; }');
    document.adoptedStyleSheets.push(sheet);
  });
  const heading = page.locator('form.card h1');
  const submit = page.locator('form.card footer .primary');
  await page.getByRole('radio', { name: 'On track' }).check({ force: true });
  const [first, before] = [await heading.innerText(), await seq(member)];
  const place = await middle(submit);
  await press(member, place, isMobile);
  await expect(heading).not.toHaveText(first);
  // What the second tap of a double tap meets is where the first one was.
  await press(member, place, isMobile);
  await expect.poll(() => seq(member)).toBeGreaterThan(before + 1);
});

test('the second tap of a double tap on "Align to…" does not choose from the list that opens', async ({ organisation, isMobile }) => {
  const executive = await organisation.visit();
  await executive.open(isMobile ? '/map?view=outline' : '/map?view=map');
  // The last one, because an objective of the year, which comes first in the outline, can't be aligned to those of the quarter.
  const button = executive.page.locator('button.align-to').last();
  const option = executive.page.locator('dialog [role=option]:not([aria-disabled])').first();
  await button.scrollIntoViewIfNeeded();
  const [place, before] = [await middle(button), await seq(executive)];
  const letTimePass = await stopTime(executive);
  await press(executive, place, isMobile);
  await expect(option).toBeVisible();
  // It is pressed where the list opened, wherever that is.
  for (const where of [place, await middle(option)]) await press(executive, where, isMobile);
  await letTimePass();
  expect(await seq(executive), 'nothing was aligned').toBe(before);
  await option.click();
  await expect.poll(() => seq(executive)).toBe(before + 1);
});

/** A page, who looks at it, and what has to be pressed before its other buttons are there. */
type Place = { name: string; role: Role; path: (visitor: Visitor) => Promise<string> };

/** The pages that hold buttons which change something. */
const objective = (which: (opening: any) => string | undefined) => async (visitor: Visitor) => {
  const opening = JSON.parse((await visitor.page.locator('#opening').textContent()) ?? '');
  const id = which(opening);
  if (!id) throw new Error('there is no such objective');
  return `/objectives/${id}`;
};
const objectives = (opening: any) => Object.values<any>(opening.board.objectives).filter(({ cycle }) => cycle === opening.cycle);
const ofReader = (opening: any) => objectives(opening).find(({ owner, stage }) => owner === opening.reader && stage !== 'draft')?.id;
const company = (opening: any) => {
  const root = Object.values<any>(opening.board.teams).find(({ parent }) => parent === null).id;
  return objectives(opening).find(({ team }) => team === root)?.id;
};
const at = (path: string) => async () => path;

const PLACES: Place[] = [
  { name: 'overview', role: 'executive', path: at('/') },
  { name: 'a company objective', role: 'executive', path: objective(company) },
  { name: 'an own objective', role: 'lead', path: objective(ofReader) },
  { name: 'edit', role: 'executive', path: async (visitor) => `${await objective(company)(visitor)}/edit` },
  { name: 'new', role: 'lead', path: at('/objectives/new') },
  { name: 'check-in', role: 'member', path: at('/check-in') },
  { name: 'map', role: 'executive', path: at('/map?view=map') },
  { name: 'outline', role: 'executive', path: at('/map?view=outline') },
  { name: 'people', role: 'admin', path: at('/people') },
  { name: 'import of people', role: 'admin', path: at('/people/import') },
  { name: 'teams', role: 'admin', path: at('/teams') },
  { name: 'account', role: 'member', path: at('/account') },
  { name: 'continue as', role: 'member', path: at('/continue-as') },
];

/** The pages whose buttons `cargo xtask test` presses. */
const SHORT = ['check-in', 'an own objective', 'teams'];

/** How many buttons of one name are pressed on a page: they do the same to different rows. */
const EACH = 1;

/** These do the same wherever they stand. */
const GIVE_UP = /^(Cancel|Close)/;

type Found = { name: string; nth: number };

/** What a button is called: what it says, and where it is said. */
async function buttons(page: Page, within: string): Promise<Found[]> {
  const names = await page.locator(within).evaluateAll((all) =>
    all.map((button) => {
      const inView = (button as HTMLElement).checkVisibility({ visibilityProperty: true }) && !button.closest('[inert]') && !(button as HTMLButtonElement).disabled;
      // The buttons of a list of people do the same to different people.
      const isPerson = button.getAttribute('name') === 'person';
      const says = isPerson ? 'person' : (button.getAttribute('aria-label') ?? button.textContent ?? '').trim().replace(/\s+/g, ' ') || button.className;
      const where = button.closest('dialog') ? ' in a dialog' : button.closest('form') ? ' in a form' : '';
      return inView ? says + where : null;
    }),
  );
  const times = new Map<string, number>();
  return names.flatMap((name, nth) => {
    if (name === null) return [];
    // What stands after a colon says for which row, and so do a title in quotes and a number.
    const does = name.split(': ')[0].replace(/“[^”]*”/g, '“…”').replace(/\d+/g, '0');
    times.set(does, (times.get(does) ?? 0) + 1);
    return times.get(does)! <= EACH ? [{ name: does, nth }] : [];
  });
}

/** What is written into a field of text. */
const WRITTEN = 'Written by a test';

/** Fills in what a form asks for, so that it can be sent. */
async function fill(form: Locator): Promise<void> {
  for (const field of await form.locator('input:not([type=hidden]):not([type=checkbox]):not([type=radio]):not([type=file]):not([type=range]), textarea').all()) {
    if (!(await field.isVisible()) || !(await field.isEditable()) || (await field.inputValue()) !== '') continue;
    const [type, name] = [await field.getAttribute('type'), await field.getAttribute('name')];
    const mode = await field.getAttribute('inputmode');
    if (type === 'email') await field.fill('new.person@example.org');
    else if (type === 'date') await field.fill('2026-12-01');
    else if (type === 'number' || mode === 'decimal') await field.fill('7');
    else if (name === 'table') await field.fill('name,email\nNew Person,new.person@example.org\n');
    else await field.fill(WRITTEN);
  }
}

/** Tells of each press that reaches something which wasn't there before. */
async function watch(visitor: Visitor, stray: string[]): Promise<void> {
  await visitor.page.exposeBinding('strayed', (_, what: string) => stray.push(what));
  await visitor.page.addInitScript(() => {
    const w = window as any;
    // A page that is opened by a press holds nothing but what is new.
    w.known = new WeakSet();
    w.watched = false;
    window.addEventListener('click', (event) => {
      const pressed = (event.target as Element | null)?.closest?.('button, a[href], summary, label, select, input, [role=option]');
      if (event.isTrusted && event.detail > 0 && pressed && sessionStorage.getItem('watching') && !w.known.has(pressed)) {
        w.strayed(`${location.pathname}: ${pressed.textContent!.trim() || pressed.outerHTML}`);
      }
    }, { capture: true });
  });
}

const begin = (page: Page) =>
  page.evaluate(() => {
    (window as any).known = new WeakSet(document.querySelectorAll('*'));
    sessionStorage.setItem('watching', '1');
  });
const end = (page: Page) => page.evaluate(() => sessionStorage.removeItem('watching'));

/** What came of pressing a button. */
type Outcome = { entries: number; commands: number; sent: number };

/** Presses twice, as a double tap does. */
async function twice(visitor: Visitor, button: Locator, touch: boolean): Promise<Outcome> {
  const { page } = visitor;
  await button.scrollIntoViewIfNeeded();
  const [place, before, ids] = [await middle(button), await seq(visitor), commandsOf(page)];
  await begin(page);
  const letTimePass = await stopTime(visitor);
  await press(visitor, place, touch);
  await press(visitor, place, touch);
  await settled(visitor);
  await letTimePass();
  await end(page);
  return { entries: (await seq(visitor)) - before, ...ids() };
}

/** Presses, and presses again once the server has done it and before anybody hears that it has. */
async function heldBack(visitor: Visitor, button: Locator, touch: boolean): Promise<Outcome> {
  const { page } = visitor;
  await button.scrollIntoViewIfNeeded();
  const [place, before, ids] = [await middle(button), await seq(visitor), commandsOf(page)];
  let release: () => void = () => {};
  const released = new Promise<void>((go) => (release = go));
  let held = 0;
  let isReplaced = false;
  await page.route('**/*', async (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    const answer = await route.fetch({ maxRedirects: 0 }).catch(() => undefined);
    isReplaced ||= route.request().isNavigationRequest();
    held += 1;
    await released;
    // The browser has given up on the first when it sends another.
    await (answer ? route.fulfill({ response: answer }) : route.abort()).catch(() => {});
  });
  await begin(page);
  const letTimePass = await stopTime(visitor);
  await press(visitor, place, touch);
  const asked = await expect.poll(() => held, { timeout: 1_500 }).toBeGreaterThan(0).then(() => true, () => false);
  if (asked) await press(visitor, place, touch);
  // A page whose successor is held back draws no frames.
  if (!isReplaced) await frames(page);
  release();
  await settled(visitor);
  await page.unroute('**/*');
  await letTimePass();
  await end(page);
  return { entries: (await seq(visitor)) - before, ...ids() };
}

/** How many commands a page sends from now on, and how often it sends anything. */
function commandsOf(page: Page): () => { commands: number; sent: number } {
  const ids = new Set<string>();
  let sent = 0;
  page.on('request', (request) => {
    if (request.method() === 'POST') sent += 1;
    if (request.url().includes('/api/commit')) ids.add(request.postDataJSON().envelope.id);
  });
  return () => ({ commands: ids.size, sent });
}

const frames = (page: Page) => page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))).catch(() => {});

/** Waits until nothing is on its way. */
async function settled(visitor: Visitor): Promise<void> {
  await frames(visitor.page);
  await visitor.page.waitForLoadState('load');
  await frames(visitor.page);
  const busy = visitor.page.locator('[aria-disabled="true"]:is(button)');
  await expect(busy).toHaveCount(0);
}

async function arrive(visitor: Visitor, path: string): Promise<void> {
  await visitor.page.goto(visitor.server.url + path);
  if (await visitor.page.locator('#opening').count()) await visitor.alive();
  await visitor.pressable();
}

/** Every button of a page and of what its buttons open, by the way to it. */
async function ways(visitor: Visitor, path: string): Promise<Found[][]> {
  const { page } = visitor;
  const BUTTONS = 'main button, main input[type=submit], .who button';
  await arrive(visitor, path);
  const found: Found[][] = [];
  for (const first of await buttons(page, BUTTONS)) {
    found.push([first]);
    // Of a button that only opens something, what it opens holds others.
    const isOpener = await page.locator(BUTTONS).nth(first.nth).evaluate((button) => (button as HTMLButtonElement).type === 'button');
    if (!isOpener) continue;
    const known = new Set((await buttons(page, BUTTONS)).map(({ name }) => name));
    const before = await seq(visitor);
    await page.locator(BUTTONS).nth(first.nth).click({ timeout: 5_000 }).catch(() => {});
    await frames(page);
    if ((await seq(visitor)) === before) {
      for (const second of await buttons(page, BUTTONS)) {
        if (known.has(second.name) || (GIVE_UP.test(second.name) && found.some(([, other]) => other?.name === second.name))) continue;
        found.push([first, second]);
      }
    }
    await arrive(visitor, path);
  }
  // What takes away what the others are about comes last.
  const takesAway = (way: Found[]) => Number(/Delete|Remove|Deactivate/.test(way[way.length - 1].name));
  return found.sort((a, b) => takesAway(a) - takesAway(b));
}

/** Presses every button of a page, and says which did something twice, and what was pressed that had just come into view. */
async function walk(visitor: Visitor, path: string, touch: boolean): Promise<{ pressed: string[]; stray: string[]; wrong: string[] }> {
  visitor.expected.push(/net::ERR_|status of 4\d\d|status of 50\d|Failed to fetch/);
  const BUTTONS = 'main button, main input[type=submit], .who button';
  const [pressed, stray, wrong]: string[][] = [[], [], []];
  await watch(visitor, stray);
  for (const way of await ways(visitor, path)) {
    let sends = true;
    for (const how of [twice, heldBack]) {
      // What sends nothing has no answer to wait for.
      if (!sends) continue;
      await arrive(visitor, path);
      const name = `${way.map(({ name }) => name).join(' → ')} (${how.name})`;
      const last = way[way.length - 1];
      for (const step of way.slice(0, -1)) {
        await visitor.page.locator(BUTTONS).nth(step.nth).click();
        await visitor.pressable();
      }
      const button = visitor.page.locator(BUTTONS).nth(last.nth);
      if (!(await button.isVisible().catch(() => false))) continue;
      const form = visitor.page.locator('form').filter({ has: button });
      if (await form.count()) await fill(form.first());
      await visitor.pressable();
      if (!(await button.isVisible())) continue;
      const { entries, commands, sent } = await how(visitor, button, touch);
      sends = sent > 0;
      pressed.push(`${name}: ${entries}`);
      if (entries > 1 || commands > 1) wrong.push(`${name}: ${entries} entries of ${commands} commands`);
    }
  }
  return { pressed, stray, wrong };
}

test.describe('every button', () => {
  test.skip(({ isMobile }) => isMobile, 'a phone has the same ones');
  // The others take a quarter of an hour: `cargo xtask attack` walks through them.
  const places = process.env.PLUMBLINE_ATTACK ? PLACES : PLACES.filter(({ name }) => SHORT.includes(name));
  for (const place of places) {
    test(`nothing is done twice: ${place.name}`, async ({ organisation, isMobile }) => {
      test.setTimeout(600_000);
      const visitor = await organisation.visit({ role: place.role });
      const { pressed, stray, wrong } = await walk(visitor, await place.path(visitor), isMobile);
      expect(wrong, pressed.join('\n')).toEqual([]);
      expect(stray, 'nothing that came into view meanwhile was pressed').toEqual([]);
      if (place.name !== 'overview') expect(pressed.length).toBeGreaterThan(0);
    });
  }

  // Where there is no password there is no second factor to set up.
  locked('nothing is done twice: second factor', async ({ begun: { organisation, link } }) => {
    locked.skip(!process.env.PLUMBLINE_ATTACK, 'one of the others that take long');
    const ada = await organisation.stranger();
    await found(ada, link, WRITTEN);
    const { pressed, stray, wrong } = await walk(ada, '/account/second-factor', false);
    expect(wrong, pressed.join('\n')).toEqual([]);
    expect(stray).toEqual([]);
    expect(pressed.length).toBeGreaterThan(0);
  });
});

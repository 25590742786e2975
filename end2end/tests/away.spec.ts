// A browser that was away: its server was restarted, or it heard nothing for long.
import { expect, test, type Organisation, type Visitor } from '../organisation';
import { checkIn, reporter, type Reporter } from '../reporter';

/** Farther behind than this, a browser is told to load the board again. */
const TOO_FAR = 2_000;

/** Somebody who looks at an objective, and remembers the page as it is, down to its elements. */
async function watcher(organisation: Organisation): Promise<{ visitor: Visitor; who: Reporter }> {
  const visitor = await organisation.visit({ role: 'programme-office' });
  // What a browser says of a server that isn't there.
  visitor.expected.push(/net::ERR_|status of 50\d/);
  const who = await reporter(organisation, visitor);
  await visitor.open(`/objectives/${who.objective}`);
  await visitor.page.evaluate(() => ((window as any).kept = [...document.querySelectorAll('h1, nav, .key-result')]));
  return { visitor, who };
}

const shows = (visitor: Visitor, value: string) => expect(visitor.page.locator('.key-result', { hasText: value }).first()).toBeVisible();

/** Whether everything that was remembered is still there, as the same element: nothing was drawn anew. */
const isKept = (visitor: Visitor) => visitor.page.evaluate(() => (window as any).kept.every((element: Element) => element.isConnected));

test('a browser whose server was restarted hears what it missed, and nothing is drawn anew', async ({ organisation }) => {
  const { visitor, who } = await watcher(organisation);
  await organisation.server.restart();
  await checkIn(organisation, who, 4321);
  await shows(visitor, '4,321');
  expect(await isKept(visitor)).toBe(true);
});

test('a browser that a proxy told to go away while the server was down comes back by itself', async ({ organisation }) => {
  const { visitor, who } = await watcher(organisation);
  let refused = 0;
  await visitor.page.route('**/live*', (route) => (refused++ < 2 ? route.fulfill({ status: 502, body: 'Bad gateway' }) : route.continue()));
  await organisation.server.restart();
  await expect.poll(() => refused).toBeGreaterThan(2);
  await checkIn(organisation, who, 5432);
  await shows(visitor, '5,432');
  expect(await isKept(visitor)).toBe(true);
});

test('a browser that is too far behind loads the board again, as soon as it can, and nothing is drawn anew', async ({ organisation }) => {
  const { visitor, who } = await watcher(organisation);
  await visitor.page.route('**/live*', (route) => route.abort());
  let failed = 0;
  await visitor.page.route('**/api/board', (route) => (failed++ < 1 ? route.abort() : route.continue()));
  // So much in a minute is more than one person may ask for otherwise.
  await organisation.server.restart(true, ['--requests-a-minute', '0']);
  for (let sent = 0; sent < TOO_FAR + 100; sent += 50) {
    await Promise.all(Array.from({ length: 50 }, () => checkIn(organisation, who, 1)));
  }
  await checkIn(organisation, who, 6543);
  await visitor.page.unroute('**/live*');
  await shows(visitor, '6,543');
  expect(failed, 'it asked again').toBeGreaterThan(1);
  expect(await isKept(visitor)).toBe(true);
});

// A browser that was away: its server was restarted, or it heard nothing for long.
import { randomUUID } from 'node:crypto';
import { expect, test, type Organisation, type Visitor } from '../organisation';

/** Farther behind than this, a browser is told to load the board again. */
const TOO_FAR = 2_000;

/** Who may report a number on what. */
interface Reporter {
  cookie: string;
  keyResult: string;
  objective: string;
}

async function reporter(organisation: Organisation, visitor: Visitor): Promise<Reporter> {
  const opening = JSON.parse((await visitor.page.locator('#opening').textContent()) ?? '');
  const { key_results } = opening.board;
  const objectives = new Map(Object.values<any>(opening.board.objectives).map((objective) => [objective.id, objective]));
  for (const keyResult of Object.values<any>(key_results)) {
    if (keyResult.measure.kind !== 'metric' || !keyResult.owner || objectives.get(keyResult.objective).cycle !== opening.cycle) continue;
    const found = { cookie: await key(organisation.server.url, keyResult.owner), keyResult: keyResult.id, objective: keyResult.objective };
    if ((await checkIn(organisation, found, 1)).ok) return found;
  }
  throw new Error('nobody may report a number');
}

/** The key of somebody who comes in by the open door. */
async function key(url: string, person: string): Promise<string> {
  const headers = { 'sec-fetch-site': 'same-origin' };
  const answer = await fetch(`${url}/continue-as`, { method: 'POST', redirect: 'manual', headers, body: new URLSearchParams({ person }) });
  return answer.headers.get('set-cookie')!.split(';')[0];
}

/** Checks in as another browser would. */
function checkIn(organisation: Organisation, { cookie, keyResult }: Reporter, value: number): Promise<Response> {
  const note = { progress: '', obstacle: '', next: '' };
  const check_in = { id: randomUUID(), key_result: keyResult, reading: { number: value }, confidence: 7, note };
  return fetch(`${organisation.server.url}/api/commit`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin', cookie },
    body: JSON.stringify({ envelope: { id: randomUUID(), command: { check_in } } }),
  });
}

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

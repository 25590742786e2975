// The pictures in docs/: the pages that matter, on the demo and, where PLUMBLINE_TABLE names one, on a real table.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { binary, Organisation, Server, test, type Language, type Visitor } from '../organisation';

const folder = join(__dirname, '..', '..', 'docs');

/** Where this person checks in: what is due, or else any key result that is theirs to report. */
async function checkInOf({ page, server }: Visitor): Promise<string> {
  await page.goto(`${server.url}/check-in`);
  if (await page.locator('form.card').count()) return '/check-in';
  await page.goto(`${server.url}/map?view=outline`);
  const objectives = await page.locator('a[href^="/objectives/"]').evaluateAll((links) => links.map((link) => link.getAttribute('href')!));
  for (const objective of new Set(objectives)) {
    const found = (await (await page.request.get(server.url + objective)).text()).match(/\/check-in\?kr=[0-9a-f-]+/);
    if (found) return found[0];
  }
  return '/check-in';
}

/** A company objective with key results of its own; the second if there are some. */
async function objectiveOf({ page, server }: Visitor): Promise<string> {
  const goals = await page.locator('.goal h4 a').evaluateAll((links) => links.map((link) => link.getAttribute('href')!));
  const found: string[] = [];
  for (const goal of goals) {
    if ((await (await page.request.get(server.url + goal)).text()).includes('class="key-result"')) found.push(goal);
    if (found.length === 2) break;
  }
  return found.at(-1) ?? goals[0];
}

/** Takes each page's picture; on the map, `aligner` holds a card. */
async function takeAll(visitor: Visitor, aligner: Visitor, name: (page: string) => string, phone: boolean): Promise<void> {
  const take = async (what: string, { page } = visitor) => {
    await page.evaluate(() => document.fonts.ready);
    await page.screenshot({ path: join(folder, `${name(what)}.png`), animations: 'disabled' });
  };
  await visitor.open('/');
  await take('overview');
  const objective = await objectiveOf(visitor);
  const { page } = aligner;
  await aligner.open('/map');
  if (phone) {
    await take('map', aligner);
  } else {
    // A card that carries no others, held over a company objective that it isn't aligned to if one is in view.
    const { from, to } = await page.evaluate(() => {
      const inView = [...document.querySelectorAll<HTMLElement>('article.card')].flatMap((card) => {
        const { left, top, right, bottom, width, height } = card.getBoundingClientRect();
        const whole = left > 200 && top > 140 && right < innerWidth - 20 && bottom < innerHeight - 40;
        return whole ? [{ card, x: left + width / 2, y: top + height / 2 }] : [];
      });
      const companies = inView.filter(({ card }) => card.matches('.company'));
      const leaves = inView.filter(({ card }) => !card.matches('.company') && !card.parentElement!.querySelector(`[data-objective="${card.dataset.objective}"] .fold`));
      leaves.sort((one, other) => other.x - one.x || other.y - one.y);
      const spot = (found: { x: number; y: number }) => ({ x: found.x, y: found.y });
      return { from: spot(leaves[0] ?? inView.at(-1)!), to: spot(companies.at(-1) ?? inView[0]!) };
    });
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    // Up and away from the edges, where the ground would begin to move.
    await page.mouse.move(from.x - 40, Math.min(from.y, 560), { steps: 8 });
    await page.mouse.move(to.x + 40, to.y, { steps: 8 });
    await take('map', aligner);
    await page.keyboard.press('Escape');
    await page.mouse.up();
  }
  await visitor.open(objective!);
  await take('objective');
  await visitor.open(await checkInOf(visitor));
  await take('check-in');
}

const LOOKS: [Language, 'light' | 'dark'][] = [['en', 'light'], ['en', 'dark'], ['zh-Hans', 'light'], ['zh-Hans', 'dark']];

for (const [language, theme] of LOOKS) {
  test.describe(`${language} ${theme}`, () => {
    test.use({ language });

    test('the demo', async ({ organisation, isMobile }) => {
      const size = isMobile ? 'phone' : 'desktop';
      const lead = await organisation.visit({ role: 'lead', language, theme });
      const executive = await organisation.visit({ role: 'executive', language, theme });
      await takeAll(lead, executive, (what) => `${what}-${size}-${language}-${theme}`, isMobile);
    });
  });
}

test('a real table', async ({ browser, viewport, hasTouch, isMobile }) => {
  const table = process.env.PLUMBLINE_TABLE;
  test.skip(!table, 'PLUMBLINE_TABLE names none');
  test.setTimeout(300_000);
  const data = mkdtempSync(join(tmpdir(), 'plumbline-table-'));
  // Into today's quarter: years after its last day everything would be overdue.
  execFileSync(binary, ['import', table!, '--yes', '--data', data]);
  const server = await Server.start(data);
  const organisation = new Organisation(server, browser, { viewport, hasTouch, isMobile });
  for (const [language, theme] of LOOKS) {
    const lead = await organisation.visit({ role: 'lead', language, theme });
    const executive = await organisation.visit({ role: 'executive', language, theme });
    await takeAll(lead, executive, (what) => `table-${what}-${isMobile ? 'phone' : 'desktop'}-${language}-${theme}`, isMobile);
  }
  await organisation.close();
  await server.stop();
  rmSync(data, { recursive: true, force: true });
});

// Nothing is wider than the page: not on a small phone, not at 200 % zoom, not with words that have no place to break.
import { randomUUID } from 'node:crypto';
import { does, opening } from '../commands';
import { layout } from '../layout';
import { expect, test, type Language, type Visitor } from '../organisation';

const WORD = 'Rechtsschutzversicherungsgesellschaften'.repeat(6).slice(0, 200);
const ADDRESS = `https://example.org/${'a-path-of-some-length/'.repeat(9)}`;

/** An objective, its key results, and somebody, all with words that no line has room for. */
async function long(executive: Visitor, admin: Visitor): Promise<{ objective: string; person: string }> {
  const { board, cycle, reader } = await opening(executive);
  const teams = Object.values<any>(board.teams);
  const root = teams.find((team) => !team.parent)!.id;
  const [objective, person, team, pillar] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  const roles = { executive: false, programme_office: false, admin: false };
  await does(admin, { add_team: { id: team, name: `Team ${WORD}`, parent: root } });
  await does(admin, { add_person: { id: person, name: `Ada ${WORD}`, email: `${WORD.slice(0, 60)}@example.org`, roles, teams: [team], leads: [], deactivated: false } });
  await does(executive, { add_pillar: { id: pillar, name: WORD, owner: null } });
  await does(executive, { open_cycle: { id: randomUUID(), name: WORD.slice(0, 120), first_day: '2090-01-01', last_day: '2090-03-31', parent: null } });
  const draft = { title: WORD, why: ADDRESS, team: root, owner: reader, pillar, ambition: 'committed' };
  await does(executive, { create_objective: { id: objective, cycle, draft } });
  const [metric, steps] = [randomUUID(), randomUUID()];
  const measure = { kind: 'metric', unit: WORD.slice(0, 40), baseline: 0, target: 123456789012 };
  await does(executive, { create_key_result: { id: metric, objective, draft: { title: WORD, owner: reader, weight: 1, measure, driven: false }, reason: '' } });
  const milestones = { kind: 'milestones', steps: [{ id: randomUUID(), name: WORD, weight: 1, due: null }] };
  await does(executive, { create_key_result: { id: steps, objective, draft: { title: ADDRESS, owner: person, weight: 1, measure: milestones, driven: false }, reason: '' } });
  await does(executive, { publish: { id: objective } });
  const note = { progress: ADDRESS, obstacle: WORD, next: WORD };
  await does(executive, { check_in: { id: randomUUID(), key_result: metric, reading: { number: 98765432109 }, confidence: 5, note } });
  const child = randomUUID();
  await does(executive, { create_objective: { id: child, cycle, draft: { title: `Below ${ADDRESS}`, why: WORD, team, owner: person, pillar: null, ambition: 'committed' } } });
  await does(executive, { align: { child, parent: { objective }, how: { contributes: 1 }, place: 'last' } });
  await does(executive, { create_objective: { id: randomUUID(), cycle, draft: { title: `Waits ${WORD}`, why: WORD, team, owner: person, pillar: null, ambition: 'committed' } } });
  return { objective, person };
}

for (const language of ['en', 'zh-Hans'] as Language[]) {
  test.describe(language, () => {
    test.use({ language });

    test('no page is wider than its window and no text lies over another, however long a word is', async ({ organisation }) => {
      test.setTimeout(600_000);
      const executive = await organisation.visit({ language });
      const admin = await organisation.visit({ role: 'admin', language });
      for (const visitor of [executive, admin]) visitor.expected.push(/404/);
      const { objective, person } = await long(executive, admin);
      const { cycle } = await opening(executive);
      const pages: [Visitor, string][] = [
        ...['/', '/map', '/map?view=map', '/map?view=outline', '/check-in', '/objectives/new', '/import', '/nowhere'].map((path): [Visitor, string] => [executive, path]),
        ...['', '/edit'].map((path): [Visitor, string] => [executive, `/objectives/${objective}${path}`]),
        ...[`objective/${objective}`, `company/${cycle}`].map((of): [Visitor, string] => [executive, `/explain/progress/${of}`]),
        ...['/account', '/wall', '/continue-as', '/sign-in', '/people', `/people/${person}`, '/people/import', '/teams', '/organisation', '/audit', '/audit/sign-ins'].map((path): [Visitor, string] => [admin, path]),
      ];
      const found: Record<string, unknown> = {};
      for (const [visitor, path] of pages) {
        await visitor.page.goto(organisation.server.url + path);
        // 720 is what a window of 1440 is at 200 % zoom.
        for (const width of [320, 720, 1440]) {
          await visitor.page.setViewportSize({ width, height: 800 });
          const { page, boxes, over } = await layout(visitor.page);
          if (page > 0 || boxes.length || over.length) found[`${path} at ${width}`] = { page, boxes, over };
        }
      }
      expect(found).toEqual({});
    });

    test('what opens on a page is no wider either', async ({ organisation }) => {
      test.setTimeout(300_000);
      const executive = await organisation.visit({ language });
      const admin = await organisation.visit({ role: 'admin', language });
      const { objective } = await long(executive, admin);
      const { page } = executive;
      await executive.open(`/objectives/${objective}`);
      const narrow = async (what: string) => {
        for (const width of [320, 1440]) {
          await page.setViewportSize({ width, height: 800 });
          expect(await layout(page), `${what} at ${width}`).toEqual({ page: 0, boxes: [], over: [] });
        }
      };
      await page.locator('.key-result .more button').first().click();
      await expect(page.locator('.key-result form.inline-form')).toBeVisible();
      await narrow('the form of a key result');
      await page.locator('.percent').first().click();
      await expect(page.getByRole('dialog').locator('.terms')).toBeVisible();
      await narrow('an explanation');
      await page.keyboard.press('Escape');
      await page.keyboard.press('Control+k');
      await page.getByRole('dialog').getByRole('combobox').fill(WORD.slice(0, 12));
      await expect(page.getByRole('dialog').getByRole('option').first()).toBeVisible();
      await narrow('the search');
    });
  });
}

test('a phone does not zoom in on a field: its letters are sixteen pixels high or higher', async ({ organisation, isMobile }) => {
  test.skip(!isMobile, 'only phones zoom');
  test.setTimeout(300_000);
  const executive = await organisation.visit();
  const admin = await organisation.visit({ role: 'admin' });
  const objective = await executive.page.locator('.goal h4 a').first().getAttribute('href');
  const small = (visitor: Visitor) =>
    visitor.page.locator('input:not([type=radio], [type=checkbox], [type=range], [type=hidden]), select, textarea').evaluateAll((fields) =>
      fields.filter((field) => parseFloat(getComputedStyle(field).fontSize) < 16).map((field) => field.outerHTML.slice(0, 80)),
    );
  const pages: [Visitor, string][] = [
    ...['/', '/map', '/map?view=map', '/check-in', '/objectives/new', objective!, `${objective}/edit`].map((path): [Visitor, string] => [executive, path]),
    ...['/account', '/sign-in', '/people', '/people/import', '/teams', '/audit'].map((path): [Visitor, string] => [admin, path]),
  ];
  for (const [visitor, path] of pages) {
    await visitor.page.goto(organisation.server.url + path);
    expect(await small(visitor), path).toEqual([]);
  }
  await executive.open(objective!);
  await executive.page.locator('.key-result .more button').first().click();
  await expect(executive.page.locator('.key-result form.inline-form')).toBeVisible();
  expect(await small(executive), 'the form of a key result').toEqual([]);
});

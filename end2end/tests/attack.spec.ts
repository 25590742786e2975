// What somebody may write who means harm: it is shown as what it is, and runs nowhere. `cargo xtask attack` takes all of the texts,
// `cargo xtask test` every tenth, and those that end what a text stands in.
import { randomUUID } from 'node:crypto';
import { expect, test, type Organisation, type Visitor } from '../organisation';
import { PAYLOADS } from '../attacks/payloads';

// A thousand pages are more than a trace should hold.
test.use({ trace: 'off' });

const payloads = process.env.PLUMBLINE_ATTACK ? PAYLOADS : PAYLOADS.filter((payload, n) => n % 10 === 0 || /^(<\/title>|<\/textarea>)/.test(payload));

/** Whoever has come in sends a command, as their page would. */
async function does(visitor: Visitor, command: object): Promise<void> {
  const said = await visitor.page.evaluate(async (envelope) => {
    const headers = { 'content-type': 'application/json', accept: 'application/json' };
    const answer = await fetch('/api/commit', { method: 'POST', headers, body: JSON.stringify({ envelope }) });
    return answer.ok ? '' : await answer.text();
  }, { id: randomUUID(), command });
  expect(said, JSON.stringify(command)).toBe('');
}

/** Notes on every page of somebody's whether something ran, or wanted to. */
async function watched(visitor: Visitor): Promise<string[]> {
  const ran: string[] = [];
  await visitor.context.exposeBinding('told', (_, what: string) => void ran.push(what));
  await visitor.context.addInitScript(() => {
    const tell = (what: string) => (window as any).told(`${what} at ${location.pathname}`);
    (window as any).xss = () => tell('it ran');
    window.alert = window.confirm = window.prompt = () => tell('a dialog') as any;
    document.addEventListener('securitypolicyviolation', (event) => tell(`policy: ${event.violatedDirective} ${event.blockedURI}`));
  });
  return ran;
}

async function opening(visitor: Visitor): Promise<any> {
  return JSON.parse((await visitor.page.locator('#opening').textContent()) ?? '');
}

test('what somebody writes runs nowhere, in no field, on no page, and not on its way there', async ({ organisation }, info) => {
  test.skip(info.project.name === 'phone', 'the same pages hold the same texts');
  test.setTimeout(process.env.PLUMBLINE_ATTACK ? 15 * 60_000 : 600_000);
  await organisation.server.restart(true, ['--requests-a-minute', '0']);
  // What a browser calls itself is read for the list of one's devices.
  const agent = 'Mozilla "><img src=x onerror=xss()><script>xss()</script>';
  const [executive, admin, listener] = [await organisation.visit(), await organisation.visit({ role: 'admin' }), await organisation.visit({ role: 'member' })];
  const ran = [await watched(executive), await watched(admin), await watched(listener)];
  // Somebody listens to all of it as it is written.
  await listener.open('/');
  const { board, cycle, reader } = await opening(executive);
  const team = Object.values<any>(board.teams).find((team) => team.parent)!.id;
  const root = Object.values<any>(board.teams).find((team) => !team.parent)!.id;

  const objectives: string[] = [];
  const people: string[] = [];
  for (const [n, payload] of payloads.entries()) {
    const [line, words] = [payload.replace(/[\r\n]+/g, ' '), payload];
    const [objective, key_result, person, pillar] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
    const year = 2100 + n;
    const email = `${payload.replace(/[\s@]+/g, '').slice(0, 200)}${n}@x.y`;
    await does(admin, { add_person: { id: person, name: line, email, roles: { executive: false, programme_office: false, admin: false }, teams: [team], leads: [], deactivated: false } });
    const made = randomUUID();
    await does(admin, { add_team: { id: made, name: `New ${n}`, parent: root } });
    await does(admin, { edit_team: { id: made, name: line, parent: root } });
    await does(executive, { add_pillar: { id: pillar, name: line, owner: null } });
    await does(executive, { open_cycle: { id: randomUUID(), name: `${n} ${line}`.slice(0, 60), first_day: `${year}-01-01`, last_day: `${year}-03-31`, parent: null } });
    const draft = { title: line, why: words, team: root, owner: reader, pillar, ambition: 'committed' };
    await does(executive, { create_objective: { id: objective, cycle, draft } });
    const metric = { title: line, owner: reader, weight: 1, measure: { kind: 'metric', unit: line.slice(0, 12), baseline: 0, target: 10 }, driven: false };
    await does(executive, { create_key_result: { id: key_result, objective, draft: metric, reason: '' } });
    const steps = { ...metric, measure: { kind: 'milestones', steps: [{ name: line, weight: 1, due: null }] } };
    await does(executive, { create_key_result: { id: randomUUID(), objective, draft: steps, reason: '' } });
    await does(executive, { publish: { id: objective } });
    const note = { progress: words, obstacle: words, next: words };
    await does(executive, { check_in: { id: randomUUID(), key_result, reading: { number: 3 }, confidence: 5, note } });
    await does(executive, { edit_objective: { id: objective, draft: { ...draft, title: `${line} ` + n }, reason: words } });
    // Reasons, too, are words that others read.
    const child = randomUUID();
    const below = { title: `${n}: ${line}`, why: '', team, owner: reader, pillar: null, ambition: 'committed' };
    await does(executive, { create_objective: { id: child, cycle, draft: below } });
    const parent = { objective };
    await does(executive, { align: { child, parent, how: { contributes: 1 }, place: 'last' } });
    await does(executive, { reweigh: { child, parent, how: 'supports', reason: words } });
    await does(executive, { decline: { child, parent, reason: words } });
    await does(executive, { delete_objective: { id: child, reason: words } });
    objectives.push(objective);
    people.push(person);
  }
  // It has reached whoever listened.
  await expect(listener.page.getByText(`${payloads.at(-1)!.replace(/[\r\n]+/g, ' ')} ${payloads.length - 1}`, { exact: false }).first()).toBeAttached();

  for (const path of ['/', '/map', '/map?view=outline', '/check-in', '/objectives/new', `/explain/progress/company/${cycle}`]) await executive.open(path);
  for (const id of objectives) {
    await executive.open(`/objectives/${id}`);
    await executive.open(`/objectives/${id}/edit`);
    await executive.page.goto(`${organisation.server.url}/explain/progress/objective/${id}`);
  }
  // Somebody comes in with a browser of a strange name.
  const odd = await organisation.stranger();
  ran.push(await watched(odd));
  await odd.page.setExtraHTTPHeaders({ 'user-agent': agent });
  await odd.page.goto(`${organisation.server.url}/continue-as`);
  await odd.page.locator('button[name=person]').first().click();
  await odd.page.waitForURL((url) => !url.pathname.includes('continue'));
  await odd.page.goto(`${organisation.server.url}/account`);
  await expect(odd.page.locator('main'), 'a name that says nothing is not repeated').not.toContainText('onerror');
  for (const path of ['/people', '/audit', '/account', '/wall', ...people.map((id) => `/people/${id}`)]) {
    await admin.page.goto(organisation.server.url + path);
  }
  // What stands in an address, too, is only text; and a search.
  for (const [n, payload] of payloads.entries()) {
    const text = encodeURIComponent(payload);
    const drawn = [`/sign-in?back=${text}`, `/continue-as?back=${text}`, `/audit?before=${text}`];
    // These load the whole client each time.
    const alive = n % 8 === 0 ? [`/map?view=${text}`, `/?cycle=${text}`, `/explain/${text}/x/y`] : [];
    for (const path of [...drawn, ...alive]) await admin.page.goto(organisation.server.url + path);
  }
  await executive.open('/');
  await executive.page.keyboard.press('Control+k');
  for (const payload of payloads.slice(0, 10)) {
    await executive.page.getByRole('dialog').getByRole('combobox').fill(payload.replace(/[\r\n]+/g, ' '));
    await expect(executive.page.getByRole('dialog').getByRole('option').first()).toBeVisible();
  }
  // A page that isn't there is a 404 in the console.
  for (const visitor of [executive, admin]) visitor.expected.push(/404|status of 4/);
  expect(ran.flat()).toEqual([]);
});

import { execFileSync } from 'node:child_process';
import { layout } from '../layout';
import { accessibility, binary, expect, locked } from '../organisation';

const password = 'three plain words';

for (const language of ['en', 'zh-Hans'] as const) {
  locked(`an organisation begins, somebody is invited, signs out and in again (${language})`, async ({ begun }) => {
    const { organisation, link } = begun;
    const ada = await organisation.stranger({ language });
    const looks = async (page: typeof ada.page, what: string) => {
      await expect(page.locator('body')).not.toContainText('⟨?⟩');
      await expect(page.locator('html')).toHaveAttribute('lang', language);
      expect(await layout(page), `${what} has room for all it says`).toEqual({ page: 0, boxes: [], over: [] });
      expect(await accessibility(page), what).toEqual([]);
    };

    await ada.page.goto(organisation.server.url);
    await looks(ada.page, 'a server that waits');
    await ada.page.goto(link);
    await looks(ada.page, 'the first link');
    await ada.page.locator('#organisation').fill('Hopper');
    await ada.page.locator('#name').fill('Ada');
    await ada.page.locator('#email').fill('ada@example.org');
    await ada.page.locator('#password').fill('short');
    await ada.page.locator('input[value=demo]').check();
    ada.expected.push(/422/);
    await ada.page.locator('form.fields .primary').click();
    await expect(ada.page.locator('#password')).toHaveAttribute('aria-invalid', 'true');
    await expect(ada.page.locator('#organisation')).toHaveValue('Hopper');
    await looks(ada.page, 'the first link, come back');
    await ada.page.locator('#password').fill(password);
    await ada.page.locator('form.fields .primary').click();
    await ada.page.waitForURL(`${organisation.server.url}/`);
    await ada.alive();
    await expect(ada.page.locator('.goal').first()).toBeVisible();

    await ada.page.goto(`${organisation.server.url}/people`);
    await looks(ada.page, 'people');
    await ada.page.locator('#name').fill('Grace');
    await ada.page.locator('#email').fill('grace@example.org');
    await ada.page.locator('form.fields .primary').click();
    const invitation = await ada.page.locator('.made input').inputValue();
    await looks(ada.page, 'an invitation');

    const grace = await organisation.stranger({ language, javaScript: false });
    grace.expected.push(/403/);
    await grace.page.goto(invitation);
    await grace.page.locator('#password').fill(password);
    await grace.page.locator('form.fields .primary').click();
    await expect(grace.page.locator('.goal').first()).toBeVisible();
    await grace.page.goto(`${organisation.server.url}/people`);
    await expect(grace.page.locator('main')).not.toContainText('ada@example.org');

    // The example that the page gives is a table; a file, and then what was typed.
    await ada.page.goto(`${organisation.server.url}/people/import`);
    const example = (await ada.page.locator('#table').getAttribute('placeholder'))!;
    await looks(ada.page, 'importing people');
    await ada.page.locator('#file').setInputFiles({ name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(`${example}\n,no-address,,,\n`) });
    await ada.page.locator('form.fields .primary').click();
    await expect(ada.page.getByRole('alert')).toContainText('3');
    await looks(ada.page, 'a table that something is wrong with');
    await ada.page.locator('#table').fill(example);
    await ada.page.locator('form.fields .primary').click();
    await expect(ada.page.getByRole('status')).toContainText('Ada Lin (ada.lin@example.com)');
    await looks(ada.page, 'what a table would do');
    await ada.page.locator('.made .primary').click();
    await expect(ada.page.getByRole('status')).toBeVisible();
    await expect(ada.page.locator('main')).toContainText('ada.lin@example.com');
    await looks(ada.page, 'people from a table');
    await ada.page.locator('form[action="/people/invitations"] button').click();
    await expect(ada.page.locator('main')).toContainText('/link/');
    await looks(ada.page, 'links for everybody');

    for (const path of ['/account', '/wall', '/teams', '/people/import', '/audit']) {
      await ada.page.goto(organisation.server.url + path);
      await looks(ada.page, path);
    }
    await ada.page.goto(`${organisation.server.url}/teams`);
    await ada.page.locator('summary').nth(2).click();
    await looks(ada.page, 'a team that is changed');
    await ada.page.locator('details[open] form').first().locator('input[name=name]').fill('Another name');
    await ada.page.locator('details[open] form').first().locator('button').click();
    await expect(ada.page.getByRole('status')).toBeVisible();
    await expect(ada.page.locator('main')).toContainText('Another name');
    ada.expected.push(/410/);
    await ada.page.goto(invitation);
    await looks(ada.page, 'a link that leads nowhere');

    await ada.page.goto(`${organisation.server.url}/account`);
    await ada.page.locator('form[action="/sign-out"] button').click();
    await ada.page.waitForURL(/sign-in/);
    await looks(ada.page, 'signing in');
    await ada.page.goto(`${organisation.server.url}/map`);
    await ada.page.locator('#email').fill('ada@example.org');
    await ada.page.locator('#password').fill('wrong');
    await ada.page.locator('form.fields .primary').click();
    await expect(ada.page.getByRole('alert')).toBeVisible();
    await looks(ada.page, 'a wrong password');
    await ada.page.locator('#password').fill(password);
    await ada.page.locator('form.fields .primary').click();
    await ada.page.waitForURL(/\/map/);
    await ada.alive();
  });
}

locked('who signs in again is told of the time before, and administrators see who signed in', async ({ begun }) => {
  const { organisation, link } = begun;
  const ada = await organisation.stranger({ javaScript: false });
  ada.expected.push(/422/);
  await ada.page.goto(link);
  for (const [field, text] of [['organisation', 'Hopper'], ['name', 'Ada'], ['email', 'ada@example.org'], ['password', password]]) {
    await ada.page.locator(`#${field}`).fill(text);
  }
  await ada.page.locator('form.fields .primary').click();
  await ada.page.goto(`${organisation.server.url}/account`);
  await ada.page.locator('form[action="/sign-out"] button').click();
  for (const text of ['not it', password]) {
    await ada.page.locator('#email').fill('ada@example.org');
    await ada.page.locator('#password').fill(text);
    await ada.page.locator('form.fields .primary').click();
  }
  await expect(ada.page.locator('.toasts')).toContainText('Your last sign-in');
  await expect(ada.page.locator('.toasts')).toContainText('1 try');
  await ada.page.goto(`${organisation.server.url}/audit/sign-ins`);
  await expect(ada.page.locator('tbody')).toContainText('Failed');
  await ada.page.goto(`${organisation.server.url}/organisation`);
  await ada.page.locator('#name').fill('Lovelace');
  await ada.page.locator('form.fields .primary').click();
  await expect(ada.page.getByRole('status')).toBeVisible();
  await expect(ada.page.locator('#name')).toHaveValue('Lovelace');
});

locked('an organisation begins with a table of its objectives', async ({ begun }) => {
  const { organisation, link } = begun;
  const ada = await organisation.stranger({ javaScript: false });
  const okrs = 'type,ref,parent,team,owner,title,measure,baseline,target\nobjective,O1,,Hopper/Sales,Ada,We sell abroad,,,\nkey_result,K1,O1,,Grace,Sold from 0 to 9,metric,0,9\n';
  const begin = async (text: string) => {
    await ada.page.locator('#password').fill(password);
    await ada.page.locator('#table').setInputFiles({ name: 'okrs.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
    await ada.page.locator('form.fields .primary').click();
  };
  await ada.page.goto(link);
  await ada.page.locator('#organisation').fill('Hopper');
  await ada.page.locator('#name').fill('Ada');
  await ada.page.locator('#email').fill('ada@example.org');
  await expect(ada.page.locator('#table')).toBeHidden();
  await ada.page.locator('input[value=import]').check();
  ada.expected.push(/422/);
  await begin(okrs.replace('Hopper', 'Lovelace'));
  await expect(ada.page.locator('form.fields')).toContainText('Lovelace');
  await begin(okrs);
  await expect(ada.page.locator('body')).toContainText('Sold from 0 to 9');
});

locked('a page that is open when its session ends offers to sign in, and is live again afterwards', async ({ begun }) => {
  const { organisation, link } = begun;
  const ada = await organisation.stranger({});
  ada.expected.push(/401/);
  await ada.page.goto(link);
  for (const [field, text] of [['organisation', 'Hopper'], ['name', 'Ada'], ['email', 'ada@example.org'], ['password', password]]) {
    await ada.page.locator(`#${field}`).fill(text);
  }
  await ada.page.locator('form.fields .primary').click();
  await ada.alive();
  const state = ada.page.locator('.link-state');
  await expect(state).toHaveAttribute('data-link', 'live');
  const other = await ada.context.newPage();
  await other.goto(`${organisation.server.url}/account`);
  await other.locator('form[action="/sign-out"] button').click();
  await other.waitForURL(/sign-in/);
  await expect(state).toHaveAttribute('data-link', 'signed-out');
  expect(await accessibility(ada.page)).toEqual([]);
  const [signIn] = await Promise.all([ada.context.waitForEvent('page'), state.getByRole('link').click()]);
  await signIn.locator('#email').fill('ada@example.org');
  await signIn.locator('#password').fill(password);
  await signIn.locator('form.fields .primary').click();
  await signIn.waitForURL(/account/);
  await expect(state).toHaveAttribute('data-link', 'live');
});

locked('without a way in, the command line makes one', async ({ begun }) => {
  const { organisation, link } = begun;
  expect(link).toContain('/link/');
  await organisation.server.stop();
  const at = ['--data', organisation.server.data];
  execFileSync(binary, ['demo', ...at], { stdio: 'ignore' });
  const said = execFileSync(binary, ['admin', 'ada@example.org', '--name', 'Ada', '--url', organisation.server.url, ...at]).toString();
  await organisation.server.restart(false);
  const ada = await organisation.stranger({});
  await ada.page.goto(said.match(/http:\S+/)![0]);
  await ada.page.locator('#password').fill(password);
  await ada.page.locator('form.fields .primary').click();
  await ada.page.goto(`${organisation.server.url}/people`);
  await expect(ada.page.locator('tbody tr').first()).toBeVisible();
});

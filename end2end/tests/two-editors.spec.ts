import type { Page } from '@playwright/test';
import { expect, test, type Organisation } from '../organisation';

/** The two sides of a field that both changed. */
const clash = (page: Page, field: string) => page.locator('.meanwhile fieldset').filter({ has: page.locator('legend', { hasText: new RegExp(`^${field}$`) }) });

/** The same page in two browsers. */
async function twice(organisation: Organisation, role: 'executive' | 'admin', path: string) {
  const two = [await organisation.visit({ role }), await organisation.visit({ role })];
  // A refusal is an answer with an error's status.
  for (const visitor of two) visitor.expected.push(/status of (409|422)/);
  return Promise.all(two.map(async (visitor) => {
    await visitor.page.goto(organisation.server.url + path);
    return visitor;
  }));
}

async function companyObjective(organisation: Organisation): Promise<string> {
  const visitor = await organisation.visit({ role: 'executive' });
  return (await visitor.page.locator('.goal h4 a').first().getAttribute('href'))!;
}

test('two who edit an objective: different fields are merged, and the same field is chosen', async ({ organisation }) => {
  const objective = await companyObjective(organisation);
  const [one, two] = await twice(organisation, 'executive', `${objective}/edit`);
  await one.alive();
  await two.alive();
  const reason = (page: Page) => page.locator('form.fields label.field textarea');

  await two.page.locator('#why').fill('Because riders leave');
  await two.page.locator('#title').fill('Theirs');
  await reason(two.page).fill('Asked for by the board');
  await two.page.getByRole('button', { name: 'Save' }).click();
  await expect(two.page.locator('h1')).toHaveText('Theirs');

  await one.page.locator('#title').fill('Mine');
  await reason(one.page).fill('Shorter');
  await one.page.getByRole('button', { name: 'Save' }).click();
  await expect(clash(one.page, 'Title')).toContainText('Theirs');
  await expect(clash(one.page, 'Title')).toContainText('Mine');
  await expect(one.page.locator('#why')).toHaveValue('Because riders leave');
  await expect(two.page.locator('h1'), 'nothing is written before a choice').toHaveText('Theirs');

  await clash(one.page, 'Title').getByRole('radio').nth(0).check();
  await expect(one.page.locator('#title')).toHaveValue('Theirs');
  await clash(one.page, 'Title').getByRole('radio').nth(1).check();
  await expect(one.page.locator('#title')).toHaveValue('Mine');
  await one.page.getByRole('button', { name: 'Save' }).click();
  await expect(one.page.locator('h1')).toHaveText('Mine');
  await expect(two.page.locator('h1')).toHaveText('Mine');
  await expect(one.page.locator('.objective-page, .page')).toContainText('Because riders leave');
});

test('a client that does not say what its edit began with would be seen', async ({ organisation }) => {
  const objective = await companyObjective(organisation);
  const [one, two] = await twice(organisation, 'executive', `${objective}/edit`);
  await one.alive();
  await two.alive();
  // The seeded bug.
  await one.page.route('**/api/commit*', (route) => {
    const body = route.request().postDataJSON();
    body.envelope.command.edit_objective.base = null;
    return route.continue({ postData: JSON.stringify(body) });
  });
  const reason = (page: Page) => page.locator('form.fields label.field textarea');
  const old = await one.page.locator('#title').inputValue();
  await two.page.locator('#title').fill('Theirs');
  await reason(two.page).fill('Asked for by the board');
  await two.page.getByRole('button', { name: 'Save' }).click();
  await expect(two.page.locator('h1')).toHaveText('Theirs');
  await one.page.locator('#why').fill('Because riders leave');
  await reason(one.page).fill('Clearer');
  await one.page.getByRole('button', { name: 'Save' }).click();
  await expect(one.page.locator('h1'), 'the title of the other is overwritten').toHaveText(old);
});

test('a target that was moved with a reason is not moved back by an edit of the title', async ({ organisation }) => {
  const objective = await companyObjective(organisation);
  const [one, two] = await twice(organisation, 'executive', objective);
  await one.alive();
  await two.alive();
  for (const { page } of [one, two]) {
    // A metric: the only measure with a target.
    for (const row of await page.locator('.key-result').all()) {
      await row.getByRole('button', { name: 'Edit' }).click();
      if (await row.getByLabel('Target', { exact: true }).count()) break;
      await row.getByRole('button', { name: 'Cancel' }).click();
    }
  }
  const form = (page: Page) => page.locator('.key-result form.inline-form');
  await form(two.page).getByLabel('Target', { exact: true }).fill('77777');
  await form(two.page).getByLabel('Why?').fill('The contract asks for more');
  await form(two.page).getByRole('button', { name: 'Save' }).click();
  await expect(form(two.page)).toHaveCount(0);

  await form(one.page).locator('input').first().fill('Reworded by one');
  await form(one.page).getByLabel('Why?').fill('Shorter');
  await form(one.page).getByRole('button', { name: 'Save' }).click();
  await expect(form(one.page)).toHaveCount(0);
  for (const { page } of [one, two]) await expect(page.locator('.key-result', { hasText: 'Reworded by one' })).toContainText('77,777');
});

test('a draft that was kept is back when somebody else has changed the same meanwhile, with a choice', async ({ organisation }) => {
  const objective = await companyObjective(organisation);
  const [one, two] = await twice(organisation, 'executive', `${objective}/edit`);
  await one.alive();
  await two.alive();
  await one.page.locator('#title').fill('Kept by one');
  await expect.poll(() => one.page.evaluate(() => Object.entries(localStorage).join())).toContain('Kept by one');
  await two.page.locator('#title').fill('Saved by two');
  await two.page.locator('form.fields label.field textarea').fill('It was asked for');
  await two.page.getByRole('button', { name: 'Save' }).click();
  await expect(two.page.locator('h1')).toHaveText('Saved by two');
  await one.page.reload();
  await one.alive();
  await expect(one.page.locator('#title')).toHaveValue('Kept by one');
  await expect(clash(one.page, 'Title')).toContainText('Saved by two');
});

test('two administrators who edit a person or a team choose, too', async ({ organisation }) => {
  const admin = await organisation.visit({ role: 'admin' });
  await admin.page.goto(`${organisation.server.url}/people`);
  const person = (await admin.page.locator('a[href^="/people/"]:not([href$="import"])').first().getAttribute('href'))!;
  const [one, two] = await twice(organisation, 'admin', person);
  await two.page.locator('#name').fill('Named by two');
  await two.page.locator('#email').fill('two@example.org');
  await two.page.getByRole('button', { name: 'Save' }).first().click();
  await expect(two.page.locator('h1')).toHaveText('Named by two');
  await one.page.locator('#name').fill('Named by one');
  await one.page.getByRole('button', { name: 'Save' }).first().click();
  await expect(clash(one.page, 'Name')).toContainText('Named by two');
  await expect(one.page.locator('#email')).toHaveValue('two@example.org');
  await clash(one.page, 'Name').getByRole('radio').nth(0).check();
  await one.page.getByRole('button', { name: 'Save' }).first().click();
  await expect(one.page.locator('h1')).toHaveText('Named by two');
  await expect(one.page.locator('#email')).toHaveValue('two@example.org');

  for (const { page } of [one, two]) {
    await page.goto(`${organisation.server.url}/teams`);
    await page.locator('.teams details summary').nth(1).click();
  }
  const form = (page: Page) => page.locator('.teams details[open] form').first();
  await form(two.page).locator('[name="name"]').fill('Team of two');
  await form(two.page).locator('button').click();
  await expect(two.page.locator('.teams')).toContainText('Team of two');
  await form(one.page).locator('[name="name"]').fill('Team of one');
  await form(one.page).locator('button').click();
  await expect(clash(one.page, 'Name')).toContainText('Team of two');
  await clash(one.page, 'Name').getByRole('radio').nth(1).check();
  await form(one.page).locator('button').click();
  await expect(one.page.locator('.teams')).toContainText('Team of one');
});

import { type Page } from '@playwright/test';
import { expect, test, type Visitor } from '../organisation';

/** Goes on to a card that asks for a number. */
async function aNumber(page: Page) {
  const field = page.locator('form.card input[name="value"]');
  await page.locator('form.card').waitFor();
  for (let tries = 0; tries < 12 && !(await field.count()); tries += 1) {
    const title = await page.locator('form.card h1').innerText();
    await page.locator('.later').click();
    await expect(page.locator('form.card h1')).not.toHaveText(title);
  }
  return field;
}

async function asked(visitor: Visitor, javaScript: boolean) {
  const { page } = visitor;
  if (javaScript) await visitor.open('/check-in');
  else await page.goto(visitor.server.url + '/check-in');
  const value = await aNumber(page);
  const title = await page.locator('form.card h1').innerText();
  await value.fill('4,355');
  await page.getByRole('radio', { name: 'On track' }).check();
  if (await page.locator('textarea[name="note_progress"]').isVisible()) await page.locator('textarea[name="note_progress"]').fill('Typed in Berlin');
  await page.locator('form.card footer .primary').click();
  const choices = page.locator('form.card .number-choices button');
  await expect(choices).toHaveText(['4.355', '4355']);
  await expect(page.locator('form.card h1')).toHaveText(title);
  await expect(value).toHaveValue('4,355');
  await expect(page.getByRole('radio', { name: 'On track' })).toBeChecked();
  await choices.first().click();
  await expect(page.locator('form.card h1')).not.toHaveText(title);
  await page.goto(visitor.server.url + '/');
  await expect(page.locator('.feed li').first()).toContainText(title);
  await expect(page.locator('.feed li').first()).toContainText(/4\.3[56]/);
}

test('a value that reads both ways is asked about, and one tap takes a reading', async ({ organisation }) => {
  await asked(await organisation.visit({ role: 'member' }), true);
});

test('without JavaScript a value that reads both ways comes back with both readings, and one press takes one', async ({ organisation }) => {
  const member = await organisation.visit({ role: 'member', javaScript: false });
  member.expected.push(/422/);
  await asked(member, false);
});

test('a target that reads both ways is asked about in the form of a key result, with the sentences of a check-in', async ({ organisation }) => {
  const lead = await organisation.visit({ role: 'lead' });
  const { page } = lead;
  await lead.open('/objectives/new');
  await page.locator('#title').fill('Riders trust the timetable again');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'Add a key result' }).click();
  const form = page.locator('form.inline-form');
  await form.getByLabel('Key result').first().fill('Rating by riders');
  await form.getByLabel('Baseline').fill('3.7');
  for (const [typed, said] of [['10%', 'Write % into the unit'], ['1e400', 'too large'], ['', 'Enter a number'], ['0,25', 'may mean 0.25 or 25']]) {
    await form.getByLabel('Target').fill(typed);
    await form.getByRole('button', { name: 'Save' }).click();
    await expect(form.getByRole('alert')).toContainText(said);
  }
  await form.getByLabel('Target').fill('4,355');
  await form.getByRole('button', { name: 'Save' }).click();
  await form.locator('.number-choices').getByRole('button', { name: '4.355', exact: true }).click();
  await expect(form.getByLabel('Target')).toHaveValue('4.355');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(page.locator('.key-result')).toContainText(/3\.7 → 4\.3[56]/);
});

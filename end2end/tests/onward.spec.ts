// After something was done, one goes on from where one is: what was saved says so and is in view, and what was done can be undone.
import { expect, test } from '../organisation';

test('what was created, saved and published says so, has the focus where one goes on, and can be undone', async ({ organisation }) => {
  const lead = await organisation.visit({ role: 'lead' });
  const { page } = lead;
  const undo = page.locator('.toast').getByRole('button', { name: 'Undo' });
  await lead.open('/map?view=outline');
  await page.locator('.tools a.button').click();
  await expect(page.locator('#title'), 'one who opens a form begins to write').toBeFocused();
  await page.keyboard.type('Travellers trust the timetable again');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.locator('.objective-head .saved')).toHaveText('Saved');
  await expect(page.locator('#add-key-result'), 'it goes on with its key results').toBeFocused();

  await page.keyboard.press('Enter');
  const form = page.locator('form.inline-form');
  await expect(form.getByRole('textbox').first()).toBeFocused();
  await page.keyboard.type('Riders who call it reliable');
  await form.getByRole('button', { name: 'Save' }).click();
  const row = page.locator('.key-result');
  await expect(row.locator('.saved')).toHaveText('Saved');
  await expect(row.locator('.saved')).toBeInViewport();
  await expect(row.getByRole('button', { name: 'Edit' })).toBeFocused();

  await page.keyboard.press('Enter');
  await row.getByRole('textbox').first().fill('Riders who call it punctual');
  await row.locator('form').getByRole('button', { name: 'Save' }).click();
  await expect(row.locator('h3')).toContainText('punctual');
  await expect(row.getByRole('button', { name: 'Edit' })).toBeFocused();
  await undo.last().click();
  await expect(row.locator('h3')).toContainText('reliable');

  await page.getByRole('button', { name: 'Publish' }).click();
  await expect(page.locator('.objective-head .chip', { hasText: 'draft' })).toHaveCount(0);
  await expect(page.locator('#edit-objective'), 'the button that was pressed is gone').toBeFocused();
  await undo.last().click();
  await expect(page.locator('.objective-head .chip', { hasText: 'draft' })).toHaveCount(1);

  await page.locator('#edit-objective').click();
  await page.locator('#title').fill('Travellers believe the timetable');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.locator('h1')).toHaveText('Travellers believe the timetable');
  await expect(page.locator('#edit-objective')).toBeFocused();
  await undo.last().click();
  await expect(page.locator('h1')).toHaveText('Travellers trust the timetable again');
});

test('deleting a key result asks in a dialog, and never in the place of the button', async ({ organisation }) => {
  const executive = await organisation.visit();
  const { page } = executive;
  await page.locator('.goal h4 a').first().click();
  const rows = page.locator('.key-result');
  await expect(rows.first()).toBeVisible();
  const count = await rows.count();
  await rows.first().getByRole('button', { name: 'Edit' }).click();
  const button = rows.first().locator('form').getByRole('button', { name: 'Delete' });
  await button.dblclick();
  const dialog = page.locator('dialog[open]');
  await expect(dialog).toBeVisible();
  await expect(rows, 'pressing twice deletes nothing').toHaveCount(count);
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(button).toBeFocused();
  await button.click();
  await dialog.getByRole('textbox').fill('It is measured elsewhere');
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await expect(rows).toHaveCount(count - 1);
  await expect(page.locator('#add-key-result')).toBeFocused();
});

test('the way past the navigation, the account and the search each take one press', async ({ organisation, isMobile }) => {
  test.skip(isMobile, 'a phone has no keyboard');
  const reader = await organisation.visit();
  const { page } = reader;
  await page.keyboard.press('Tab');
  await expect(page.locator('.skip')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('#page')).toBeFocused();
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement!.closest('#page') !== null)).toBe(true);

  await page.locator('.who summary').click();
  await expect(page.locator('.who form')).toBeVisible();
  await page.locator('.who #language').focus();
  await page.keyboard.press('Escape');
  await expect(page.locator('.who form')).toBeHidden();
  await expect(page.locator('.who summary')).toBeFocused();

  await page.keyboard.press('Control+k');
  await page.keyboard.type('watch');
  await page.keyboard.press('Escape');
  await expect(page.locator('dialog.search[open]')).toHaveCount(0);
});

test('on the way to another page the focus goes there too', async ({ organisation, isMobile }) => {
  test.skip(isMobile, 'a phone has no keyboard');
  const reader = await organisation.visit();
  const { page } = reader;
  await page.locator('.goal h4 a').first().focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('.objective-page')).toBeVisible();
  await expect(page.locator('#page')).toBeFocused();
});

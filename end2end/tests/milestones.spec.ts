import type { Page } from '@playwright/test';
import { expect, test } from '../organisation';

const title = 'The second hall is open';

/** The key result's row on its objective's page. */
const row = (page: Page) => page.locator('.key-result', { hasText: title });

test('a tick belongs to its step, whatever is inserted, moved or removed, and a name may hold a bar', async ({ organisation }) => {
  const executive = await organisation.visit({ role: 'executive' });
  const { page } = executive;
  const objective = await page.locator('.goal h4 a').first().getAttribute('href');
  await executive.open(objective!);

  await page.getByRole('button', { name: 'Add a key result' }).click();
  const form = page.locator('form.inline-form');
  await form.locator('input').first().fill(title);
  await form.locator('select').first().selectOption('milestones');
  const names = form.locator('.step-name input');
  await names.nth(0).fill('Phase 1 | 2');
  for (const [place, name] of [[1, 'Built'], [2, 'Opened']] as const) {
    await form.getByRole('button', { name: 'Add a step' }).click();
    await expect(names.nth(place)).toBeFocused();
    await names.nth(place).fill(name);
  }
  await form.locator('textarea').fill('The hall was decided on');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(row(page)).toContainText('3 steps');

  await row(page).getByRole('link', { name: 'Check in' }).click();
  await page.getByLabel('Phase 1 | 2').check();
  await page.getByRole('radio', { name: 'On track' }).check();
  await page.locator('footer .button.primary').click();
  await executive.open(objective!);
  await expect(row(page)).toContainText('1 of 3 steps');
  await expect(row(page).locator('.percent')).toContainText('33%');

  // A step that is inserted before the others isn't done.
  await row(page).getByRole('button', { name: 'Edit' }).click();
  await expect(names.nth(0)).toHaveValue('Phase 1 | 2');
  await form.getByRole('button', { name: 'Add a step' }).click();
  await names.nth(3).fill('Permit granted');
  await form.locator('.step-weight input').nth(3).fill('3');
  for (let place = 3; place > 0; place--) {
    await form.getByRole('button', { name: 'Move Permit granted up' }).click();
    await expect(names.nth(place - 1)).toHaveValue('Permit granted');
  }
  await form.locator('textarea').fill('There is a permit to be had first');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(row(page)).toContainText('1 of 4 steps');
  await expect(row(page).locator('.percent')).toContainText('17%');

  await row(page).getByRole('link', { name: 'Check in' }).click();
  await expect(page.getByLabel('Phase 1 | 2')).toBeChecked();
  await expect(page.getByLabel('Permit granted')).not.toBeChecked();
  await executive.open(objective!);

  // A done one that is removed takes its tick along.
  await row(page).getByRole('button', { name: 'Edit' }).click();
  await form.getByRole('button', { name: 'Remove Phase 1 | 2' }).click();
  await expect(names).toHaveCount(3);
  await form.locator('textarea').fill('Phase 1 is no longer ours');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(row(page)).toContainText('0 of 3 steps');
  await expect(row(page).locator('.percent')).toContainText('0%');
});

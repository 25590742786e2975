import { expect, test } from '../organisation';

test('an objective is drafted with hints, gets a key result, and is published', async ({ organisation }) => {
  const lead = await organisation.visit({ role: 'lead' });
  const { page } = lead;
  await lead.open('/objectives/new');
  await page.locator('#title').fill('Raise income by 20 percent');
  await expect(page.locator('#title-hints')).toContainText('20');
  await page.locator('#title').fill('Travellers trust the timetable again');
  await expect(page.locator('#title-hints')).not.toContainText('is a number');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.locator('h1')).toHaveText('Travellers trust the timetable again');
  await expect(page.locator('.objective-head .chip:not(.saved)')).toHaveText('draft');

  await page.getByRole('button', { name: 'Add a key result' }).click();
  const form = page.locator('form.inline-form');
  await form.getByLabel('Key result').fill('Launch the new timetable');
  await form.getByLabel('Measured by').selectOption('done');
  await expect(form.locator('.hints')).toContainText('Launch');
  await form.getByLabel('Measured by').selectOption('metric');
  await form.getByLabel('Key result').fill('Riders who call it reliable');
  await form.getByLabel('Baseline').fill('40');
  await form.getByLabel('Target').fill('40');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form.getByRole('alert')).toContainText('the same');
  await form.getByLabel('Target').fill('70');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(page.locator('.key-result h3')).toHaveText('Riders who call it reliable');

  await page.getByRole('button', { name: 'Publish' }).click();
  await expect(page.locator('.objective-head .chip:not(.saved)')).toHaveCount(0);
});

test('what is written and not yet sent is back after a reload, and gone once it is given up', async ({ organisation }) => {
  const executive = await organisation.visit({ role: 'executive' });
  const { page } = executive;
  await page.locator('.goal h4 a').first().click();
  await page.getByRole('link', { name: 'Edit' }).click();
  await page.waitForURL(/edit/);
  await executive.open(new URL(page.url()).pathname);
  const before = await page.locator('#title').inputValue();
  expect(before.length).toBeGreaterThan(3);
  await page.locator('#title').fill('Everybody sets their watch by us');
  await page.locator('#why').fill('Because we said so');
  await page.reload();
  await executive.alive();
  await expect(page.locator('#title')).toHaveValue('Everybody sets their watch by us');
  await expect(page.getByRole('status').filter({ hasText: 'written before' })).toBeVisible();
  await page.getByRole('link', { name: 'Cancel' }).click();
  await page.getByRole('link', { name: 'Edit' }).click();
  await expect(page.locator('#title')).toHaveValue(before);
});

test('what is typed before a page comes to life is not overwritten', async ({ organisation }) => {
  const executive = await organisation.visit({ role: 'executive' });
  const { page } = executive;
  const objective = await page.locator('.goal h4 a').first().getAttribute('href');
  let alive: () => void = () => {};
  const held = new Promise<void>((go) => (alive = go));
  await page.route(/_bg\.wasm$/, async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(`${organisation.server.url}${objective}/edit`, { waitUntil: 'commit' });
  await expect(page.locator('#title')).not.toHaveValue('');
  await page.locator('#title').fill('Typed early');
  alive();
  await executive.alive();
  await expect(page.locator('#title')).toHaveValue('Typed early');
  await page.locator('#title').fill((await page.locator('#title').inputValue()) + ', and late');
  await expect(page.locator('#title')).toHaveValue('Typed early, and late');
});

test('a reason stays written when the server has no room for it', async ({ organisation }) => {
  const executive = await organisation.visit({ role: 'executive' });
  const { page } = executive;
  executive.expected.push(/503/);
  await page.locator('.goal h4 a').first().click();
  const below = page.locator('section:has(#downwards)');
  await expect(below.locator('li').first()).toBeVisible();
  const count = await below.locator('li').count();
  await page.route('**/api/commit*', (route) => route.fulfill({ status: 503, contentType: 'application/json', body: '"unavailable"' }));
  await below.getByRole('button', { name: 'Decline' }).first().click();
  const dialog = page.locator('dialog[open]');
  await dialog.getByRole('textbox').fill('It serves the other goal better');
  await dialog.getByRole('button', { name: 'Decline' }).click();
  await expect(dialog.getByRole('alert')).toContainText(/\w/);
  await expect(dialog.getByRole('textbox')).toHaveValue('It serves the other goal better');
  await page.unroute('**/api/commit*');
  await dialog.getByRole('button', { name: 'Decline' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(below.locator('li')).toHaveCount(count - 1);
});

test('moving a target of a published objective asks why, and the history shows it to everybody', async ({ organisation }) => {
  const executive = await organisation.visit({ role: 'executive' });
  const { page } = executive;
  await page.locator('.goal h4 a').first().click();
  const row = page.locator('.key-result').first();
  await row.getByRole('button', { name: 'Edit' }).click();
  const form = row.locator('form.inline-form');
  await form.getByLabel('Target').fill('95');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form.getByRole('alert')).toContainText('Say why');
  await form.getByLabel('Why?').fill('The new signals allow more');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form).toHaveCount(0);
  await expect(page.locator('.history')).toContainText('The new signals allow more');
});

test('the owner of a parent sees what is aligned to it, and may decline it with a reason', async ({ organisation }) => {
  const executive = await organisation.visit({ role: 'executive' });
  const { page } = executive;
  await page.locator('.goal h4 a').first().click();
  const below = page.locator('section:has(#downwards)');
  const title = await below.locator('h3 a').first().innerText();
  const count = await below.locator('li').count();
  await below.getByRole('button', { name: 'Decline' }).first().click();
  const dialog = page.locator('dialog[open]');
  await dialog.getByRole('textbox').fill('It serves the other goal better');
  await dialog.getByRole('button', { name: 'Decline' }).click();
  await expect(below.locator('li')).toHaveCount(count - 1);
  await expect(page.locator('.history')).toContainText(title);
  await expect(page.locator('.history')).toContainText('It serves the other goal better');
});

test('a check-in whose answers were all lost is sent again by hand, and happens once', async ({ organisation }) => {
  const member = await organisation.visit({ role: 'member' });
  const { page } = member;
  member.expected.push(/Failed to load resource|net::ERR_FAILED/);
  await member.open('/check-in');
  const title = await page.locator('form.card h1').innerText();
  const value = page.locator('form.card input[inputmode="decimal"]');
  if (await value.count()) await value.fill('1');
  else for (const box of await page.locator('form.card input[type="checkbox"]').all()) await box.check();
  await page.getByRole('radio', { name: 'On track' }).check();

  // The server does it and answers; the answer never arrives.
  const ids: string[] = [];
  let cut = true;
  await page.route('**/api/commit*', async (route) => {
    ids.push(route.request().postDataJSON().envelope.id);
    const answer = await route.fetch();
    if (cut) await route.abort();
    else await route.fulfill({ response: answer });
  });
  const send = page.locator('form.card footer .primary');
  await send.click();
  await expect(page.locator('form.card [role="alert"]').filter({ hasText: /\S/ }).first()).toBeVisible();
  expect(ids.length, 'it was sent again by itself').toBeGreaterThan(1);
  cut = false;
  await send.click();
  await expect(page.locator('form.card h1').filter({ hasText: title })).toHaveCount(0);
  expect(new Set(ids).size, 'each time under the same id').toBe(1);
});

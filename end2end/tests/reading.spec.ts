import { accessibility, expect, test } from '../organisation';

for (const language of ['en', 'zh-Hans'] as const) {
  test.describe(language, () => {
    test.use({ language });

    test('every page is drawn, speaks its language, and is accessible', async ({ organisation }) => {
      const reader = await organisation.visit({ role: 'lead', language });
      const objective = await reader.page.locator('.goal h4 a').first().getAttribute('href');
      for (const path of ['/', '/map', '/map?view=outline', objective!, `${objective}/edit`, '/objectives/new', '/check-in', '/nowhere']) {
        if (path === '/nowhere') reader.expected.push(/404/);
        await reader.open(path);
        await expect(reader.page.locator('html')).toHaveAttribute('lang', language);
        await expect(reader.page.locator('body')).not.toContainText('⟨?⟩');
        expect(await accessibility(reader.page), path).toEqual([]);
        const overflow = await reader.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        expect(overflow, `${path} doesn't scroll sideways`).toBeLessThanOrEqual(0);
      }
      await reader.page.goto(`${organisation.server.url}/continue-as`);
      expect(await accessibility(reader.page), 'continue as').toEqual([]);
    });

    test('dark is as accessible as light', async ({ organisation }) => {
      const reader = await organisation.visit({ role: 'lead', language, theme: 'dark' });
      const objective = await reader.page.locator('.goal h4 a').first().getAttribute('href');
      for (const path of ['/', '/map', objective!, '/check-in']) {
        await reader.open(path);
        expect(await accessibility(reader.page), path).toEqual([]);
      }
    });

    test('without JavaScript, pages are read and a check-in is sent', async ({ organisation }) => {
      const reader = await organisation.visit({ role: 'member', language, javaScript: false });
      const { page } = reader;
      await expect(page.locator('.goal').first()).toBeVisible();
      await expect(page.locator('.goal .percent').first()).toHaveText(/\d+%|–/);

      await page.locator('.goal h4 a').first().click();
      await expect(page.locator('h1')).toBeVisible();
      await expect(page.locator('.key-result').first()).toBeVisible();
      await page.locator('.key-result .percent').first().click();
      await expect(page.locator('.explained')).toBeVisible();

      await page.goto(`${organisation.server.url}/map`);
      await expect(page.getByRole('row').nth(1)).toBeVisible();

      await page.goto(`${organisation.server.url}/check-in`);
      const title = await page.locator('form.card h1').innerText();
      await page.locator('form.card footer .primary').click();
      await page.waitForURL(/\/check-in/);
      await page.goto(organisation.server.url);
      await expect(page.locator('.feed li').first()).toContainText(title);
    });
  });
}

test('a percentage opens its explanation, and that leads to its inputs', async ({ organisation }) => {
  const reader = await organisation.visit({ role: 'member' });
  await reader.page.locator('.goal .percent').first().click();
  const dialog = reader.page.getByRole('dialog');
  await expect(dialog).toBeVisible();
  await expect(dialog.locator('.terms tbody tr').first()).toBeVisible();
  expect(await accessibility(reader.page)).toEqual([]);
  const address = reader.page.url();
  const first = await dialog.locator('h2').innerText();
  const input = dialog.locator('.terms tbody a').first();
  const title = await input.innerText();
  await input.click();
  await expect(dialog.locator('h2')).toContainText(title);
  expect(reader.page.url(), 'and stays where one was').toBe(address);
  await reader.pressable();
  await dialog.getByRole('button', { name: 'Back' }).click();
  await expect(dialog.locator('h2')).toHaveText(first);
  await expect(dialog.getByRole('button', { name: 'Back' })).toHaveCount(0);
  await reader.page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
});

test('what was expected explains itself, and teams show week by week', async ({ organisation }) => {
  const reader = await organisation.visit({ role: 'member' });
  await reader.page.locator('.facts small .percent').click();
  await expect(reader.page.getByRole('dialog').locator('.terms tbody tr').first()).toBeVisible();
  await reader.page.keyboard.press('Escape');
  const rows = reader.page.locator('.teams tbody tr');
  expect(await rows.count()).toBeGreaterThan(5);
  // The first team's first week has a word beside its colour.
  await expect(rows.first().getByRole('img').first()).toHaveAttribute('aria-label', /\w+/);
});

test('Ctrl K finds an objective, and Enter goes there', async ({ organisation }) => {
  const reader = await organisation.visit({ role: 'member' });
  const title = await reader.page.locator('.goal h4').first().innerText();
  await reader.page.keyboard.press('Control+k');
  await reader.page.keyboard.type(title.slice(0, 12));
  await expect(reader.page.locator('dialog.search').getByRole('option').first()).toContainText(title);
  await reader.page.keyboard.press('Enter');
  await expect(reader.page.locator('h1')).toHaveText(title);
});

test('the switch between cycles shows another cycle and stays in the address', async ({ organisation }) => {
  const reader = await organisation.visit({ role: 'member' });
  const select = reader.page.locator('#cycle');
  const other = await select.locator('option').last().getAttribute('value');
  await select.selectOption(other);
  await expect(reader.page).toHaveURL(new RegExp(`cycle=${other}`));
  await expect(reader.page.locator('.goal').first()).toBeVisible();
  // It stays in the links, beside what else they say.
  const attention = reader.page.locator('.facts a[href*="outline"]');
  await expect(attention).toHaveAttribute('href', new RegExp(`view=outline&cycle=${other}#unaligned$`));
  await attention.click();
  await select.selectOption({ index: 0 });
  await expect(reader.page).toHaveURL(/view=outline/);
});

import { expect, test, type Visitor } from '../organisation';

/** The percentage that a company objective shows on the overview, by its title. */
const percent = (visitor: Visitor, title: string) => visitor.page.locator('.goal').filter({ hasText: title }).locator('.percent');

test('a check-in moves a company objective in another browser without a reload', async ({ organisation }) => {
  const watcher = await organisation.visit({ role: 'programme-office' });
  const executive = await organisation.visit({ role: 'executive' });

  // A company objective with a metric of its own, which the executive may report on.
  await executive.open('/');
  const titles = await executive.page.locator('.goal h4').allInnerTexts();
  let title = '';
  for (const candidate of titles) {
    await executive.open('/');
    await executive.page.locator('.goal h4 a', { hasText: candidate }).click();
    await expect(executive.page.locator('h1')).toHaveText(candidate);
    const check = executive.page.locator('.key-result').getByRole('link', { name: 'Check in' });
    if (await check.count()) {
      title = candidate;
      await check.first().click();
      break;
    }
  }
  expect(title, 'the executive may check in on a company objective').not.toBe('');
  const before = await percent(watcher, title).innerText();
  await watcher.page.evaluate(() => ((window as any).sameDocument = true));

  const value = executive.page.locator('form.card input[inputmode="decimal"]');
  if (await value.count()) {
    // Right to the target, wherever that is: it is written under the value.
    const to = await executive.page.locator('form.card').innerText();
    const target = to.match(/(?:target|at least|at most) [^\d−-]*([\d.,]+)/)?.[1] ?? '1';
    await value.fill(target.replaceAll(',', ''));
  } else {
    for (const box of await executive.page.locator('form.card input[type="checkbox"]').all()) await box.check();
  }
  await executive.page.getByRole('radio', { name: 'On track' }).check();
  await executive.page.locator('form.card footer .primary').click();

  await expect(percent(watcher, title)).not.toHaveText(before);
  expect(await watcher.page.evaluate(() => (window as any).sameDocument), 'the page was not loaded again').toBe(true);
  await expect(watcher.page.locator('.feed li').first()).toContainText('checked in');
});

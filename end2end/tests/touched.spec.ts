import { expect, test, type Organisation, type Visitor } from '../organisation';

// What a browser's translation, a password manager or a telephone's browser does to a document before the page has come to life.
const touches: Record<string, () => void> = {
  'each text is put into elements of a translation': () => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const texts: Text[] = [];
    while (walker.nextNode()) texts.push(walker.currentNode as Text);
    for (const text of texts) {
      if (!text.data.trim() || text.parentElement!.closest('script, style, noscript, select, textarea')) continue;
      const [outer, inner] = [document.createElement('font'), document.createElement('font')];
      outer.append(inner);
      text.replaceWith(outer);
      inner.append(text.data);
    }
  },
  'something is put beside each field': () => document.querySelectorAll('input').forEach((input) => input.after(document.createElement('div'))),
  'something is put first into the body': () => document.body.prepend(document.createElement('div')),
  'numbers become links to telephones': () => {
    for (const number of document.querySelectorAll('.num')) {
      const link = document.createElement('a');
      link.href = 'tel:1';
      link.append(...number.childNodes);
      number.append(link);
    }
  },
};

/** Has something done to each page that is opened from now on, at the moment at which extensions do it. */
async function touch(visitor: Visitor, how: () => void): Promise<void> {
  await visitor.page.addInitScript(`document.addEventListener('DOMContentLoaded', ${how});`);
}

/** Holds the client back until it is let go. */
async function held(visitor: Visitor): Promise<() => void> {
  let go: () => void = () => {};
  const gone = new Promise<void>((let_go) => (go = let_go));
  await visitor.page.route(/_bg\.wasm$/, async (route) => {
    await gone;
    await route.continue();
  });
  return go;
}

/** The address of an objective's page, and that of a page to write on. */
async function addresses(organisation: Organisation) {
  const visitor = await organisation.visit({ role: 'executive' });
  const objective = (await visitor.page.locator('.goal h4 a').first().getAttribute('href'))!;
  return { visitor, objective };
}

for (const [what, how] of Object.entries(touches)) {
  test(`a page comes to life though ${what} before`, async ({ organisation }) => {
    const { visitor, objective } = await addresses(organisation);
    await touch(visitor, how);
    for (const path of ['/', objective, '/check-in', '/map']) {
      await visitor.open(path);
      await visitor.page.keyboard.press('Control+k');
      await expect(visitor.page.locator('dialog.search[open]'), path).toBeVisible();
    }
  });
}

test('what is typed into a page that is touched before it comes to life is kept', async ({ organisation }) => {
  const { visitor } = await addresses(organisation);
  await touch(visitor, touches['something is put beside each field']);
  const go = await held(visitor);
  await visitor.page.goto(`${organisation.server.url}/objectives/new`, { waitUntil: 'commit' });
  await visitor.page.locator('#title').fill('Typed early');
  await visitor.page.locator('#ambition').selectOption('aspirational');
  go();
  await visitor.alive();
  await expect(visitor.page.locator('#title')).toHaveValue('Typed early');
  await expect(visitor.page.locator('#ambition')).toHaveValue('aspirational');
});

test('a page that was touched while it was read says that it can only be read', async ({ organisation }) => {
  const { visitor } = await addresses(organisation);
  visitor.expected.push(/./);
  // Before anything of the page has run.
  await visitor.page.addInitScript(() => {
    new MutationObserver((_, observer) => {
      const field = document.querySelector('main');
      if (!field) return;
      observer.disconnect();
      field.before(document.createElement('div'));
    }).observe(document, { childList: true, subtree: true });
  });
  await visitor.page.goto(`${organisation.server.url}/`);
  await expect(visitor.page.getByRole('alert').filter({ hasText: 'stopped working' })).toBeVisible({ timeout: 30_000 });
  await expect(visitor.page.locator('.link-state')).toBeHidden();
  await expect(visitor.page.locator('.goal').first()).toBeVisible();
});

test('a number that a translation must not touch shows what a colleague reports', async ({ organisation }) => {
  const { visitor, objective } = await addresses(organisation);
  await visitor.open(objective);
  const numbers = await visitor.page.locator('.percent, .facts dd, .avatar').all();
  expect(numbers.length).toBeGreaterThan(3);
  for (const number of numbers) expect(await number.evaluate((element) => element.closest('[translate="no"]') !== null)).toBe(true);
});

test('a new objective that is saved before the page has come to life is saved', async ({ organisation }) => {
  const { visitor } = await addresses(organisation);
  const { page } = visitor;
  await held(visitor);
  await page.goto(`${organisation.server.url}/objectives/new`, { waitUntil: 'commit' });
  await page.locator('#title').fill('Saved early');
  await page.locator('#why').fill('Because it was there');
  await page.locator('form.fields .actions .primary').last().click();
  await page.waitForURL(/\/objectives\/[0-9a-f-]+$/);
  await expect(page.locator('h1')).toHaveText('Saved early');
  expect(page.url()).not.toContain('Saved');
});

test('a form that changes an objective waits for the page to come to life, and keeps what is typed', async ({ organisation }) => {
  const { visitor, objective } = await addresses(organisation);
  const { page } = visitor;
  const go = await held(visitor);
  await page.goto(`${organisation.server.url}${objective}/edit`, { waitUntil: 'commit' });
  await page.locator('#title').fill('Changed early');
  await expect(page.locator('form.fields .actions .primary').last()).toBeDisabled();
  await page.locator('#title').press('Enter');
  expect(new URL(page.url()).search).toBe('');
  go();
  await visitor.alive();
  await expect(page.locator('#title')).toHaveValue('Changed early');
  await expect(page.locator('form.fields .actions .primary').last()).toBeEnabled();
});

test('Enter that ends a composition opens no find and aligns nothing, in any browser', async ({ organisation, isMobile }) => {
  const executive = await organisation.visit({ role: 'executive' });
  const { page } = executive;
  // In the order and with the code that Safari sends.
  const end = (selector: string) =>
    page.locator(selector).evaluate((field) => {
      field.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true }));
      field.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true }));
      field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', keyCode: 229, bubbles: true, cancelable: true } as KeyboardEventInit));
    });
  await page.keyboard.press('Control+k');
  await page.locator('dialog.search[open] input').fill('a');
  await expect(page.locator('dialog.search[open]').getByRole('option').first()).toBeVisible();
  await end('dialog.search[open] input');
  await expect(page.locator('dialog.search[open]')).toBeVisible();
  expect(new URL(page.url()).pathname).toBe('/');
  await page.keyboard.press('Escape');

  await executive.open('/map?view=outline');
  await page.locator('button.align-to').first().click();
  await page.locator('dialog.align input[role="combobox"]').fill('e');
  await expect(page.locator('dialog.align').getByRole('option').first()).toBeVisible();
  await end('dialog.align input[role="combobox"]');
  await expect(page.locator('dialog.align[open]'), isMobile ? 'on a phone' : 'on a desk').toBeVisible();
  await expect(page.locator('.toast')).toHaveCount(0);
});

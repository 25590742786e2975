import { createHmac } from 'node:crypto';
import { accessibility, expect, found, locked } from '../organisation';

const password = 'three plain words';

/** What a phone shows so many steps from now that was told this secret: RFC 6238, written down once more. */
function shows(secret: string, steps: number): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...secret.replace(/\s/g, '')].map((letter) => letters.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g)!.map((byte) => parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps));
  const hash = createHmac('sha1', key).update(step).digest();
  const number = hash.readUInt32BE(hash[19] & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, '0');
}

for (const language of ['en', 'zh-Hans'] as const) {
  locked(`somebody sets a second factor up, signs out, and in again with a code (${language})`, async ({ begun }) => {
    const { organisation, link } = begun;
    const ada = await organisation.stranger({ language });
    const { page } = ada;
    const looks = async (what: string) => {
      await expect(page.locator('body')).not.toContainText('⟨?⟩');
      await expect(page.locator('html')).toHaveAttribute('lang', language);
      expect(await accessibility(page), what).toEqual([]);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(overflow, `${what} doesn't scroll sideways`).toBeLessThanOrEqual(0);
    };

    await found(ada, link, password);

    // Whoever has none can't ask everybody for one.
    ada.expected.push(/422/);
    await page.goto(`${organisation.server.url}/people`);
    await page.locator('form[action="/people/signing-in"] button').click();
    await expect(page.getByRole('alert')).toBeVisible();
    await looks('people, refused');

    await page.goto(`${organisation.server.url}/account`);
    await looks('account');
    await page.locator('a[href="/account/second-factor"]').click();
    await looks('second factor, off');
    await page.locator('#current').fill(password);
    await page.locator('form.fields .primary').click();
    await expect(page.locator('svg.qr')).toBeVisible();
    await looks('second factor, set up');
    const secret = await page.locator('.secret').innerText();
    await page.locator('#code').fill('12345');
    await page.locator('form.fields .primary').click();
    await expect(page.locator('#code')).toHaveAttribute('aria-invalid', 'true');
    await expect(page.locator('#code')).toHaveValue('');
    await looks('second factor, a wrong code');
    await page.locator('#code').fill(shows(secret, 0));
    await page.locator('form.fields .primary').click();
    const codes = await page.locator('.recovery code').allInnerTexts();
    expect(new Set(codes).size).toBe(10);
    await looks('recovery codes');
    await page.locator('main .primary').click();
    await looks('second factor, on');

    await page.goto(`${organisation.server.url}/people`);
    await page.locator('form[action="/people/signing-in"] button').click();
    await expect(page.locator('form[action="/people/signing-in"] button')).toHaveAttribute('value', 'no');
    await looks('people, required');
    const row = page.locator('tbody tr').filter({ hasText: 'ada@example.org' });
    await row.locator('a').click();
    await expect(page.locator('form[action$="/second-factor"] button')).toBeVisible();
    await looks('a person');

    await page.goto(`${organisation.server.url}/account`);
    await page.locator('form[action="/sign-out"] button').click();
    await page.waitForURL(/sign-in/);
    await page.goto(`${organisation.server.url}/map`);
    await page.locator('#email').fill('ada@example.org');
    await page.locator('#password').fill(password);
    await page.locator('form.fields .primary').click();
    await page.waitForURL(/\/sign-in\/code/);
    await looks('a code is asked for');
    await page.locator('#code').fill(shows(secret, 20));
    await page.locator('form.fields .primary').click();
    await expect(page.locator('#code')).toHaveAttribute('aria-invalid', 'true');
    await looks('a clock that is wrong');
    await page.locator('#code').fill(shows(secret, 1));
    await page.locator('form.fields .primary').click();
    await page.waitForURL(/\/map/);
    await ada.alive();

    // A recovery code does as well, in another browser.
    const elsewhere = await organisation.stranger({ language, javaScript: false });
    await elsewhere.page.goto(`${organisation.server.url}/sign-in`);
    await elsewhere.page.locator('#email').fill('ada@example.org');
    await elsewhere.page.locator('#password').fill(password);
    await elsewhere.page.locator('form.fields .primary').click();
    await elsewhere.page.locator('#code').fill(codes[0]);
    await elsewhere.page.locator('form.fields .primary').click();
    await elsewhere.page.waitForURL(`${organisation.server.url}/`);
  });
}

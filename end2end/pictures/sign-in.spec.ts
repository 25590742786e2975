// The pictures of signing in in docs/: signing in, being invited, losing a password, being refused.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { binary, expect, Organisation, Server, test } from '../organisation';

const folder = join(__dirname, '..', '..', 'docs');
const password = 'three plain words';

for (const language of ['en', 'zh-Hans'] as const) {
  test(`signing in (${language})`, async ({ browser, viewport, hasTouch, isMobile }, info) => {
    const data = mkdtempSync(join(tmpdir(), 'plumbline-sign-in-'));
    execFileSync(binary, ['demo', '--data', data, '--language', language], { stdio: 'ignore' });
    const said = execFileSync(binary, ['admin', 'ada@example.org', '--name', 'Ada', '--data', data]).toString();
    const server = await Server.start(data, []);
    const organisation = new Organisation(server, browser, { viewport, hasTouch, isMobile });
    try {
      const here = (url: string) => server.url + new URL(url).pathname;
      const [ada, grace] = [await organisation.stranger({ language }), await organisation.stranger({ language })];
      const take = async ({ page } = grace, what: string) => {
        await page.evaluate(() => document.fonts.ready);
        await page.screenshot({ path: join(folder, `door-${what}-${info.project.name}-${language}.png`), animations: 'disabled' });
      };
      await ada.page.goto(here(said.match(/http:\S+/)![0]));
      await ada.page.locator('#password').fill(password);
      await ada.page.locator('form.fields .primary').click();
      await ada.alive();

      await ada.page.goto(`${server.url}/people`);
      await ada.page.locator('#name').fill('Grace');
      await ada.page.locator('#email').fill('grace@example.org');
      await ada.page.locator('form.fields .primary').click();
      await take(ada, 'inviting');
      const invitation = await ada.page.locator('.made input').inputValue();
      await ada.page.goto(`${server.url}/people/import`);
      const example = (await ada.page.locator('#table').getAttribute('placeholder'))!;
      await ada.page.locator('#table').fill(`${example}\nMei Sun,mei.sun,,,\n`);
      ada.expected.push(/422/);
      await ada.page.locator('form.fields .primary').click();
      await take(ada, 'table-wrong');
      await ada.page.locator('#table').fill(example);
      await ada.page.locator('form.fields .primary').click();
      await take(ada, 'table');
      await grace.page.goto(here(invitation));
      await take(grace, 'invited');
      await grace.page.locator('#password').fill(password);
      await grace.page.locator('form.fields .primary').click();
      await grace.alive();

      grace.expected.push(/40[13]|410|422|429/);
      await grace.page.goto(`${server.url}/people`);
      await take(grace, 'refused');
      await grace.page.goto(`${server.url}/account`);
      await take(grace, 'account');
      await grace.page.locator('form[action="/sign-out"] button').click();
      await grace.page.locator('#email').waitFor();
      await take(grace, 'sign-in');
      const tries = async (what: string) => {
        await grace.page.locator('#email').fill('grace@example.org');
        await grace.page.locator('#password').fill(what);
        await grace.page.locator('form.fields .primary').click();
        await expect(grace.page.getByRole('alert')).toBeVisible();
      };
      await tries('something else');
      await grace.page.locator('details summary').click();
      await take(grace, 'wrong');
      for (let n = 0; n < 5; n += 1) await tries('something else');
      await take(grace, 'waiting');

      await ada.page.goto(`${server.url}/people`);
      await ada.page.getByRole('link', { name: 'Grace', exact: true }).click();
      await ada.page.locator('form[action$="/link"] button').click();
      const lost = here(await ada.page.locator('.made input').inputValue());
      await grace.page.goto(lost);
      await take(grace, 'lost');
      await grace.page.locator('#password').fill(`${password} again`);
      await grace.page.locator('form.fields .primary').click();
      await grace.alive();
      await grace.page.goto(lost);
      await take(grace, 'used');
      await ada.page.goto(`${server.url}/audit`);
      await take(ada, 'audit');
      await ada.page.goto(`${server.url}/wall`);
      await take(ada, 'wall');
      await organisation.close();
    } finally {
      await server.stop();
      rmSync(data, { recursive: true, force: true });
    }
  });
}

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { accessibility, expect, Organisation, Server, test, type Visitor } from '../organisation';

const password = 'three plain words';
const name = 'Example ID';
/** What the provider's own pages complain of: they have no icon, and want a font from far away. */
const theirs = [/net::ERR_/, /404/];

/** A provider that is there only while it runs. */
class Provider {
  private process?: ChildProcess;

  constructor(readonly port: number) {}

  async start(): Promise<void> {
    const child = spawn('node', [join(__dirname, '..', 'provider.mjs'), String(this.port)], { stdio: ['ignore', 'pipe', 'ignore'] });
    this.process = child;
    await new Promise<void>((ready, failed) => {
      createInterface({ input: child.stdout! }).once('line', () => ready());
      child.once('exit', (code) => failed(new Error(`the provider ended with ${code} before it listened`)));
    });
  }

  async stop(): Promise<void> {
    const child = this.process;
    this.process = undefined;
    if (!child || child.exitCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    await gone;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** A server that was told of a provider, and Ada, who has begun its organisation. */
const told = test.extend<{ begun: { organisation: Organisation; provider: Provider; ada: Visitor } }>({
  begun: async ({ browser, viewport, hasTouch, isMobile, language }, use) => {
    const home = mkdtempSync(join(tmpdir(), 'plumbline-oidc-'));
    const secret = join(home, 'secret');
    writeFileSync(secret, 'known to both of them\n');
    const provider = new Provider(await freePort());
    const options = ['--oidc-issuer', `http://127.0.0.1:${provider.port}`, '--oidc-client-id', 'plumbline', '--oidc-name', name];
    const server = await Server.start(join(home, 'data'), [...options, '--oidc-client-secret-file', secret, '--oidc-role', 'board=executive']);
    const organisation = new Organisation(server, browser, { viewport, hasTouch, isMobile });
    try {
      const ada = await organisation.stranger({ language, javaScript: false });
      await ada.page.goto(await server.link);
      for (const [field, value] of Object.entries({ organisation: 'Hopper', name: 'Ada', email: 'ada@example.org', password })) {
        await ada.page.locator(`#${field}`).fill(value);
      }
      await ada.page.locator('[name=executive]').uncheck();
      await ada.page.locator('form.fields .primary').click();
      await ada.page.goto(`${server.url}/people`);
      await ada.page.locator('#name').fill('Grace');
      await ada.page.locator('#email').fill('grace@example.org');
      await ada.page.locator('form.fields .primary').click();
      await use({ organisation, provider, ada });
      await organisation.close();
    } finally {
      await server.stop();
      await provider.stop();
      rmSync(home, { recursive: true, force: true });
    }
  },
});

for (const language of ['en', 'zh-Hans'] as const) {
  told.describe(language, () => {
    told.use({ language });

    const words = {
      en: {
        unreachable: 'can’t be reached',
        denied: 'the sign-in was cancelled',
        taken: 'has another account',
        unverified: 'has not confirmed',
        stranger: 'you have not been added here yet',
      },
      'zh-Hans': { unreachable: '无法连接', denied: '没有确认你的身份', taken: '另一个账户', unverified: '没有验证过', stranger: '还没有人添加你' },
    }[language];

    const looks = async (visitor: Visitor, what: string) => {
      const { page } = visitor;
      await expect(page.locator('body')).not.toContainText('⟨?⟩');
      await expect(page.locator('html')).toHaveAttribute('lang', language);
      expect(await accessibility(page), what).toEqual([]);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(overflow, `${what} doesn't scroll sideways`).toBeLessThanOrEqual(0);
    };
    const button = (visitor: Visitor) => visitor.page.getByRole('link', { name: new RegExp(name) });
    /** At the provider: who they say they are there, and that the server may know. */
    const confirm = async ({ page }: Visitor, login: string) => {
      await page.locator('[name=login]').fill(login);
      await page.locator('[name=password]').fill('anything');
      await page.locator('button[type=submit]').click();
      await page.getByRole('button', { name: 'Continue' }).click();
    };

    told(`signing in with a provider: not there, no, and yes (${language})`, async ({ begun: { organisation, provider, ada } }) => {
      const { url } = organisation.server;
      const visitor = await organisation.stranger({ language });
      visitor.expected.push(/502/, /403/, ...theirs);
      const { page } = visitor;
      await page.goto(`${url}/account`);
      await page.goto(`${url}/sign-in?back=/account`);
      await expect(button(visitor)).toBeVisible();
      await looks(visitor, 'the door with a provider');

      const [gone] = await Promise.all([page.waitForResponse(/sign-in\/oidc\?/), button(visitor).click()]);
      expect(gone.status()).toBe(502);
      await expect(page.locator('main')).toContainText(words.unreachable);
      await looks(visitor, 'a provider that is gone');
      await page.locator('main a[href="/sign-in"]').click();

      await provider.start();
      await button(visitor).click();
      await page.getByRole('link', { name: 'Cancel' }).click();
      await expect(page.locator('main')).toContainText(words.denied);
      expect(new URL(page.url()).origin).toBe(url);
      await looks(visitor, 'a no');

      await page.goto(`${url}/sign-in?back=/account`);
      await button(visitor).click();
      await confirm(visitor, 'ada');
      await page.waitForURL(`${url}/account`);
      await expect(page.locator('h1')).toHaveText('Ada');
      // Her groups make her an executive; the last administrator she stays.
      await page.goto(`${url}/people`);
      await page.getByRole('link', { name: 'Ada' }).click();
      await expect(page.locator('[name=role][value=executive]')).toBeChecked();
      await expect(page.locator('[name=role][value=admin]')).toBeChecked();
      await page.goto(`${url}/`);
      await visitor.alive();

      // The provider knows her still, and asks no more than whether the server may know; and her password is as good as it was.
      await page.goto(`${url}/account`);
      await page.locator('form[action="/sign-out"] button').click();
      await button(visitor).click();
      await page.getByRole('button', { name: 'Continue' }).click();
      await page.waitForURL(`${url}/`);
      // Where she was signed in as who she was before, she isn't any more.
      ada.expected.push(/401/);
      await ada.page.goto(`${url}/account`);
      await ada.page.locator('#email').fill('ada@example.org');
      await ada.page.locator('#password').fill(password);
      await ada.page.locator('form.fields .primary').click();
      await ada.page.waitForURL(`${url}/account`);
    });

    told(`whom a provider knows and who may not come in (${language})`, async ({ begun: { organisation, provider } }) => {
      const { url } = organisation.server;
      await provider.start();
      const comes = async (login: string) => {
        const visitor = await organisation.stranger({ language });
        visitor.expected.push(/403|409/, ...theirs);
        await visitor.page.goto(`${url}/sign-in`);
        await button(visitor).click();
        await confirm(visitor, login);
        return visitor;
      };
      const ada = await comes('ada');
      await ada.page.waitForURL(`${url}/`);
      for (const [login, why] of [['adas', words.taken], ['unsure', words.unverified], ['stranger', words.stranger]]) {
        const visitor = await comes(login);
        await expect(visitor.page.locator('main')).toContainText(why);
        await looks(visitor, login);
        await visitor.page.goto(`${url}/map`);
        expect(new URL(visitor.page.url()).pathname, 'nobody is in').toBe('/sign-in');
      }
    });
  });
}

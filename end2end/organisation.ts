// What every test begins with: a server of its own over a fresh copy of the demo organisation, and people to look at it.
import { test as base, expect, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export const binary = process.env.PLUMBLINE_BIN ?? join(__dirname, '..', 'target', 'debug', 'plumbline');
const assets = process.env.PLUMBLINE_ASSETS ?? (process.env.PLUMBLINE_BIN ? undefined : join(__dirname, '..', 'target', 'site'));

export type Language = 'en' | 'zh-Hans';
export type Role = 'executive' | 'lead' | 'member' | 'programme-office' | 'admin';

/** A server that runs, and the ways to stop it. */
export class Server {
  private constructor(
    readonly url: string,
    readonly data: string,
    private readonly options: string[],
    private process: ChildProcess,
    /** The link that a server prints which nobody has begun yet. */
    readonly link: Promise<string>,
  ) {}

  static async start(data: string, options = ['--open-door']): Promise<Server> {
    const { url, child, link } = await Server.run(data, '0', options);
    return new Server(url, data, options, child, link);
  }

  private static async run(data: string, port: string, options: string[]) {
    const where = [...options, ...(assets ? ['--assets', assets] : [])];
    const child = spawn(binary, ['serve', '--data', data, '--port', port, ...where], { stdio: ['ignore', 'pipe', 'inherit'] });
    const lines = createInterface({ input: child.stdout! });
    const link = new Promise<string>((printed) => {
      lines.on('line', (line) => {
        if (line.includes('/link/')) printed(line);
      });
    });
    const url = await new Promise<string>((ready, failed) => {
      lines.on('line', (line) => {
        const address = line.match(/http:\/\/localhost:\d+/);
        if (address) ready(address[0]);
      });
      child.once('exit', (code) => failed(new Error(`the server ended with ${code} before it listened`)));
    });
    return { url, child, link };
  }

  /** Stops it and starts it again where it was; `also`: with these options too. */
  async restart(running = true, also: string[] = []): Promise<void> {
    if (running) await this.stop();
    this.process = (await Server.run(this.data, new URL(this.url).port, [...this.options, ...also])).child;
  }

  async stop(): Promise<void> {
    const gone = new Promise((done) => this.process.once('exit', done));
    this.process.kill('SIGTERM');
    await gone;
  }
}

/** Somebody's browser. Fails the test on any console error, page error or hydration warning that wasn't expected. */
export class Visitor {
  readonly complaints: string[] = [];
  readonly expected: RegExp[] = [];

  constructor(readonly page: Page, readonly context: BrowserContext, readonly server: Server) {
    page.on('pageerror', (error) => this.complaints.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error' || (message.type() === 'warning' && /hydrat/i.test(message.text()))) this.complaints.push(message.text());
    });
  }

  /** Opens a page and waits until it is alive. */
  async open(path: string): Promise<void> {
    await this.page.goto(this.server.url + path);
    await this.alive();
  }

  async alive(): Promise<void> {
    await this.page.locator('html[data-ready]').waitFor({ state: 'attached', timeout: 120_000 });
    await this.pressable();
  }

  /** Lets everything that came into view be pressed at once. The time of a page that isn't in front stands still, so it isn't waited for. */
  async pressable(): Promise<void> {
    await this.page.evaluate(() => {
      for (const animation of document.getAnimations()) {
        if ((animation as CSSAnimation).animationName === 'out-of-reach') animation.finish();
      }
    });
  }

  unexpected(): string[] {
    return this.complaints.filter((line) => !this.expected.some((pattern) => pattern.test(line)));
  }
}

/** Who comes to look, and how. */
type Who = { role?: Role; name?: string; language?: Language; theme?: 'light' | 'dark'; javaScript?: boolean };

export class Organisation {
  private visitors: Visitor[] = [];

  constructor(readonly server: Server, private readonly browser: Browser, private readonly options: Record<string, unknown>) {}

  /** Somebody comes to look: continues as the person who is offered for a role, or by name. */
  async visit(who: Who = {}): Promise<Visitor> {
    const visitor = await this.stranger(who);
    const { page } = visitor;
    await page.goto(`${this.server.url}/continue-as?back=/`);
    const roles = page.locator('form section').first().getByRole('button');
    const place: Record<Role, number> = { executive: 0, lead: 1, member: 2, 'programme-office': 3, admin: 4 };
    await (who.name ? page.getByRole('button', { name: who.name }).first() : roles.nth(place[who.role ?? 'executive'])).click();
    await page.waitForURL(`${this.server.url}/`);
    if (who.javaScript ?? true) await visitor.alive();
    return visitor;
  }

  /** Somebody's browser that has never been here. */
  async stranger(who: Who = {}): Promise<Visitor> {
    const context = await this.browser.newContext({
      ...this.options,
      locale: who.language === 'zh-Hans' ? 'zh-CN' : 'en-GB',
      javaScriptEnabled: who.javaScript ?? true,
      colorScheme: who.theme ?? 'light',
    });
    const page = await context.newPage();
    const visitor = new Visitor(page, context, this.server);
    this.visitors.push(visitor);
    await context.addCookies([
      { name: 'plumbline_language', value: who.language ?? 'en', url: this.server.url },
      { name: 'plumbline_theme', value: who.theme ?? 'light', url: this.server.url },
    ]);
    return visitor;
  }

  async close(): Promise<void> {
    const unexpected = this.visitors.flatMap((visitor) => visitor.unexpected());
    await Promise.all(this.visitors.map((visitor) => visitor.context.close()));
    expect(unexpected, 'nothing in the console').toEqual([]);
  }
}

type Templates = { demo: (language: Language) => string };

export const test = base.extend<{ organisation: Organisation; language: Language }, Templates>({
  // The demo is made once for each language and copied for each test.
  demo: [
    async ({}, use) => {
      const home = mkdtempSync(join(tmpdir(), 'plumbline-demo-'));
      const made = new Map<Language, string>();
      await use((language) => {
        let folder = made.get(language);
        if (!folder) {
          folder = join(home, language);
          execFileSync(binary, ['demo', '--data', folder, '--language', language], { stdio: ['ignore', 'ignore', 'inherit'] });
          made.set(language, folder);
        }
        return folder;
      });
      rmSync(home, { recursive: true, force: true });
    },
    { scope: 'worker' },
  ],
  language: ['en', { option: true }],
  organisation: async ({ browser, demo, language, viewport, hasTouch, isMobile }, use) => {
    const data = mkdtempSync(join(tmpdir(), 'plumbline-test-'));
    cpSync(demo(language), data, { recursive: true });
    const server = await Server.start(data);
    const organisation = new Organisation(server, browser, { viewport, hasTouch, isMobile });
    try {
      await use(organisation);
      await organisation.close();
    } finally {
      await server.stop();
      rmSync(data, { recursive: true, force: true });
    }
  },
});

/** A server that asks people to sign in, over an empty folder, and the link that it prints. */
export const locked = test.extend<{ begun: { organisation: Organisation; link: string } }>({
  begun: async ({ browser, viewport, hasTouch, isMobile }, use) => {
    const data = mkdtempSync(join(tmpdir(), 'plumbline-locked-'));
    const server = await Server.start(data, []);
    const organisation = new Organisation(server, browser, { viewport, hasTouch, isMobile });
    try {
      await use({ organisation, link: await server.link });
      await organisation.close();
    } finally {
      await server.stop();
      rmSync(data, { recursive: true, force: true });
    }
  },
});

/** Founds the organisation with a server's first link, as its administrator Ada. */
export async function found({ page, server }: Visitor, link: string, password: string): Promise<void> {
  await page.goto(link);
  await page.locator('#organisation').fill('Hopper');
  await page.locator('#name').fill('Ada');
  await page.locator('#email').fill('ada@example.org');
  await page.locator('#password').fill(password);
  await page.locator('form.fields .primary').click();
  await page.waitForURL(`${server.url}/`);
}

const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds against WCAG 2.2 AA, each as a line. */
export async function accessibility(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
    // @ts-expect-error axe was put there a line ago
    const { violations } = await window.axe.run(document, { runOnly: { type: 'tag', values: tags } });
    return violations.flatMap((violation: any) => violation.nodes.map((node: any) => `${violation.id}: ${node.target.join(' ')} ${node.failureSummary}`));
  });
}

export { expect };

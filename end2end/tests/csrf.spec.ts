// Another site, in a real browser: whatever it sends in somebody's name, nothing changes. Two of them: one at another port of the same
// machine, which browsers call the same site and another origin, and one under another name, which is another site altogether.
import { createServer, type Server } from 'node:http';
import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import { expect, test } from '../organisation';

let foreign: Server;
let port: number;

test.beforeAll(async () => {
  foreign = createServer((_, answer) => answer.setHeader('content-type', 'text/html').end('<!DOCTYPE html><title>foreign</title>'));
  await new Promise<void>((ready) => foreign.listen(0, '127.0.0.1', ready));
  port = (foreign.address() as AddressInfo).port;
});

test.afterAll(async () => {
  foreign.closeAllConnections();
  await new Promise((done) => foreign.close(done));
});

interface Target {
  path: string;
  fields: Record<string, string>;
  json?: string;
}

/** Sends a form that leads away, in any coding, and waits until its answer is there. */
async function submit(page: Page, url: string, fields: Record<string, string>, enctype: string, method: string): Promise<void> {
  const answered = page.waitForEvent('framenavigated', (frame) => frame === page.mainFrame());
  await page.evaluate(({ url, fields, enctype, method }) => {
    const form = document.body.appendChild(document.createElement('form'));
    Object.assign(form, { action: url, method, enctype });
    for (const [name, value] of Object.entries(fields)) {
      const input = form.appendChild(document.createElement('input'));
      Object.assign(input, { name, value });
    }
    HTMLFormElement.prototype.submit.call(form);
  }, { url, fields, enctype, method });
  await answered;
}

test('no other site changes anything in the name of whoever visits it', async ({ organisation }, info) => {
  test.skip(info.project.name === 'phone', 'it is the same browser');
  const admin = await organisation.visit({ role: 'admin' });
  const executive = await organisation.visit();
  const seq = async (): Promise<number> =>
    (await (await executive.context.request.get(`${organisation.server.url}/api/board`)).json()).seq;
  const opening = JSON.parse((await executive.page.locator('#opening').textContent()) ?? '');
  const { board } = opening;
  const key = (await admin.context.cookies()).find((cookie) => cookie.name === 'plumbline_session')!.value;
  const isIn = async () => (await admin.context.request.get(`${organisation.server.url}/people`)).ok();
  const somebody = Object.values<any>(board.people).find((person) => !person.roles.admin).id;
  const team = Object.values<any>(board.teams)[0].id;
  const command = (id: string) => ({ add_team: { id, name: 'Theirs', parent: team } });
  const targets = (): Target[] => [
    { path: '/api/commit', fields: { 'envelope[id]': randomUUID() }, json: JSON.stringify({ envelope: { id: randomUUID(), command: command(randomUUID()) } }) },
    { path: '/people', fields: { name: 'Theirs', role: 'admin' } },
    { path: `/people/${somebody}`, fields: { name: 'Theirs', role: 'admin' } },
    { path: `/people/${somebody}/link`, fields: {} },
    { path: `/people/${somebody}/deactivate`, fields: { to: '' } },
    { path: `/people/${somebody}/reactivate`, fields: {} },
    { path: '/account/password', fields: { current: 'x', password: 'three plain words' } },
    { path: '/account/devices', fields: { session: 'others' } },
    { path: '/sign-out', fields: {} },
    { path: '/continue-as', fields: { person: somebody } },
    { path: '/preferences', fields: { theme: 'dark', language: 'zh-Hans' } },
    { path: '/check-in', fields: { key_result: randomUUID(), value: '1' } },
  ];
  const before = await seq();
  const page = await admin.context.newPage();
  let tried = 0;
  for (const origin of [`http://localhost:${port}`, `http://127.0.0.1:${port}`]) {
    for (const { path, fields, json } of targets()) {
      const url = organisation.server.url + path;
      for (const enctype of ['application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain']) {
        await page.goto(origin);
        await submit(page, url, json && enctype === 'text/plain' ? { [json.slice(0, -1)]: '}' } : fields, enctype, 'post');
        tried += 1;
      }
      await page.goto(origin);
      await submit(page, url, fields, 'application/x-www-form-urlencoded', 'get');
      await page.goto(origin);
      tried += 1 + await page.evaluate(async ({ url, fields, json }) => {
        const form = new URLSearchParams(fields);
        const bodies: [string | undefined, BodyInit | undefined][] = [
          ['application/x-www-form-urlencoded', form],
          ['text/plain', json ?? form.toString()],
          ['application/json', json ?? JSON.stringify(fields)],
          [undefined, new Blob([json ?? form.toString()])],
        ];
        let sent = 0;
        for (const method of ['POST', 'PUT', 'DELETE', 'PATCH']) {
          for (const mode of ['no-cors', 'cors'] as RequestMode[]) {
            for (const [type, body] of bodies) {
              sent += 1;
              await fetch(url, { method, mode, credentials: 'include', headers: type ? { 'content-type': type } : {}, body }).catch(() => {});
            }
          }
        }
        navigator.sendBeacon(url, form);
        const image = new Image();
        const settled = new Promise((done) => Object.assign(image, { onload: done, onerror: done }));
        image.src = `${url}?${form}`;
        await settled;
        // What an answer says, another origin can't read either.
        const read = await fetch(url, { credentials: 'include' }).then((answer) => answer.text(), () => '');
        if (read) throw new Error(`it could read ${url}`);
        return sent + 3;
      }, { url, fields, json });
    }
  }
  expect(tried).toBeGreaterThan(700);
  expect(await seq(), 'nothing was written').toBe(before);
  expect(await isIn(), 'nobody was signed out').toBe(true);
  const cookies = await admin.context.cookies(organisation.server.url);
  expect(cookies.find((cookie) => cookie.name === 'plumbline_session')?.value, 'and nobody became somebody else').toBe(key);
  expect(cookies.find((cookie) => cookie.name === 'plumbline_theme')?.value).toBe('light');
  // No other site shows it in a frame.
  await page.goto(`http://127.0.0.1:${port}`);
  await page.evaluate((url) => {
    const frame = document.body.appendChild(document.createElement('iframe'));
    return new Promise((loaded) => Object.assign(frame, { onload: loaded, src: `${url}/wall` }));
  }, organisation.server.url);
  const frame = page.frames().at(-1)!;
  await expect.poll(() => frame.url()).toBe('chrome-error://chromewebdata/');
  expect(await frame.locator('.brand').count()).toBe(0);
});

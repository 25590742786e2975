// What a page costs in organisations of three sizes: its document, its elements, the time until it is alive, and what one
// heard check-in costs the browser's main thread. `OBJECTIVES=60,2000` measures only these sizes, and `PAGES=overview,map`
// only these pages.
import { execFileSync, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium } from 'playwright-core';

const SIZES = (process.env.OBJECTIVES ?? '60,2000,10000').split(',').map(Number);
const ALL = [['overview', '/'], ['check-in', '/check-in'], ['map', '/map'], ['outline', '/map?view=outline']];
const wanted = process.env.PAGES?.split(',') ?? ALL.map(([name]) => name);
const unknown = wanted.filter((name) => !ALL.some(([known]) => known === name));
if (unknown.length) throw new Error(`there is no page ${unknown.join(', ')}; there are ${ALL.map(([name]) => name).join(', ')}`);
const PAGES = ALL.filter(([name]) => wanted.includes(name));
/** Navigations of each page, and check-ins heard; medians are printed. */
const ROUNDS = Number(process.env.ROUNDS ?? 5);
const PATIENCE = 300_000;
const binary = process.env.PLUMBLINE_BIN;
const assets = process.env.PLUMBLINE_ASSETS ? ['--assets', process.env.PLUMBLINE_ASSETS] : [];

/** Makes an organisation and starts a server on it. */
async function start(objectives) {
  const data = mkdtempSync(join(tmpdir(), 'plumbline-bench-'));
  execFileSync(binary, ['demo', '--data', data, '--objectives', String(objectives), '--seed', '7'], { stdio: 'ignore' });
  const server = spawn(binary, ['serve', '--open-door', '--requests-a-minute', '0', '--data', data, '--port', '0', ...assets], { stdio: ['ignore', 'pipe', 'ignore'] });
  const url = await new Promise((ready, failed) => {
    createInterface({ input: server.stdout }).on('line', (line) => {
      const address = line.match(/http:\/\/localhost:\d+/);
      if (address) ready(address[0]);
    });
    server.once('exit', (code) => failed(new Error(`the server ended with ${code}`)));
  });
  const stop = () => {
    server.kill('SIGTERM');
    rmSync(data, { recursive: true, force: true });
  };
  return { url, stop, pid: server.pid };
}

/** A browser context of the person at this place of "continue as". */
async function visit(browser, url, place) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB', javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${url}/continue-as?back=/sign-in`, { timeout: PATIENCE });
  await page.locator('form section').first().getByRole('button').nth(place).click({ noWaitAfter: true });
  await page.waitForURL((at) => at.pathname !== '/continue-as', { waitUntil: 'commit', timeout: PATIENCE });
  // Cookies are all there is: `storageState` runs a script in a page, and sometimes never returns without JavaScript.
  const cookies = await context.cookies();
  await context.close();
  const signedIn = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' });
  await signedIn.addCookies(cookies);
  return signedIn;
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** The sizes of a page's document, and the time to its first byte in ms. */
async function documentOf(context, address) {
  const cookie = (await context.cookies(address)).map(({ name, value }) => `${name}=${value}`).join('; ');
  const firstBytes = [];
  let plain = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const began = performance.now();
    const answer = await fetch(address, { headers: { cookie, 'accept-encoding': 'identity' } });
    firstBytes.push(performance.now() - began);
    plain = (await answer.arrayBuffer()).byteLength;
  }
  const curl = ['-s', '-o', '/dev/null', '-w', '%{size_download}', '-H', `cookie: ${cookie}`, '-H', 'accept-encoding: br, gzip', address];
  return { plain, compressed: Number(execFileSync('curl', curl)), firstByte: median(firstBytes) };
}

/** Its elements, and the time in ms from the navigation until it is alive. */
async function opened(context, address) {
  const took = [];
  let elements = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const page = await context.newPage();
    const began = performance.now();
    await page.goto(address, { timeout: PATIENCE });
    await page.locator('html[data-ready]').waitFor({ state: 'attached', timeout: PATIENCE });
    took.push(performance.now() - began);
    elements = await page.evaluate(() => document.querySelectorAll('*').length);
    await page.close();
  }
  return { elements, ready: median(took) };
}

/** The main thread's time in ms for a check-in of somebody else, heard by an open page. */
async function heard(reader, owner, url, path) {
  const form = await (await owner.request.get(`${url}/check-in`, { timeout: PATIENCE })).text();
  const keyResult = form.match(/name="key_result"[^>]*value="([^"]+)"|value="([^"]+)"[^>]*name="key_result"/);
  if (!keyResult) throw new Error('nothing is due');
  const page = await reader.newPage();
  await page.goto(url + path, { timeout: PATIENCE });
  await page.locator('html[data-ready]').waitFor({ state: 'attached', timeout: PATIENCE });
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const busy = async () => (await session.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration').value * 1000;
  const during = async (work) => {
    const before = await busy();
    await work();
    // Long enough for the work, and the same for the page that hears nothing.
    await page.waitForTimeout(4_000);
    return (await busy()) - before;
  };
  await page.waitForTimeout(4_000);
  const idle = await during(async () => {});
  const took = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const report = { key_result: keyResult[1] ?? keyResult[2], check_in: randomUUID(), command: randomUUID(), value: String(round), confidence: String(5 + (round % 2)) };
    took.push(await during(async () => {
      const answer = await owner.request.post(`${url}/check-in`, { form: report, headers: { 'sec-fetch-site': 'same-origin' }, maxRedirects: 0 });
      if (answer.status() !== 303) throw new Error(`a check-in was answered with ${answer.status()}`);
    }));
  }
  await page.close();
  return Math.max(0, median(took) - idle);
}

const memory = (pid) => Number(readFileSync(`/proc/${pid}/status`, 'utf8').match(/VmRSS:\s+(\d+)/)[1]) / 1024;

const kilobytes = (bytes) => `${Math.round(bytes / 1000).toLocaleString('en')} KB`;
const milliseconds = (value) => `${value.toFixed(value < 10 ? 1 : 0)} ms`;

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ['--no-sandbox'] });
try {
  console.log('| objectives | page | document | compressed | first byte | elements | ready |');
  console.log('|---|---|---|---|---|---|---|');
  for (const objectives of SIZES) {
    const { url, stop, pid } = await start(objectives);
    try {
      const reader = await visit(browser, url, 0);
      for (const [name, path] of PAGES) {
        const { plain, compressed, firstByte } = await documentOf(reader, url + path);
        const { elements, ready } = await opened(reader, url + path);
        const cells = [objectives, name, kilobytes(plain), kilobytes(compressed), milliseconds(firstByte), elements.toLocaleString('en'), milliseconds(ready)];
        console.log(`| ${cells.join(' | ')} |`);
      }
      const owner = await visit(browser, url, 1);
      for (const [name, path] of PAGES) {
        console.log(`${objectives} objectives, one heard check-in, ${name}: ${milliseconds(await heard(reader, owner, url, path))} of the main thread`);
      }
      console.log(`${objectives} objectives: the server holds ${memory(pid).toFixed(0)} MB`);
      await reader.close();
      await owner.close();
    } finally {
      stop();
    }
  }
} finally {
  await browser.close();
}

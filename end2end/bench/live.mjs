// How long a check-in takes to reach somebody else's screen: from the click that sends it until the other browser has changed
// the company objective's percentage. Two browser contexts, one released server, one machine, so one clock.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium } from 'playwright-core';

const ROUNDS = 30;
const binary = process.env.PLUMBLINE_BIN;
const assets = process.env.PLUMBLINE_ASSETS ? ['--assets', process.env.PLUMBLINE_ASSETS] : [];
const data = mkdtempSync(join(tmpdir(), 'plumbline-bench-'));

/** Starts the server and waits for its address. */
function start() {
  const server = spawn(binary, ['serve', '--open-door', '--data', data, '--port', '0', ...assets], { stdio: ['ignore', 'pipe', 'ignore'] });
  const url = new Promise((ready, failed) => {
    createInterface({ input: server.stdout }).on('line', (line) => {
      const address = line.match(/http:\/\/localhost:\d+/);
      if (address) ready(address[0]);
    });
    server.once('exit', (code) => failed(new Error(`the server ended with ${code}`)));
  });
  return { server, url };
}

/** Somebody's browser; `place` counts the people that "continue as" offers first. */
async function visit(browser, url, place) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' });
  const page = await context.newPage();
  await page.goto(`${url}/continue-as?back=/`);
  await page.locator('form section').first().getByRole('button').nth(place).click();
  await page.waitForURL(`${url}/`);
  await page.locator('html[data-ready]').waitFor({ state: 'attached' });
  return page;
}

/** A company objective on which this person may report a number, and the address of its check-in. */
async function reportable(page, url) {
  const paths = await page.locator('.goal h4 a').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
  for (const path of paths) {
    await page.goto(url + path);
    await page.locator('html[data-ready]').waitFor({ state: 'attached' });
    const links = page.locator('.key-result').getByRole('link', { name: 'Check in' });
    for (const link of await links.all()) {
      const address = await link.getAttribute('href');
      const other = await page.context().newPage();
      await other.goto(url + address);
      await other.locator('html[data-ready]').waitFor({ state: 'attached' });
      const number = await other.locator('form.card input[inputmode="decimal"]').count();
      await other.close();
      if (number) return { path, address };
    }
  }
  throw new Error('nobody may report a number on a company objective');
}

const round = (value) => value.toFixed(0);

execFileSync(binary, ['demo', '--data', data, '--seed', '42'], { stdio: 'ignore' });
const { server, url: address } = start();
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ['--no-sandbox'] });
try {
  const url = await address;
  const executive = await visit(browser, url, 0);
  const watcher = await visit(browser, url, 3);
  const { path, address: checkIn } = await reportable(executive, url);
  await watcher.evaluate((path) => {
    const goal = [...document.querySelectorAll('.goal')].find((goal) => goal.querySelector(`a[href^="${path.split('?')[0]}"]`));
    const percent = goal.querySelector('.percent');
    window.changed = [];
    new MutationObserver(() => requestAnimationFrame(() => window.changed.push(performance.timeOrigin + performance.now())))
      .observe(percent, { childList: true, characterData: true, subtree: true });
  }, path);

  const took = [];
  for (let at = 0; at < ROUNDS; at += 1) {
    await executive.goto(url + checkIn);
    await executive.locator('html[data-ready]').waitFor({ state: 'attached' });
    const value = executive.locator('form.card input[inputmode="decimal"]');
    const target = (await executive.locator('form.card').innerText()).match(/(?:target|at least|at most) [^\d−-]*([\d.,]+)/)[1];
    // Back and forth between the target and nothing, so that each check-in changes the percentage.
    await value.fill(at % 2 === 0 ? target.replaceAll(',', '') : '0');
    await executive.getByRole('radio', { name: 'On track' }).check();
    const before = await watcher.evaluate(() => window.changed.length);
    const clicked = await executive.evaluate(() => new Promise((clicked) => {
      const button = document.querySelector('form.card footer .primary');
      button.addEventListener('click', () => clicked(performance.timeOrigin + performance.now()), { once: true, capture: true });
      button.click();
    }));
    await watcher.waitForFunction((before) => window.changed.length > before, before);
    took.push((await watcher.evaluate((before) => window.changed[before], before)) - clicked);
  }
  took.sort((a, b) => a - b);
  console.log(`a check-in on somebody else's screen: ${round(took[ROUNDS / 2])} ms median, ${round(took[ROUNDS - 1])} ms at most (${ROUNDS} check-ins, two browsers, one machine)`);
} finally {
  await browser.close();
  server.kill('SIGTERM');
  rmSync(data, { recursive: true, force: true });
}

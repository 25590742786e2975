// Many live streams on one node: how long a check-in takes to reach the last of them, and what a stream costs the server in memory.
// Readers and server share the machine, and one thread of node reads all streams, so the times hold that thread's work, too.
import { execFileSync, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const STREAMS = Number(process.env.PLUMBLINE_STREAMS ?? 10_000);
const CHECK_INS = 30;
const binary = process.env.PLUMBLINE_BIN;
const assets = process.env.PLUMBLINE_ASSETS ? ['--assets', process.env.PLUMBLINE_ASSETS] : [];
const data = mkdtempSync(join(tmpdir(), 'plumbline-bench-'));

execFileSync(binary, ['demo', '--data', data, '--seed', '42'], { stdio: 'ignore' });
const server = spawn(binary, ['serve', '--open-door', '--streams-a-person', String(STREAMS), '--data', data, '--port', '0', ...assets], { stdio: ['ignore', 'pipe', 'ignore'] });

/** The server's resident memory in KB; on Linux only. */
function memory() {
  try {
    return Number(readFileSync(`/proc/${server.pid}/status`, 'utf8').match(/VmRSS:\s+(\d+)/)[1]);
  } catch {
    return NaN;
  }
}

/** Someone who may report a number on something, and what. */
async function reporter(url) {
  const page = await (await fetch(`${url}/continue-as`)).text();
  const people = [...page.matchAll(/name="person" value="([0-9a-f-]+)"/g)].map((found) => found[1]);
  const first = await (await fetch(`${url}/`, { headers: { cookie: await key(url, people[0]) } })).text();
  const { board } = JSON.parse(first.match(/<script id="opening"[^>]*>(.*?)<\/script>/s)[1]);
  for (const keyResult of Object.values(board.key_results)) {
    const person = keyResult.owner;
    if (!person || keyResult.measure.kind !== 'metric') continue;
    const cookie = await key(url, person);
    const answer = await report(url, cookie, keyResult.id, 1);
    if (answer.ok) return { cookie, keyResult: keyResult.id, seq: (await answer.json()).seq };
  }
  throw new Error('nobody may report a number');
}

/** The key of somebody who comes in by the open door. */
async function key(url, person) {
  const headers = { 'sec-fetch-site': 'same-origin' };
  const answer = await fetch(`${url}/continue-as`, { method: 'POST', redirect: 'manual', headers, body: new URLSearchParams({ person }) });
  return answer.headers.get('set-cookie').split(';')[0];
}

function report(url, cookie, keyResult, value) {
  const note = { progress: '', obstacle: '', next: '' };
  const check_in = { id: randomUUID(), key_result: keyResult, reading: { number: value }, confidence: 7, note };
  return fetch(`${url}/api/commit`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin', cookie },
    body: JSON.stringify({ envelope: { id: randomUUID(), command: { check_in } } }),
  });
}

try {
  const url = await new Promise((ready, failed) => {
    createInterface({ input: server.stdout }).on('line', (line) => {
      const address = line.match(/http:\/\/localhost:\d+/);
      if (address) ready(address[0]);
    });
    server.once('exit', (code) => failed(new Error(`the server ended with ${code}`)));
  });
  const { cookie, keyResult, seq } = await reporter(url);
  const port = Number(new URL(url).port);
  const before = memory();

  let heard = 0;
  let all = () => {};
  const sockets = [];
  const open = () => new Promise((opened, failed) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(`GET /live?since=${seq} HTTP/1.1\r\nhost: localhost:${port}\r\naccept: text/event-stream\r\ncookie: ${cookie}\r\n\r\n`);
    });
    let flowing = false;
    socket.on('error', failed);
    socket.on('data', (chunk) => {
      if (!flowing) {
        flowing = true;
        opened();
      }
      if (chunk.includes('id: ')) {
        heard += 1;
        if (heard === STREAMS) all(performance.now());
      }
    });
    sockets.push(socket);
  });
  for (let at = 0; at < STREAMS; at += 500) {
    await Promise.all(Array.from({ length: Math.min(500, STREAMS - at) }, open));
  }
  const each = (memory() - before) / STREAMS;

  const took = [];
  for (let at = 0; at < CHECK_INS; at += 1) {
    heard = 0;
    const everybody = new Promise((done) => (all = done));
    const sent = performance.now();
    const answer = await report(url, cookie, keyResult, at);
    if (!answer.ok) throw new Error(await answer.text());
    took.push((await everybody) - sent);
  }
  took.sort((a, b) => a - b);
  const at = (share) => took[Math.min(took.length - 1, Math.floor(took.length * share))].toFixed(0);
  console.log(`${STREAMS} live streams on one node: ${each.toFixed(1)} KB each; a check-in reached the last of them ${at(0.5)} ms after it was sent (median), ${at(0.99)} ms at most (${CHECK_INS} check-ins)`);
  for (const socket of sockets) socket.destroy();
} finally {
  server.kill('SIGTERM');
  rmSync(data, { recursive: true, force: true });
}

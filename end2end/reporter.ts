// Somebody who reports numbers, from a browser that nobody looks at.
import { randomUUID } from 'node:crypto';
import type { Organisation, Visitor } from './organisation';

/** Who may report a number on what. */
export interface Reporter {
  cookie: string;
  keyResult: string;
  objective: string;
}

/** Finds one, by what a page carries. */
export async function reporter(organisation: Organisation, visitor: Visitor): Promise<Reporter> {
  const opening = JSON.parse((await visitor.page.locator('#opening').textContent()) ?? '');
  const { key_results } = opening.board;
  const objectives = new Map(Object.values<any>(opening.board.objectives).map((objective) => [objective.id, objective]));
  for (const keyResult of Object.values<any>(key_results)) {
    if (keyResult.measure.kind !== 'metric' || !keyResult.owner || objectives.get(keyResult.objective).cycle !== opening.cycle) continue;
    const found = { cookie: await key(organisation.server.url, keyResult.owner), keyResult: keyResult.id, objective: keyResult.objective };
    if ((await checkIn(organisation, found, 1)).ok) return found;
  }
  throw new Error('nobody may report a number');
}

/** The key of somebody who comes in by the open door. */
async function key(url: string, person: string): Promise<string> {
  const headers = { 'sec-fetch-site': 'same-origin' };
  const answer = await fetch(`${url}/continue-as`, { method: 'POST', redirect: 'manual', headers, body: new URLSearchParams({ person }) });
  return answer.headers.get('set-cookie')!.split(';')[0];
}

/** Checks in as another browser would. */
export function checkIn(organisation: Organisation, { cookie, keyResult }: Reporter, value: number): Promise<Response> {
  const note = { progress: '', obstacle: '', next: '' };
  const check_in = { id: randomUUID(), key_result: keyResult, reading: { number: value }, confidence: 7, note };
  return fetch(`${organisation.server.url}/api/commit`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin', cookie },
    body: JSON.stringify({ envelope: { id: randomUUID(), command: { check_in } } }),
  });
}

// What somebody does without a form, for tests that are about what is shown afterwards.
import { randomUUID } from 'node:crypto';
import { expect, type Visitor } from './organisation';

/** Whoever has come in sends a command, as their page would. Their browser must be on a page of the server. */
export async function does(visitor: Visitor, command: object): Promise<void> {
  const said = await visitor.page.evaluate(async (envelope) => {
    const headers = { 'content-type': 'application/json', accept: 'application/json' };
    const answer = await fetch('/api/commit', { method: 'POST', headers, body: JSON.stringify({ envelope }) });
    return answer.ok ? '' : await answer.text();
  }, { id: randomUUID(), command });
  expect(said, JSON.stringify(command)).toBe('');
}

/** What the page of theirs began with: the board, the chosen cycle and who is looking. */
export async function opening(visitor: Visitor): Promise<any> {
  return JSON.parse((await visitor.page.locator('#opening').textContent()) ?? '');
}

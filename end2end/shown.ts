// What a page shows, as lines: to compare one page with another.
import { type Page } from '@playwright/test';

/**
 * Texts, links, targets of forms, values, states of what can be pressed, and what is drawn, in the order of the document. Left out is what
 * may be another each time: dialogs, messages, how long ago something was, and ids that a form counts from.
 */
export function shown(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const said = ['href', 'action', 'method', 'name', 'type', 'placeholder', 'role', 'data-health', 'data-view', 'data-kr', 'data-objective', 'd', 'points', 'tabindex'];
    const without = 'dialog, script, style, noscript, template, .toasts, .link-state, .visually-hidden[role="status"]';
    const chance = ['check_in', 'command', 'form'];
    // Both sides write addresses, and not the same characters by their codes: what they lead to is the same.
    const address = (value: string) => decodeURI(value).replace(/%2D/g, '-');
    const lines: string[] = [];
    const walk = (node: Node) => {
      if (node instanceof Text) {
        const text = node.data.replace(/\s+/g, ' ').trim();
        if (text) lines.push(`“${text}”`);
        return;
      }
      if (!(node instanceof Element) || node.matches(without)) return;
      const states: string[] = [];
      for (const name of said) {
        const value = node.getAttribute(name);
        if (value !== null) states.push(`${name}=${name === 'href' ? address(value) : value}`);
      }
      for (const { name, value } of [...node.attributes].sort((a, b) => (a.name < b.name ? -1 : 1))) {
        if (name.startsWith('aria-')) states.push(`${name}=${value}`);
      }
      if (node instanceof HTMLElement) {
        if (node.hidden) states.push('hidden');
        if (node.style.getPropertyValue('--p')) states.push(`p=${node.style.getPropertyValue('--p')}`);
        if (node.style.getPropertyValue('--e')) states.push(`e=${node.style.getPropertyValue('--e')}`);
      }
      if (node instanceof HTMLInputElement) {
        if (!chance.includes(node.name)) states.push(`value=${node.name === 'back' ? address(node.value) : node.value}`);
        if (node.checked) states.push('checked');
      }
      if (node instanceof HTMLTextAreaElement || node instanceof HTMLSelectElement) states.push(`value=${node.value}`);
      if (node instanceof HTMLButtonElement || node instanceof HTMLInputElement || node instanceof HTMLSelectElement) {
        if (node.disabled) states.push('disabled');
      }
      if (node instanceof HTMLDetailsElement && node.open) states.push('open');
      // The framework puts a bare group around what it draws in one go.
      if (node.localName !== 'g' || states.length) lines.push(`<${node.localName}${states.map((state) => ` ${state}`).join('')}>`);
      if (node.matches('.feed time')) return;
      node.childNodes.forEach(walk);
    };
    lines.push(document.title, document.documentElement.lang);
    walk(document.body);
    return lines;
  });
}

/** The lines in which two pages differ, with the one before each. */
export function difference(walked: string[], fresh: string[]): string[] {
  const differing: string[] = [];
  for (let line = 0; line < Math.max(walked.length, fresh.length) && differing.length < 12; line++) {
    if (walked[line] !== fresh[line]) {
      if (differing.length === 0) differing.push(`  after ${walked[line - 1]}`);
      differing.push(`  here ${walked[line]}`, `  alone ${fresh[line]}`);
    }
  }
  return differing;
}

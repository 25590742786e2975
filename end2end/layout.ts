// Whether a page fits: to be asked at each width.
import type { Page } from '@playwright/test';

/** How much wider than the window the page is, what text runs out of its own box, and which texts lie over each other. */
export function layout(page: Page): Promise<{ page: number; boxes: string[]; over: string[] }> {
  return page.evaluate(() => {
    // Each line of text, as far as it can be seen. What lies over the page by design is left out.
    const dialog = document.querySelector('dialog[open]');
    type Line = { text: string; left: number; right: number; top: number; bottom: number };
    const lines: Line[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode as Text;
      const parent = node.parentElement!;
      if (!node.data.trim() || parent.closest('.visually-hidden, svg, .ground, .skip, .toasts, script, style, noscript') || !parent.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
      let clip = { left: -Infinity, right: Infinity, top: -Infinity, bottom: Infinity };
      let floats = false;
      for (let above: Element | null = parent; above; above = above.parentElement) {
        const style = getComputedStyle(above);
        floats ||= ['fixed', 'sticky'].includes(style.position);
        if (style.overflowX === 'visible' || above === document.body || above === document.documentElement) continue;
        const box = above.getBoundingClientRect();
        clip = { left: Math.max(clip.left, box.left), right: Math.min(clip.right, box.right), top: Math.max(clip.top, box.top), bottom: Math.min(clip.bottom, box.bottom) };
      }
      if (dialog ? !dialog.contains(parent) : floats) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const box of range.getClientRects()) {
        const line = { text: node.data.trim().slice(0, 30), left: Math.max(box.left, clip.left), right: Math.min(box.right, clip.right), top: Math.max(box.top, clip.top), bottom: Math.min(box.bottom, clip.bottom) };
        if (line.right - line.left > 3 && line.bottom - line.top > 6) lines.push(line);
      }
    }
    lines.sort((a, b) => a.top - b.top);
    const over = lines.flatMap((one, index) => {
      const found: string[] = [];
      for (let next = index + 1; next < lines.length && lines[next].top < one.bottom - 6; next++) {
        const other = lines[next];
        if (Math.min(one.right, other.right) - Math.max(one.left, other.left) > 3) found.push(`${one.text} / ${other.text}`);
      }
      return found;
    });
    const boxes = [...document.querySelectorAll<HTMLElement>('main *, .top *, dialog[open] *')].filter((element) => {
      const style = getComputedStyle(element);
      const holds = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent!.trim());
      return holds && style.display !== 'inline' && style.overflowX === 'visible' && element.clientWidth > 1 && !element.closest('.visually-hidden, svg, .axis, .ground') && element.scrollWidth > element.clientWidth + 2;
    });
    const named = (element: HTMLElement) => `${element.tagName}.${element.className} ${element.textContent!.slice(0, 30)}`;
    return { page: Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth), boxes: boxes.map(named), over };
  });
}

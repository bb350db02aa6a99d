/** One paragraph, heading, item or cell of a page, as it is read aloud. */
interface Spoken {
  text: string;
  range: Range;
}

const BLOCKS = "h1, h2, h3, h4, h5, h6, p, li, dt, dd, td, th, legend, label, summary, figcaption, caption, blockquote, div, section";
const SILENT =
  'script, noscript, svg, select, textarea, button:not(.ssfh-term), [aria-hidden="true"], .ssfh-unseen, .ssfh-status, ' +
  ".ssfh-private, .ssfh-footer, .ssfh-read-aloud, .ssfh-loading";
const HIGHLIGHT = "ssfh-read";

/** What can be read of these parts of a page now, in the order of the page; what is folded in is left out. */
export function spokenIn(parts: Iterable<Element>): Spoken[] {
  const found: Spoken[] = [];
  for (const part of parts) {
    let last: Element | null = null;
    const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement!;
      if (!node.nodeValue?.trim() || parent.closest(SILENT) || !isShown(parent)) continue;
      const block = parent.closest(BLOCKS);
      const spoken = found.at(-1);
      if (block === last && spoken) {
        spoken.range.setEndAfter(node);
        spoken.text = `${spoken.text}${node.nodeValue}`;
        continue;
      }
      const range = document.createRange();
      range.selectNode(node);
      found.push({ text: node.nodeValue, range });
      last = block;
    }
  }
  return found;
}

function isShown(element: Element): boolean {
  return element.checkVisibility?.() ?? element.getClientRects().length > 0;
}

/** Shows which part is read now, where the browser can, and keeps it in view; null shows none. */
export function show(spoken: Spoken | null): void {
  const highlights = globalThis.CSS?.highlights as Map<string, unknown> | undefined;
  highlights?.delete(HIGHLIGHT);
  if (!spoken) return;
  if (highlights) highlights.set(HIGHLIGHT, new Highlight(spoken.range));
  const { top, bottom } = spoken.range.getBoundingClientRect();
  if (top < 60 || bottom > innerHeight) spoken.range.startContainer.parentElement?.scrollIntoView({ block: "center" });
}

import { meta } from "./site";
import { day } from "./words";

let lastFrame: HTMLIFrameElement | null = null;

/** Prints one card without the page around it: a copy in a hidden frame, with our own styles. */
export function printCard(card: HTMLElement): void {
  const frame = document.createElement("iframe");
  frame.setAttribute("aria-hidden", "true");
  frame.tabIndex = -1;
  Object.assign(frame.style, { position: "fixed", width: "0", height: "0", border: "0", visibility: "hidden" });
  // It is not removed after printing: Safari does not tell when that ends, and an early removal prints an empty page.
  lastFrame?.remove();
  lastFrame = frame;
  document.body.append(frame);
  const page = frame.contentDocument;
  const view = frame.contentWindow;
  if (!page || !view) return frame.remove();
  fillPage(page, card);
  view.focus();
  view.print();
}

/** Exported for its test: the page that is printed, with whose it is and of which day. */
export function fillPage(page: Document, card: HTMLElement, today = new Date()): void {
  page.title = card.querySelector("h2")?.textContent ?? "";
  page.documentElement.lang = "nl";
  giveStyles(page, ourStyles());
  const root = page.createElement("div");
  root.className = "ssfh ssfh-printed";
  root.append(whoseAndWhen(page, today), page.importNode(onlyFilledIn(withTexts(card)), true));
  page.body.append(root);
}

/** Prepares a whole page for paper when its browser prints it: whose it is, no forms that nobody filled in, and open
 *  what is folded; afterwards the page is as it was. */
export function watchPrinting(): void {
  let line: HTMLElement | null = null;
  let opened: HTMLDetailsElement[] = [];
  addEventListener("beforeprint", () => {
    line = whoseAndWhen(document, new Date());
    document.querySelector("main")?.prepend(line);
    opened = foldedOnPaper();
    for (const part of opened) part.open = true;
    for (const card of Array.from(document.querySelectorAll(".ssfh-activity"))) {
      if (!isWritten(card)) continue;
      for (const part of Array.from(card.querySelectorAll(PARTS)))
        if (fieldsIn(part).length > 0 && !isWritten(part)) part.setAttribute(EMPTY, "");
    }
  });
  addEventListener("afterprint", () => {
    line?.remove();
    for (const part of opened) part.open = false;
    for (const part of Array.from(document.querySelectorAll(`[${EMPTY}]`))) part.removeAttribute(EMPTY);
  });
}

const EMPTY = "data-ssfh-empty";

/** The folded parts to be printed: of a card that is filled in not what only explains. */
function foldedOnPaper(): HTMLDetailsElement[] {
  return Array.from(document.querySelectorAll<HTMLDetailsElement>("main details:not([open])")).filter((part) => {
    const card = part.closest(".ssfh-activity");
    return !part.closest(NOT_PRINTED) && (!card || !isWritten(card) || isWritten(part));
  });
}

/** What is for another role, or leads to another place. */
const NOT_PRINTED = ".ssfh-not-printed, .ssfh-footer, .ssfh-all-steps, .ssfh-overview, .ssfh-other-story";

function isWritten(part: Element): boolean {
  return fieldsIn(part).some((field) => field.value.trim());
}

function fieldsIn(part: Element): HTMLTextAreaElement[] {
  return Array.from(part.querySelectorAll("textarea"));
}

function whoseAndWhen(page: Document, today: Date): HTMLElement {
  const line = page.createElement("p");
  line.className = "ssfh-printed-by";
  line.dir = "auto";
  line.textContent = [meta("name"), day(today)].filter(Boolean).join(", ");
  return line;
}

const PARTS = ".ssfh-row, .ssfh-theme, .ssfh-level, .ssfh-field";

/** Leaves out each part in which nothing was written, and all that only explains. A card that is wholly empty stays
 * as it is, for whoever wants to fill it in with a pen. */
function onlyFilledIn(copy: HTMLElement): HTMLElement {
  const written = Array.from(copy.querySelectorAll(".ssfh-written"));
  if (!written.some((text) => text.textContent?.trim())) return copy;
  const isEmpty = (part: Element) => {
    const texts = Array.from(part.querySelectorAll(".ssfh-written"));
    return texts.length > 0 && texts.every((text) => !text.textContent?.trim());
  };
  for (const part of Array.from(copy.querySelectorAll(PARTS))) if (isEmpty(part)) part.remove();
  for (const list of Array.from(copy.querySelectorAll(".ssfh-rows"))) if (!list.firstElementChild) removeWithItsHeading(list);
  for (const part of Array.from(copy.querySelectorAll("details, .ssfh-eyebrow, .ssfh-fieldset"))) part.remove();
  return copy;
}

function removeWithItsHeading(list: Element): void {
  const part = list.closest(".ssfh-level");
  if (part) return part.remove();
  if (list.previousElementSibling?.tagName === "H3") list.previousElementSibling.remove();
  list.remove();
}

/** Uses a constructed style sheet if the browser has those, because the portal's policy forbids styles in a page. */
function giveStyles(page: Document, text: string): void {
  const Sheet = page.defaultView?.CSSStyleSheet;
  if (Sheet && "replaceSync" in Sheet.prototype && "adoptedStyleSheets" in page) {
    const sheet = new Sheet();
    sheet.replaceSync(text);
    page.adoptedStyleSheets = [sheet];
    return;
  }
  const style = page.createElement("style");
  style.textContent = text;
  page.head.append(style);
}

function ourStyles(): string {
  const sheets = Array.from(document.styleSheets).flatMap((sheet) => {
    try {
      const rules = Array.from(sheet.cssRules, (rule) => rule.cssText);
      return rules.some((rule) => rule.includes(".ssfh")) ? rules : [];
    } catch {
      return []; // A style sheet of another origin may not be read, and is not ours.
    }
  });
  return sheets.join("\n");
}

/** A copy with typed texts as plain text, because a field would cut off a long text on paper. */
function withTexts(card: HTMLElement): HTMLElement {
  const copy = card.cloneNode(true) as HTMLElement;
  const selector = "textarea, input[type=text]";
  const originals = card.querySelectorAll<HTMLTextAreaElement | HTMLInputElement>(selector);
  copy.querySelectorAll(selector).forEach((field, index) => {
    const text = document.createElement("div");
    text.className = "ssfh-written";
    text.textContent = originals[index]?.value ?? "";
    field.replaceWith(text);
  });
  for (const part of Array.from(copy.querySelectorAll(".ssfh-not-printed"))) part.remove();
  return copy;
}

/** Saves lines as a readable text file on the learner's own computer. */
export function downloadText(title: string, lines: string[]): void {
  // Windows programs recognise UTF-8 by the mark at the start.
  const text = `\uFEFF${[title, "=".repeat(title.length), "", ...lines].join("\r\n").trim()}\r\n`;
  const address = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = `${fileName(title)}.txt`;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address));
}

function fileName(title: string): string {
  const plain = title.normalize("NFD").replace(/[\u0300-\u036f]/g, "");
  return plain.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "") || "kaart";
}

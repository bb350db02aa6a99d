import { type ComponentChildren, createElement } from "preact";
import { useMemo } from "preact/hooks";
import type { Markup as MarkupValue } from "./views";

const ALLOWED = new Map<string, string[]>(
  Object.entries({
    a: ["href", "title"],
    img: ["src", "alt", "title", "width", "height"],
    ol: ["start"],
    td: ["colspan", "rowspan"],
    th: ["colspan", "rowspan", "scope"],
    abbr: ["title"],
  }),
);
const PLAIN =
  "p br strong em b i s del u sup sub mark small span div blockquote code pre kbd hr ul li dl dt dd h1 h2 h3 h4 h5 h6 " +
  "table caption thead tbody tfoot tr figure figcaption";
for (const tag of PLAIN.split(" ")) ALLOWED.set(tag, []);

/** Tags whose content is removed too, because it is code or another document; other unknown tags keep their content. */
const DROPPED = new Set(
  "script style template iframe object embed noscript svg math textarea select title head form button link meta base".split(" "),
);

/** A legend, label or button may not contain blocks, so each block becomes a span that looks like a block. */
const BLOCKS = new Set("p div blockquote h1 h2 h3 h4 h5 h6".split(" "));

/** HTML that Python rendered and sanitised; it is checked again here, and built element by element. */
export function Markup({ value, inline = false }: { value: MarkupValue | null | undefined; inline?: boolean }) {
  const html = value?.html ?? "";
  const content = useMemo(() => contentOf(html, inline), [html, inline]);
  if (!html) return null;
  return inline ? <span class="ssfh-markup">{content}</span> : <div class="ssfh-markup">{content}</div>;
}

/** The text of markup without its tags. */
export function plainText(value: MarkupValue | null | undefined): string {
  return parse(value?.html ?? "").textContent?.replace(/\s+/g, " ").trim() ?? "";
}

function contentOf(html: string, inline: boolean): ComponentChildren {
  return Array.from(parse(html).childNodes, (node) => toVnode(node, inline));
}

function parse(html: string): HTMLElement {
  return new DOMParser().parseFromString(html, "text/html").body;
}

function toVnode(node: Node, inline: boolean): ComponentChildren {
  if (node.nodeType === Node.TEXT_NODE) return node.nodeValue;
  if (node.nodeType !== Node.ELEMENT_NODE) return null;
  const element = node as Element;
  const tag = element.localName;
  if (DROPPED.has(tag)) return null;
  const children = Array.from(element.childNodes, (child) => toVnode(child, inline));
  const allowed = ALLOWED.get(tag);
  if (!allowed) return children;
  if (inline && BLOCKS.has(tag)) return <span class="ssfh-block">{children}</span>;
  const attributes = attributesOf(element, allowed);
  if (tag === "img" && !attributes.src) return attributes.alt ?? null;
  if (tag === "table") return <div class="ssfh-scroll" tabIndex={0} role="group">{createElement(tag, attributes, children)}</div>;
  return createElement(tag, attributes, ...(tag === "br" || tag === "hr" || tag === "img" ? [] : [children]));
}

function attributesOf(element: Element, allowed: string[]): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const name of allowed) {
    const value = element.getAttribute(name);
    if (value !== null && isSafe(name, value)) attributes[name] = value;
  }
  if (element.localName === "a") Object.assign(attributes, { target: "_blank", rel: "noopener" });
  return attributes;
}

function isSafe(name: string, value: string): boolean {
  if (name === "href") return ["https:", "http:", "mailto:", "tel:"].includes(addressOf(value)?.protocol ?? "");
  // An image from another server would tell that server who reads this page.
  if (name === "src") return /^data:image\//i.test(value) || addressOf(value)?.origin === location.origin;
  return true;
}

function addressOf(value: string): URL | null {
  try {
    return new URL(value, document.baseURI);
  } catch {
    return null;
  }
}

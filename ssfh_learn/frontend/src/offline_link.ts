import { KEPT } from "./kept_texts";
import type { Outbox } from "./outbox";
import { words } from "./words";

/** Without a connection a link to another page would do nothing that is seen, or show a page of the browser itself.
 *
 *  Where this browser keeps the text of that step she goes there; elsewhere the reason stands at the link.
 */
export function watchLinksOffline(outbox: Outbox): void {
  const said = document.createElement("p");
  said.className = "ssfh-problem ssfh-offline-said";
  said.setAttribute("role", "status");
  document.addEventListener("click", (event) => {
    if (navigator.onLine || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const link = (event.target as Element).closest?.<HTMLAnchorElement>("main a[href], .ssfh-portal-place a[href]");
    if (!link || link.origin !== location.origin || link.target || link.getAttribute("href")!.startsWith("#")) return;
    event.preventDefault();
    void isKept(link.pathname).then((kept) => {
      if (kept) return location.assign(link.href);
      said.textContent = `${words.outbox.no_page} ${whatIsKept(outbox)}`;
      // The bar has no room for a sentence.
      (link.closest(".ssfh-portal-place") ? document.querySelector("main h1")! : (link.closest("nav, p") ?? link)).after(said);
      said.scrollIntoView?.({ block: "nearest" });
    });
  });
  addEventListener("online", () => said.remove());
}

function whatIsKept(outbox: Outbox): string {
  if (outbox.size === 0) return words.outbox.nothing_waits;
  return outbox.hasUnstored ? words.outbox.unstored : words.outbox.waits_here;
}

/** Whether this browser keeps the text of this step. */
async function isKept(path: string): Promise<boolean> {
  const module = /^(.*\/module\/[a-z0-9-]+)\/\d+\/?$/.exec(path)?.[1];
  if (!module || !("caches" in globalThis)) return false;
  for (const name of (await caches.keys()).filter((one) => one.startsWith(KEPT)))
    for (const { url } of await (await caches.open(name)).keys()) if (new URL(url).pathname === `${module}/tekst`) return true;
  return false;
}

import type { Outbox } from "./outbox";
import { words } from "./words";

/** Without a connection a link to another page would do nothing that is seen, or show a page of the browser itself.
 *
 *  Where this browser keeps the text of that step she goes there (`kept_texts.ts`); elsewhere the link says why not.
 */
export function watchLinksOffline(outbox: Outbox): void {
  const said = document.createElement("p");
  said.className = "ssfh-problem";
  said.setAttribute("role", "status");
  addEventListener("click", async (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>('a[href^="/"]');
    if (navigator.onLine || !link) return;
    event.preventDefault();
    const module = /^.*\/module\/[^/]+(?=\/\d+$)/.exec(link.pathname);
    if (module && (await globalThis.caches?.match(`${module[0]}/tekst`, { ignoreSearch: true }))) return location.assign(link.href);
    const { no_page, nothing_waits } = words.outbox;
    // Where something waits, the bar of the outbox says why and what happens to it.
    said.textContent = outbox.size > 0 ? no_page : `${no_page} ${nothing_waits}`;
    (link.closest("main :is(nav, p, li)") ?? document.querySelector("h1")!).after(said);
  });
  addEventListener("online", () => said.remove());
}

import { KEPT } from "./kept_texts";
import { showWaitingHere } from "./waiting_here";

/** What we use of a service worker; TypeScript has no types for pages and for workers in one project. */
interface FetchEvent {
  request: Request;
  respondWith(response: Promise<Response>): void;
}
declare const self: {
  location: Location;
  skipWaiting(): Promise<void>;
  addEventListener(type: "install", listener: () => void): void;
  addEventListener(type: "fetch", listener: (event: FetchEvent) => void): void;
};

/** Where the server cannot be reached, this worker shows the text of the step that is asked, if the browser keeps it.
 *
 *  It stores nothing itself, and every other request goes by as if it were not there.
 */
self.addEventListener("install", () => void self.skipWaiting());
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  if (request.mode === "navigate") event.respondWith(fetched(request, stepOf));
  else if (request.destination === "style") event.respondWith(fetched(request, kept));
});

async function fetched(request: Request, otherwise: (address: string) => Promise<Response | null>): Promise<Response> {
  try {
    return await fetch(request);
  } catch {
    return (await otherwise(request.url)) ?? Response.error();
  }
}

/** The kept text of a step, in the address of that step, so that a reload shows the step itself once it can.
 *
 *  What waits to be sent is not in it: the page itself looks for that, in this tab alone (`waiting_here.ts`).
 */
async function stepOf(address: string): Promise<Response | null> {
  const found = /^(.*\/module\/[a-z0-9-]+)(?:\/(\d+|tekst))?\/?$/.exec(new URL(address).pathname);
  const texts = found && (await kept(`${found[1]}/tekst`));
  if (!texts) return null;
  const [before, ...steps] = (await texts.text()).split("<!--stap-->");
  const after = steps.pop() ?? "";
  const shown = steps[Number(found[2]) - 1];
  const waiting = `<script>(${showWaitingHere})()</script>`;
  return new Response([before, shown ?? steps.join(""), after, waiting].join(""), { headers: texts.headers });
}

async function kept(address: string): Promise<Response | null> {
  const path = new URL(address, self.location.href).pathname;
  for (const name of (await caches.keys()).filter((one) => one.startsWith(KEPT))) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      if (new URL(request.url).pathname === path) return (await cache.match(request)) ?? null;
    }
  }
  return null;
}

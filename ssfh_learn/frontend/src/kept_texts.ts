import { meta } from "./site";

/** The texts of modules that this browser keeps to be read without a connection: no name, no answer, nothing of a test.
 *
 *  They are in a cache with the mark of the reader, which is no name. The worker (`offline.ts`) shows them.
 */
export const KEPT = "ssfh-texts ";

/** Keeps the texts at this address, if there is one, and drops those of anybody else. */
export async function keepTexts(root: string, address: string): Promise<void> {
  const reader = meta("reader");
  if (!("serviceWorker" in navigator) || !reader) return;
  await dropTexts(KEPT + reader);
  if (!address || isSavingData()) return;
  await navigator.serviceWorker.register(meta("offline"), { scope: `${root}module/` });
  const cache = await caches.open(KEPT + reader);
  if (await cache.match(address)) return;
  const answer = await fetch(address, { credentials: "same-origin" });
  if (!answer.ok || answer.redirected || !answer.headers.has("X-Ssfh-Texts")) return; // such as a page to log in
  for (const older of await cache.keys()) if (pathOf(older.url) === pathOf(address)) await cache.delete(older);
  await cache.put(address, plain(await answer.text()));
  await keepStyle(cache);
}

/** Drops all texts that this browser keeps, but for one cache; without one the worker goes too. */
export async function dropTexts(butFor?: string): Promise<void> {
  const names = (await caches.keys()).filter((name) => name.startsWith(KEPT) && name !== butFor);
  await Promise.all(names.map((name) => caches.delete(name)));
  if (butFor === undefined && "serviceWorker" in navigator) {
    const workers = await navigator.serviceWorker.getRegistrations();
    await Promise.all(workers.filter(({ scope }) => scope.endsWith("/module/")).map((one) => one.unregister()));
  }
}

function isSavingData(): boolean {
  return (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true;
}

function pathOf(address: string): string {
  return new URL(address, location.href).pathname;
}

/** A response with nothing but the text: no header of the server is kept. */
function plain(text: string, kind = "text/html"): Response {
  return new Response(text, { headers: { "Content-Type": `${kind}; charset=utf-8` } });
}

async function keepStyle(cache: Cache): Promise<void> {
  const address = document.querySelector<HTMLLinkElement>('link[rel="stylesheet"]')!.href;
  for (const older of await cache.keys()) if (pathOf(older.url).endsWith(".css")) await cache.delete(older);
  await cache.put(address, plain(await (await fetch(address)).text(), "text/css"));
}

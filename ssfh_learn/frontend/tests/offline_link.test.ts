import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { watchLinksOffline } from "../src/offline_link";
import type { Outbox } from "../src/outbox";
import { words } from "../src/words";

const outbox = { size: 0 };
const left = vi.fn();
watchLinksOffline(outbox as Outbox);
addEventListener("click", (event) => event.defaultPrevented || (left(), event.preventDefault()));

beforeEach(() => {
  document.body.innerHTML = '<main><h1>Stap</h1><nav><a href="/leren/module/proef/4" rel="next">Verder</a></nav></main>';
  outbox.size = 0;
  left.mockClear();
});
afterEach(() => vi.unstubAllGlobals());

async function click(isOnline: boolean): Promise<string> {
  vi.spyOn(navigator, "onLine", "get").mockReturnValue(isOnline);
  document.querySelector("a")!.click();
  await vi.waitFor(() => expect(isOnline || document.querySelector("[role=status]")).toBeTruthy());
  return document.querySelector("nav + [role=status]")?.textContent ?? "";
}

test("with a connection a link goes where it goes", async () => {
  expect(await click(true)).toBe("");
  expect(left).toHaveBeenCalledOnce();
});

test.each([
  [0, `${words.outbox.no_page} ${words.outbox.nothing_waits}`],
  [2, words.outbox.no_page],
])("without one it stands at the button, with the reason where no bar says it", async (size, said) => {
  outbox.size = size;
  expect(await click(false)).toBe(said);
  expect(left).not.toHaveBeenCalled();
  dispatchEvent(new Event("online"));
  expect(document.querySelector("[role=status]")).toBeNull();
});

test("a link above the page says it too, below the title", async () => {
  document.body.insertAdjacentHTML("afterbegin", '<nav><a href="/leren/gegevens">Mijn gegevens</a></nav>');
  await click(false);
  expect(document.querySelector("h1 + [role=status]")!.textContent).toContain(words.outbox.no_page);
  expect(left).not.toHaveBeenCalled();
});

test("a step whose text this browser keeps is opened, and nothing is said", async () => {
  const match = vi.fn(async () => ({}));
  vi.stubGlobal("caches", { match });
  vi.spyOn(navigator, "onLine", "get").mockReturnValue(false);
  document.querySelector("a")!.click();
  await vi.waitFor(() => expect(match).toHaveBeenCalledWith("/leren/module/proef/tekst", { ignoreSearch: true }));
  expect(document.querySelector("[role=status]")).toBeNull();
});

/** Under which name a tab keeps where the answers of its reader wait; it goes when she logs out. */
export const WHOSE = "ssfh outbox";

/** Shows on a page of kept texts, at each exercise, what waits in this browser.
 *
 *  The worker writes it into that page as it stands (`offline.ts`), so it uses nothing from outside itself.
 */
export function showWaitingHere(): void {
  const prefix = sessionStorage.getItem("ssfh outbox");
  const [, place] = /\/module\/([^/]+)/.exec(location.pathname) ?? [];
  if (!prefix || !place) return;
  const { waits = "", typed = "" } = document.querySelector("main")!.dataset;
  for (const exercise of document.querySelectorAll<HTMLElement>("[data-exercise]")) {
    let isWaiting = false;
    const texts = new Map<string, string>(); // of each field what was typed last
    for (const key of Object.keys(localStorage).filter((one) => one.startsWith(prefix)).sort()) {
      const letter = key.endsWith(" wiped") ? null : JSON.parse(localStorage.getItem(key) ?? "null");
      if (letter?.place !== place || letter.activity !== exercise.dataset["exercise"]) continue;
      isWaiting = true;
      const { id: _, attempt: __, text, answer, what, who, when, check, ...about } = letter.response;
      const own = { text, what, who, when, check, answer: /^[a-z0-9-]*$/.test(answer) ? "" : answer };
      for (const [field, typed] of Object.entries(own)) {
        if (typeof typed === "string") texts.set(JSON.stringify({ ...about, field }), typed);
      }
    }
    if (!isWaiting) continue;
    const said = document.createElement("div");
    said.className = "ssfh-problem";
    for (const line of [...[...texts.values()].filter((text) => text.trim() !== "").map((text) => typed.replace("{text}", text)), waits]) {
      said.appendChild(document.createElement("p")).textContent = line;
    }
    exercise.after(said);
  }
}

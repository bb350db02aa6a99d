/** The space between a word and its explanation, and between the explanation and the edge of the window. */
const GAP = 8;
/** From this height of the window the explanation stands above its word. */
const LOW = 0.6;

/** Puts the explanation of a word beside it. The browser opens and closes it; on a phone it is a sheet below. */
export function watchExplainedWords(): void {
  document.addEventListener("beforetoggle", place, { capture: true });
}

function place(event: Event): void {
  const box = event.target;
  if (!(box instanceof HTMLElement) || !box.classList.contains("ssfh-word")) return;
  const word = document.querySelector(`[popovertarget="${box.id}"]`)?.getBoundingClientRect();
  if (!word || (event as ToggleEvent).newState !== "open") return;
  const isAbove = word.bottom > innerHeight * LOW;
  const widest = 22 * Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  const left = Math.max(GAP, Math.min(word.left, document.documentElement.clientWidth - widest - GAP));
  box.style.setProperty("--ssfh-word-left", `${left + scrollX}px`);
  box.style.setProperty("--ssfh-word-top", `${(isAbove ? word.top - GAP : word.bottom + GAP) + scrollY}px`);
  box.classList.toggle("ssfh-word-above", isAbove);
}

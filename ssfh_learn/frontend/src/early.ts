const CONTROLS = "a[href], button, input, select, summary, textarea";
type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** Draws what takes the place of what the server drew, and does with it what was done before: chosen, typed, pressed or
 *  opened (portal/learner/served.py). The focus stays at the control that had it. */
export async function takeOver(place: HTMLElement, draw: () => void): Promise<void> {
  const before = [...controlsIn(place)];
  const focused = before.find(([, one]) => one === document.activeElement);
  const used = before.filter(([, one]) => isUsed(one));
  draw();
  if (focused) controlsIn(place).get(focused[0])?.focus({ preventScroll: true });
  for (const [name, one] of used) {
    const now = controlsIn(place).get(name);
    if (now) play(one, now);
    await null; // the next one needs what this one changed on the screen
  }
}

/** The controls in sight, each by its words and those of the group that it stands in. */
function controlsIn(place: HTMLElement): Map<string, HTMLElement> {
  const found = new Map<string, HTMLElement>();
  for (const one of place.querySelectorAll<HTMLElement>(CONTROLS)) {
    if (one.getClientRects().length === 0) continue;
    const kind = isPress(one) ? "button" : one instanceof HTMLInputElement ? one.type : one.localName;
    const group = one.closest("fieldset")?.querySelector("legend")?.textContent ?? "";
    const words = one.getAttribute("aria-label") ?? ((one as Field).labels?.[0] ?? one).textContent;
    let name = [kind, group, words].join("|").replace(/\s/g, "");
    while (found.has(name)) name += "+";
    found.set(name, one);
  }
  return found;
}

/** Whether the server drew a box to tick in place of a button, which keeps no click. */
function isPress(one: HTMLElement): boolean {
  return one.closest(".ssfh-press") !== null;
}

function isUsed(one: HTMLElement): boolean {
  if (one instanceof HTMLSelectElement) return [...one.options].some((option) => option.selected !== option.defaultSelected);
  if (one instanceof HTMLTextAreaElement) return one.value !== one.defaultValue;
  if (!(one instanceof HTMLInputElement)) return one.parentElement instanceof HTMLDetailsElement && one.parentElement.open;
  if (one.type === "radio") return one.checked && !one.defaultChecked;
  if (one.type === "checkbox") return one.checked !== one.defaultChecked;
  return one.value !== one.defaultValue;
}

function play(one: HTMLElement, now: HTMLElement): void {
  if (!(now instanceof HTMLInputElement || now instanceof HTMLTextAreaElement || now instanceof HTMLSelectElement)) return now.click();
  if (now.type === "radio" || now.type === "checkbox") return now.click();
  const field = one as Field;
  now.value = field.value;
  for (const kind of ["input", "change"]) now.dispatchEvent(new Event(kind, { bubbles: true }));
  if (now === document.activeElement && "selectionStart" in field && "setSelectionRange" in now && field.selectionStart !== null) {
    now.setSelectionRange(field.selectionStart, field.selectionEnd);
  }
}

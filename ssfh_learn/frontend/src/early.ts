import type { Response } from "./responses";

/** What somebody chose on the page of the server before the script was there, in the order of the page. The controls kept
 *  it; the server wrote beside each what it means (portal/learner/served.py). */
export function earlyIn(place: HTMLElement): Response[] {
  return [...place.querySelectorAll<HTMLElement>("[data-ssfh-early]")].flatMap(meantBy);
}

function meantBy(group: HTMLElement): Response[] {
  const controls = [...group.querySelectorAll("input")];
  if (controls.every((one) => one.checked === one.defaultChecked)) return [];
  const { ssfhEarly: early, ssfhField: field } = group.dataset;
  const response = JSON.parse(early!) as Response;
  if (!field) return [response];
  const values = controls.filter((one) => one.checked).map((one) => JSON.parse(one.value) as unknown);
  return [{ ...response, [field]: controls[0]!.type === "checkbox" ? values : values[0] }];
}

const CONTROLS = "a[href], button:not(:disabled), input, summary, textarea";

/** Puts the focus, once something else is drawn in a place, at the control that had it. */
export function keepFocus(place: HTMLElement, draw: () => void): void {
  const inSight = () => [...place.querySelectorAll<HTMLElement>(CONTROLS)].filter((one) => one.getClientRects().length > 0);
  const index = inSight().indexOf(document.activeElement as HTMLElement);
  draw();
  if (index >= 0) inSight()[index]?.focus({ preventScroll: true });
}

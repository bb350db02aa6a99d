import { beforeEach, expect, test, vi } from "vitest";
import { takeOver } from "../src/early";

beforeEach(() => {
  vi.spyOn(Element.prototype, "getClientRects").mockReturnValue([{}] as unknown as DOMRectList);
  document.body.replaceChildren();
});

const press = (words: string) => `<label class="ssfh-button ssfh-press"><input type="checkbox">${words}</label>`;
const button = (words: string) => `<button type="button">${words}</button>`;
const radio = (words: string, more = "") => `<label><input type="radio" name="a" ${more}>${words}</label>`;
const box = (words: string, more = "") => `<label><input type="checkbox" ${more}>${words}</label>`;
const group = (legend: string, inner: string) => `<fieldset><legend>${legend}</legend>${inner}</fieldset>`;

/** A page of the server, what somebody does on it, what the script draws then, and what that hears. */
async function played(served: string, act: (find: (css: string) => HTMLElement) => void, drawn: string): Promise<string[]> {
  const place = document.createElement("div");
  document.body.append(place);
  place.innerHTML = served;
  act((css) => place.querySelector<HTMLElement>(css)!);
  const heard: string[] = [];
  const hear = ({ type, target }: Event) => {
    const one = target as HTMLInputElement;
    const isTyped = one.localName !== "button" && !["radio", "checkbox"].includes(one.type);
    const words = (one.labels?.[0]?.firstChild ?? one).textContent || one.parentElement!.textContent;
    if (type === (isTyped ? "input" : one.localName === "button" ? "click" : "change")) heard.push(isTyped ? `${words}: ${one.value}` : words!);
  };
  await takeOver(place, () => {
    place.innerHTML = drawn;
    for (const kind of ["click", "input", "change"]) place.addEventListener(kind, hear);
  });
  return heard;
}

const choose = (one: HTMLElement) => ((one as HTMLInputElement).checked = !(one as HTMLInputElement).checked);

test("a choice, and then the button below it, are played on the controls with the same words", async () => {
  const act = (find: (css: string) => HTMLElement) => {
    choose(find("label:nth-of-type(2) input"));
    choose(find(".ssfh-press input"));
  };
  const heard = await played(radio("Bellen") + radio("Wachten") + press("Controleer"), act, radio("Wachten") + radio("Bellen") + button("Controleer"));
  expect(heard).toEqual(["Wachten", "Controleer"]);
});

test("of several boxes those that were ticked or unticked are, and what is as the server drew it means nothing", async () => {
  const boxes = box("a", "checked") + box("b") + box("c", "checked");
  expect(await played(boxes, () => undefined, boxes)).toEqual([]);
  const both = (find: (css: string) => HTMLElement) => [1, 2].forEach((place) => choose(find(`label:nth-of-type(${place}) input`)));
  expect(await played(boxes, both, boxes)).toEqual(["a", "b"]);
});

test("a slider, a list and a text have what was set, with the caret where it was", async () => {
  const fields = '<label>Hoeveel<input type="range" min="0" max="9" value="5"></label><label>Hoe<textarea></textarea></label><label>Wat<select><option value="a" selected>A</option><option value="b">B</option></select></label>';
  const act = (find: (css: string) => HTMLElement) => {
    (find("input") as HTMLInputElement).value = "8";
    (find("select") as HTMLSelectElement).value = "b";
    const text = find("textarea") as HTMLTextAreaElement;
    text.value = "Ik bel 📞";
    text.focus();
    text.setSelectionRange(2, 2);
  };
  expect(await played(fields, act, fields)).toEqual(["Hoeveel: 8", "Hoe: Ik bel 📞", "Wat: b"]);
  const text = document.querySelector("textarea")!;
  expect(document.activeElement).toBe(text);
  expect(text.selectionStart).toBe(2);
});

test("the same words in another group are another control, also after the first group has folded", async () => {
  const cards = ["Telefoon", "Rooster"].map((name) => group(name, radio("Kost") + radio("Geeft"))).join("");
  const served = cards.replaceAll('name="a"', () => `name="${Math.random()}"`);
  const heard: string[] = [];
  const act = (find: (css: string) => HTMLElement) => [1, 2].forEach((place) => choose(find(`fieldset:nth-of-type(${place}) input`)));
  const fold = (event: Event) => {
    const card = (event.target as Element).closest("fieldset")!;
    heard.push(card.querySelector("legend")!.textContent!);
    card.remove();
  };
  document.body.addEventListener("change", fold);
  await played(served, act, served);
  document.body.removeEventListener("change", fold);
  expect(heard).toEqual(["Telefoon", "Rooster"]);
});

test("what was opened is open, and what the script does not draw is not played", async () => {
  const fold = "<details><summary>Voorbeeld</summary>Zo.</details>";
  const act = (find: (css: string) => HTMLElement) => {
    (find("details") as HTMLDetailsElement).open = true;
    choose(find(".ssfh-press input"));
  };
  expect(await played(fold + press("Weg"), act, fold + button("Blijf"))).toEqual([]);
  expect(document.querySelector("details")!.open).toBe(true);
});

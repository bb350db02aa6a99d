import { expect, test } from "vitest";
import type { AnyQuestionView, RefresherView } from "../src/views";
import { draw } from "./drawing";
import * as s from "./samples";

const first = s.single;
const wrong: AnyQuestionView = { ...s.checked.multiple!, phase: "closed" };
const again = { ...s.single, id: "v4+again" };
const plain = { context: null, returns: false, returned: false };
const cards = { v1: plain, v4: { ...plain, returns: true }, "v4+again": { ...plain, returned: true } };

function refresher(more: Partial<RefresherView> = {}): RefresherView {
  return {
    kind: "refresher", title: "Vragen om op te frissen", intro: null, attempt: 1, phase: "open", reading: "lenient",
    current: first.id, questions: [first, wrong, again], cards, result: null, ...more,
  };
}

test.each([
  ["Controleer", refresher(), { kind: "check", question: "v1" }],
  ["Geef een hint", refresher(), { kind: "hint", question: "v1" }],
  ["Volgende", refresher(), { kind: "go", question: "v4" }],
  ["Vorige", refresher({ current: "v4" }), { kind: "go", question: "v1" }],
  ["Naar het einde", refresher({ current: "v4+again" }), { kind: "go", question: null }],
  ["Naar de vraag die nog open is", refresher({ current: null }), { kind: "go", question: "v1" }],
] as const)("the button %s sends its response", async (name, view, response) => {
  const { user, screen, model } = draw(view);
  await user.click(screen.getByRole("button", { name: new RegExp(`^(← )?${name}( →)?$`) }));
  expect(model.responses).toEqual([response]);
});

test("what was checked cannot be tried again, and says that it returns", () => {
  const { screen, el } = draw(refresher({ current: "v4" }));
  expect(screen.queryByRole("button", { name: "Probeer opnieuw" })).toBeNull();
  expect(screen.queryByRole("button", { name: "Controleer" })).toBeNull();
  expect(el.textContent).toContain("Deze vraag komt straks nog één keer terug.");
});

test("a card that returns says so, and one that does not is silent about it", () => {
  expect(draw(refresher({ current: "v4+again" })).el.textContent).toContain("Hoe gaat het nu?");
  expect(draw(refresher()).el.textContent).not.toMatch(/komt .* terug/);
});

test("a decision is told with its story above it", () => {
  const { el } = draw(refresher({ cards: { v1: { ...plain, context: { html: "<p>Maandagochtend</p>" } } } }));
  expect(el.querySelector(".ssfh-context")!.textContent).toBe("Maandagochtend");
});

test.each([
  [{ cards: 3, right: 2 }, "Van de 3 vragen waren er 2 meteen goed.", true],
  [{ cards: 3, right: 3 }, "Van de 3 vragen waren er 3 meteen goed.", false],
  [{ cards: 1, right: 1 }, "De vraag was meteen goed.", false],
  [{ cards: 1, right: 0 }, "De vraag was niet meteen goed.", true],
])("the end of %o says so, and leads to the next day", (result, sentence, comesSooner) => {
  const { screen, el } = draw(refresher({ current: null, result }));
  expect(el.textContent).toContain(sentence);
  expect(el.textContent!.includes("komt eerder terug")).toBe(comesSooner);
  expect(screen.getByRole("link", { name: "Bekijk wanneer je weer opfrist" }).getAttribute("href")).toBe("?klaar");
  expect(screen.queryByRole("navigation")).toBeNull();
});

test("before all is checked the end says what to do, and gives no result", () => {
  const { el } = draw(refresher({ current: null }));
  expect(el.textContent).toContain("Je hebt nog niet alles gecontroleerd.");
  expect(el.textContent).not.toContain("meteen goed");
});

test("where no session goes on there is nothing to answer", () => {
  const { el, screen } = draw(refresher({ phase: "ready", current: null, questions: [] }));
  expect(el.textContent).toContain("Er is nu geen sessie bezig.");
  expect(screen.queryByRole("button", { name: "Controleer" })).toBeNull();
});

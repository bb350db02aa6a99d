import { within } from "@testing-library/preact";
import { afterEach, expect, test, vi } from "vitest";
import { draw } from "./drawing";
import * as s from "./samples";

afterEach(() => vi.unstubAllGlobals());

const onPhone = () => vi.stubGlobal("matchMedia", (query: string) => ({ matches: query.includes("max-width") }));

test("on a phone there is one statement a screen, the first one that is open, and a choice goes on to the next", async () => {
  onPhone();
  const { user, screen, model, host, el } = draw(s.selfAssessment());
  expect([...el.querySelectorAll("legend")].map((one) => one.textContent)).toEqual(["2 van 2Ik pieker thuis over mijn werk."]);
  await user.click(screen.getByRole("radio", { name: "meestal" }));
  host(() => model.reply());
  expect(model.responses).toEqual([{ kind: "answer", item: "s2", value: 4 }]);
  expect(screen.queryAllByRole("radio")).toEqual([]);
  await user.click(screen.getByRole("button", { name: "Bekijk je uitslag" }));
  expect(model.responses.at(-1)).toEqual({ kind: "finish" });
});

test("the keys choose without going on, because each arrow chooses on its way", async () => {
  onPhone();
  const { user, screen } = draw(s.selfAssessment());
  screen.getByRole<HTMLInputElement>("radio", { name: "helemaal niet" }).focus();
  await user.keyboard(" ");
  expect(screen.getByRole<HTMLInputElement>("radio", { name: "helemaal niet" }).checked).toBe(true);
  await user.click(screen.getByRole("button", { name: "Volgende" }));
  expect(screen.getByText("Je hebt 2 van de 2 ingevuld.")).toBeTruthy();
});

test("a statement can be skipped and is found again, and the way back goes to what was answered", async () => {
  onPhone();
  const { user, screen } = draw(s.selfAssessment());
  await user.click(screen.getByRole("button", { name: "Sla over" }));
  expect(screen.getByText("Je hebt 1 van de 2 ingevuld.")).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Naar wat je oversloeg" }));
  expect(document.activeElement).toBe(screen.getByRole("group", { name: /Ik pieker thuis/ }));
  await user.click(screen.getByRole("button", { name: "Vorige" }));
  expect(screen.getByRole<HTMLInputElement>("radio", { name: "meestal" }).checked).toBe(true);
});

test("the list is there for who wants it, on a phone too, and the other way on a wide screen", async () => {
  onPhone();
  const phone = draw(s.selfAssessment());
  await phone.user.click(phone.screen.getByRole("button", { name: "Bekijk alles als lijst" }));
  expect(phone.el.querySelectorAll("fieldset")).toHaveLength(2);
  phone.cleanup();
  vi.unstubAllGlobals();
  const wide = draw(s.selfAssessment());
  expect(wide.el.querySelectorAll("fieldset")).toHaveLength(2);
  await wide.user.click(wide.screen.getByRole("button", { name: "Laat ze één voor één zien" }));
  expect(wide.el.querySelectorAll("fieldset")).toHaveLength(1);
});

test("a scan without answers says that and nothing else", async () => {
  const { user, screen, model, el } = draw({ ...s.selfAssessmentResult, answered: 0 } as never);
  const said = [...el.querySelectorAll(".ssfh-activity > :is(p, ul, h4, figure, .ssfh-bar)")].map((one) => one.textContent);
  expect(said).toEqual(["Je hebt nog niets ingevuld. Daarom is er nog geen uitslag."]);
  await user.click(screen.getByRole("button", { name: "Vul de scan in" }));
  expect(model.responses).toEqual([{ kind: "reopen" }]);
});

test("each statement is a group of five labelled choices and 'niet van toepassing'", async () => {
  const { user, screen, model, host } = draw(s.selfAssessment());
  const group = screen.getByRole("group", { name: /Ik pieker thuis/ });
  expect(within(group).getAllByRole("radio")).toHaveLength(6);
  await user.click(within(group).getByRole("radio", { name: "meestal" }));
  await user.click(within(group).getByRole("radio", { name: "niet van toepassing" }));
  host(() => model.reply());
  expect(model.responses).toEqual([{ kind: "answer", item: "s2", value: 4 }, { kind: "answer", item: "s2", value: "na" }]);
});

test.each([
  ["Bekijk je uitslag", s.selfAssessment(), { kind: "finish" }],
  ["Pas mijn antwoorden aan", s.selfAssessmentResult, { kind: "reopen" }],
  ["Vul de scan opnieuw in", s.selfAssessmentResult, { kind: "begin_again" }],
] as const)("the button %s sends its response", async (name, view, response) => {
  const { user, screen, model } = draw(view);
  await user.click(screen.getByRole("button", { name }));
  expect(model.responses).toEqual([response]);
});

test("the result is written out, with before and now", () => {
  const { el } = draw(s.selfAssessmentResult);
  expect(el.textContent).toContain("Gemiddeld 2,3 (van 5): aandacht nodig");
  expect(el.textContent).toContain("De vorige keer was dit 2,1. Nu is het 2,3.");
});

test("with too few answers there is a sentence and no bar", () => {
  const { screen } = draw(s.selfAssessmentResult);
  const item = screen.getByText(/te weinig antwoorden/).closest("li")!;
  expect(item.querySelector(".ssfh-bar")).toBeNull();
});

test("the help block stands open when the host asks for it, and only then", () => {
  const isOpen = (el: HTMLElement) => el.querySelector<HTMLDetailsElement>("footer details")!.open;
  expect(isOpen(draw(s.selfAssessmentResult).el)).toBe(true);
  const calm = { ...s.selfAssessmentResult, result: { ...s.selfAssessmentResult.result!, show_help: false } };
  expect(isOpen(draw(calm).el)).toBe(false);
});

test("on a page with a help of its own a result that asks for help has a way to it, and a calm one has not", () => {
  const { el, host, model } = draw(s.selfAssessmentResult);
  const bare = { ...s.frame, help: null, about: null, glossary: [] };
  host(() => model.push("frame", bare));
  expect(el.querySelector('a[href="#hulp"]')!.textContent).toContain("met wie je kunt praten");
  expect(el.querySelector("footer details")).toBeNull();
  const calm = { ...s.selfAssessmentResult, result: { ...s.selfAssessmentResult.result!, show_help: false } };
  host(() => model.push("view", calm));
  expect(el.querySelector('a[href="#hulp"]')).toBeNull();
});

test("the focus is at the result when it comes", () => {
  const { model, host } = draw(s.selfAssessment());
  host(() => model.push("view", s.selfAssessmentResult));
  expect(document.activeElement?.textContent).toBe("Jouw uitslag");
});

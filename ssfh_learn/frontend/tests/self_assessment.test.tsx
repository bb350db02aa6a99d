import { within } from "@testing-library/preact";
import { expect, test } from "vitest";
import { draw } from "./drawing";
import * as s from "./samples";

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
  ["Bekijk je uitkomst", s.selfAssessment(), { kind: "finish" }],
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
  expect(document.activeElement?.textContent).toBe("Jouw uitkomst");
});

import { expect, test } from "vitest";
import type { DoubtView, NumericView, QuizView } from "../src/views";
import { draw } from "./drawing";
import * as s from "./samples";

const TWO: DoubtView = { choices: [{ label: "1500", answer: "1500" }, { label: "1,5", answer: "1,5" }] };
const NONE: DoubtView = { choices: [] };

const asked = (doubt: DoubtView | null, answer = "1.500", more: Partial<NumericView> = {}): NumericView => ({ ...s.numeric, answer, doubt, ...more });
const practice = (question: NumericView): QuizView => ({ ...s.quizOf(question), reading: "lenient" });
const test_ = (question: NumericView): QuizView => ({ ...practice(question), mode: "test", pass_mark: 70, doubtful: [question.id] });

test.each([["practice", practice], ["a test", test_]])("in %s the learner is asked which number she means", (_, view) => {
  const { screen } = draw(view(asked(TWO)));
  expect(screen.getByText("Bedoel je 1500 of 1,5?")).toBeTruthy();
  expect(screen.getByRole("group", { name: "Bedoel je 1500 of 1,5?" })).toBeTruthy();
  expect(screen.getByRole("textbox").getAttribute("aria-describedby")).toBe(screen.getByText(/Bedoel je/).id);
});

test("a choice fills in the number that can be read in one way, and names the rule", async () => {
  const { user, screen, model } = draw(practice(asked(TWO)));
  await user.click(screen.getByRole("button", { name: "1500" }));
  expect(model.responses).toEqual([{ kind: "answer", question: "v8", answer: "1500", reading: "lenient" }]);
  expect(screen.getByRole<HTMLInputElement>("textbox").value).toBe("1500");
  expect(document.activeElement).toBe(screen.getByRole("textbox"));
  expect(screen.queryByText(/Bedoel je/)).toBeNull();
});

test("the choice works with the keyboard alone", async () => {
  const { user, screen, model } = draw(practice(asked(TWO)));
  screen.getByRole("textbox").focus();
  await user.tab();
  await user.tab();
  await user.keyboard("{Enter}");
  expect(model.responses).toEqual([{ kind: "answer", question: "v8", answer: "1,5", reading: "lenient" }]);
});

test("the place of the question is a live region before there is one", () => {
  const { el, host, model, screen } = draw(practice(asked(null, "")));
  const region = el.querySelector(".ssfh-doubt")!;
  expect(region.getAttribute("aria-live")).toBe("polite");
  host(() => model.push("view", practice(asked(TWO))));
  expect(region.contains(screen.getByText("Bedoel je 1500 of 1,5?"))).toBe(true);
});

test("while she types on, what was asked about the text of before is gone", async () => {
  const { user, screen } = draw(practice(asked(TWO)));
  await user.type(screen.getByRole("textbox"), "0");
  expect(screen.queryByText(/Bedoel je/)).toBeNull();
});

test("what cannot be read is said at once, with the unit", () => {
  const { screen } = draw(test_(asked(NONE, "45 of 50")));
  expect(screen.getByText(/Dit kunnen we niet als één getal lezen\. Hoeveel %\?/)).toBeTruthy();
  expect(screen.getByRole("textbox").getAttribute("aria-invalid")).toBe("true");
});

test("an older test proposes the one number that is meant", () => {
  const { screen } = draw(test_(asked({ choices: TWO.choices.slice(0, 1) }, "1 500")));
  expect(screen.getByText("Bedoel je 1500?")).toBeTruthy();
  expect(screen.getByRole("button", { name: "1500" })).toBeTruthy();
});

test("checking goes to the question that has to be answered first", async () => {
  const { user, screen, model } = draw(practice(asked(TWO)));
  await user.click(screen.getByRole("button", { name: "Controleer" }));
  expect(model.responses).toEqual([{ kind: "check", question: "v8", reading: "lenient" }]);
  expect(document.activeElement).toBe(screen.getByRole("button", { name: "1500" }));
});

test("nothing is asked about an answer that is closed or clear", () => {
  const { el } = draw(practice(asked(null, "1500")));
  expect(el.querySelector(".ssfh-doubt")!.textContent).toBe("");
  const closed = draw(test_(asked(TWO, "1.500", { phase: "closed" })));
  expect(closed.el.querySelector(".ssfh-doubt")!.textContent).toBe("");
});

test("the page before handing in names the questions that are not clear", async () => {
  const view = s.quiz({ mode: "test", questions: [s.single, asked(TWO)], current: null, blank: [], doubtful: ["v8"] });
  const { user, screen, model } = draw(view);
  expect(screen.getByText("Bij één vraag weten we nog niet welk getal je bedoelt:")).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Vraag 2" }));
  expect(model.responses).toEqual([{ kind: "go", question: "v8" }]);
});

test("short text names the rule too, and a choice of an option does not", async () => {
  const text = draw(s.quiz({ questions: [s.shortText], reading: "lenient" }));
  await text.user.type(text.screen.getByRole("textbox"), "rust");
  await text.user.tab();
  expect(text.model.responses).toEqual([{ kind: "answer", question: "v9", answer: "rust", reading: "lenient" }]);
  text.cleanup();
  const choice = draw(s.quiz({ questions: [s.single], reading: "lenient" }));
  await choice.user.click(choice.screen.getByRole("radio", { name: /vaste pauze/ }));
  expect(choice.model.responses).toEqual([{ kind: "answer", question: "v1", answer: "rust" }]);
});

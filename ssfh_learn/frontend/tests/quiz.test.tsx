import { expect, test } from "vitest";
import { draw } from "./drawing";
import * as s from "./samples";

test.each([
  ["Controleer", s.quizOf(s.single), { kind: "check", question: "v1" }],
  ["Vergelijk met een voorbeeld", s.quizOf(s.openText), { kind: "check", question: "v10", reading: "lenient" }],
  ["Geef een hint", s.quizOf(s.single), { kind: "hint", question: "v1" }],
  ["Probeer opnieuw", s.quizOf(s.checked.multiple!), { kind: "retry", question: "v4" }],
  ["Volgende", s.quiz(), { kind: "go", question: "v2" }],
  ["Vorige", s.quiz({ current: "v2" }), { kind: "go", question: "v1" }],
  ["Naar je resultaat", s.quiz({ current: "v10" }), { kind: "go", question: null }],
  ["Begin opnieuw", s.quizResult, { kind: "start_over" }],
  ["Oefen wat nog niet goed ging", s.quizResult, { kind: "retry_wrong" }],
  ["Vraag 9", s.quizResult, { kind: "go", question: "v9" }],
  ["Begin", s.testQuiz, { kind: "begin" }],
  ["Naar inleveren", s.quiz({ mode: "test", current: "v10" }), { kind: "go", question: null }],
] as const)("the button %s sends its response", async (name, view, response) => {
  const { user, screen, model } = draw(view);
  await user.click(screen.getByRole("button", { name: new RegExp(`^(← )?${name}( →)?$`) }));
  expect(model.responses).toEqual([response]);
});

test("before all is checked, the result page says what is still to check", () => {
  const questions = [s.checked.multiple!, s.single, s.ordering];
  const { el, screen } = draw(s.quiz({ questions, current: null, result: null }));
  expect(el.textContent).toContain("Je ziet je resultaat als je alle vragen hebt gecontroleerd.");
  expect(el.textContent).toContain("2 vragen zijn nog niet gecontroleerd:");
  expect(screen.getByRole("button", { name: "Vraag 3" })).toBeTruthy();
});

test("a test that was handed in has no navigation and promises a result later", () => {
  const { el, screen } = draw({ ...s.testQuiz, phase: "closed", result: null } as never);
  expect(screen.queryByRole("navigation")).toBeNull();
  expect(el.textContent).toContain("Je toets is ingeleverd.");
});

test("a test that has not begun tells its rules", () => {
  const { screen } = draw({ ...s.testQuiz, questions: [], count: 12 } as never);
  expect(screen.getByRole("heading", { name: "Voordat je begint" })).toBeTruthy();
  expect(screen.getAllByRole("listitem").map((rule) => rule.textContent)).toEqual([
    "De toets heeft 12 vragen.",
    "Je bent geslaagd vanaf 70%.",
    "Dit is poging 1 van 2. De hoogste score telt.",
    "Na het inleveren kun je niets meer veranderen. De uitslag krijg je meteen, of als je trainer je antwoorden heeft nagekeken.",
  ]);
});

test.each([
  ["Je hebt één poging.", 1],
  ["Je mag deze toets vaker doen. De hoogste score telt.", null],
])("the rules say: %s", (rule, allowed) => {
  const { screen } = draw({ ...s.testQuiz, attempts: { used: 0, allowed } } as never);
  expect(screen.getByText(rule)).toBeTruthy();
});

test("a test that has not begun tells no number of questions that an older host did not send", () => {
  expect(draw({ ...s.testQuiz, questions: [], count: undefined } as never).el.textContent).not.toMatch(/De toets heeft/);
});

test("a test with one question says so", () => {
  expect(draw({ ...s.testQuiz, questions: [], count: 1 } as never).el.textContent).toContain("De toets heeft één vraag.");
});

test("without any graded question there is no percentage and there are no points", () => {
  const result = { points: 0, maximum: 0, percent: null, passed: null, feedback: null, wrong: 0, own_words: 0 };
  const { el } = draw(s.quiz({ current: null, result }));
  expect(el.textContent).not.toMatch(/%|punt/);
});

test("own words are in no sum, and the page with the result says so", () => {
  const result = { points: 0, maximum: 0, percent: null, passed: null, feedback: null, wrong: 0, own_words: 2 };
  const { screen, el } = draw(s.quiz({ current: null, result }));
  expect(screen.getByText(/Bij 2 vragen schreef je in je eigen woorden. Die zijn niet beoordeeld/)).toBeTruthy();
  expect(el.querySelector(".ssfh-score")).toBeNull();
});

test("one question is on the screen, with its place among the others", () => {
  const { screen } = draw(s.quiz({ current: "v3" }));
  expect(screen.getByRole("heading", { name: `Vraag 3 van ${s.questions.length}` })).toBeTruthy();
  expect(screen.queryByText(/Wat helpt/)).toBeNull();
});

test("a quiz with one question has no navigation", () => {
  const { screen } = draw(s.quizOf(s.single));
  expect(screen.queryByRole("navigation")).toBeNull();
});

test("in a test there is no button to check or to ask a hint", () => {
  const { screen } = draw(s.quiz({ mode: "test" }));
  expect(screen.queryByRole("button", { name: /Controleer|hint/ })).toBeNull();
});

test("handing in names the blanks and asks once more", async () => {
  const { user, screen, model } = draw({ ...s.testQuiz, phase: "open", blank: ["v3", "v9"] } as never);
  expect(screen.getByText("2 vragen zijn nog niet ingevuld:")).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Lever in" }));
  expect(model.sent).toHaveLength(0);
  expect(document.activeElement?.textContent).toBe("Nee, ik kijk nog even");
  await user.click(screen.getByRole("button", { name: "Ja, lever in" }));
  expect(model.responses).toEqual([{ kind: "hand_in" }]);
});

test("a learner who does not hand in yet comes back at the button", async () => {
  const { user, screen, model } = draw({ ...s.testQuiz, phase: "open" } as never);
  await user.click(screen.getByRole("button", { name: "Lever in" }));
  await user.keyboard("{Escape}");
  expect(document.activeElement?.textContent).toBe("Lever in");
  expect(model.sent).toHaveLength(0);
});

test("the result page shows percent, points and advice", () => {
  const { el } = draw(s.quizResult);
  for (const text of ["72%", "6,5 van de 9 punten", "Mooi gedaan.", "3 vragen gingen nog niet goed."])
    expect(el.textContent).toContain(text);
});

test.each([
  [0, 1, "0 van 1 punt"],
  [0.5, 1, "0,5 van 1 punt"],
  [0.5, 0.5, "0,5 van 0,5 punt"],
  [1, 2, "1 van de 2 punten"],
])("%d of %d points are spoken of as one or as many", (points, maximum, said) => {
  const result = { points, maximum, percent: 50, passed: null, feedback: null, wrong: 0, own_words: 0 };
  const { el } = draw(s.quiz({ current: null, result }));
  expect(el.querySelector(".ssfh-score")!.textContent).toBe(`50%${said}`);
});

test("an answer that is partly right says so", () => {
  const items = { rust: { verdict: "partly" as const, text: s.html("Bellen kan ook.") } };
  const feedback = { verdict: "partly" as const, share: 0.5, text: null, items, solution: null, model_answer: null, steps: [] };
  const { el } = draw(s.quizOf({ ...s.graded, answer: "rust", phase: "checked", feedback }));
  expect(el.querySelector(".ssfh-item-feedback")!.textContent).toBe("~Deels goed");
  expect(el.querySelector(".ssfh-feedback-said")!.textContent).toContain("Bellen kan ook.");
});

test("a closed test says in words whether it was passed and how many attempts are left", () => {
  const result = { points: 6, maximum: 9, percent: 67, passed: false, feedback: null, wrong: 3 };
  const { el } = draw({ ...s.testQuiz, phase: "closed", attempts: { used: 1, allowed: 2 }, result } as never);
  expect(el.textContent).toContain("Nog niet geslaagd");
  expect(el.textContent).toContain("Je hebt nog één poging.");
});

test("after checking, the focus is at the feedback", async () => {
  const { user, screen, model, host } = draw(s.quizOf(s.multiple));
  await user.click(screen.getByRole("button", { name: "Controleer" }));
  host(() => model.reply("saved", "", s.quizOf(s.checked.multiple!)));
  expect(document.activeElement?.textContent).toContain("Deels goed");
});

test("after going on, the focus is at the heading of the new question", async () => {
  const { user, screen, model, host } = draw(s.quiz());
  await user.click(screen.getByRole("button", { name: /Volgende/ }));
  host(() => model.reply("saved", "", s.quiz({ current: "v2" })));
  expect(document.activeElement?.textContent).toBe(`Vraag 2 van ${s.questions.length}`);
});

test("going from one checked question to another also moves the focus", () => {
  const checked = [s.checked.multiple!, s.checked.ordering!];
  const { model, host } = draw(s.quiz({ questions: checked, current: "v4" }));
  host(() => model.push("view", s.quiz({ questions: checked, current: "v5" })));
  expect(document.activeElement?.textContent).toBe("Vraag 2 van 2");
});

test("drawing a page takes no focus", () => {
  draw(s.quizOf(s.checked.multiple!));
  expect(document.activeElement).toBe(document.body);
});

test.each([s.testQuiz, s.closedTest])("where no attempt can begin any more, the page says why and has no button for it", (view) => {
  const over = "De tijd voor deze toets is voorbij.";
  const { el, screen } = draw({ ...view, over } as never);
  expect(el.textContent).toContain(over);
  expect(screen.queryByRole("button", { name: /begin|poging/i })).toBeNull();
});

import { fireEvent, within } from "@testing-library/preact";
import { expect, test } from "vitest";
import type { AnyQuestionView } from "../src/views";
import { draw } from "./drawing";
import * as s from "./samples";

const answer = (question: AnyQuestionView, value: unknown) => ({ kind: "answer", question: question.id, answer: value });

test("single_choice: a chosen option is sent by its id and stays chosen", async () => {
  const { user, screen, model } = draw(s.quizOf(s.single));
  await user.click(screen.getByRole("radio", { name: /vaste pauze/ }));
  expect(model.responses).toEqual([answer(s.single, "rust")]);
  expect(screen.getByRole<HTMLInputElement>("radio", { name: /vaste pauze/ }).checked).toBe(true);
});

test("single_choice: the question is the legend of its options", () => {
  const { screen } = draw(s.quizOf(s.single));
  const group = screen.getByRole("group", { name: /Wat helpt direct/ });
  expect(within(group).getAllByRole("radio")).toHaveLength(3);
});

test("single_choice: a refused choice goes back to what the host knows", async () => {
  const { user, screen, model, host } = draw(s.quizOf({ ...s.single, answer: "mail" }));
  await user.click(screen.getByRole("radio", { name: /vaste pauze/ }));
  host(() => model.reply("refused", "Dat kan nu niet."));
  expect(screen.getByRole<HTMLInputElement>("radio", { name: /mail/ }).checked).toBe(true);
  expect(screen.getByText("Dat kan nu niet.")).toBeTruthy();
});

test("graded_choice: a chosen option is sent by its id", async () => {
  const { user, screen, model } = draw(s.quizOf(s.graded));
  await user.click(screen.getByRole("radio", { name: /collega/ }));
  expect(model.responses).toEqual([answer(s.graded, "steun")]);
});

test("true_false: verdict and reason are one answer", async () => {
  const { user, screen, model, host } = draw(s.quizOf(s.trueFalse));
  await user.click(screen.getByRole("radio", { name: "Niet waar" }));
  await user.click(screen.getByRole("radio", { name: /anders te verdelen/ }));
  host(() => model.reply());
  expect(model.responses).toEqual([
    answer(s.trueFalse, { verdict: false, reason: null }),
    answer(s.trueFalse, { verdict: false, reason: "r1" }),
  ]);
});

test("multiple_response: the ids of all ticked options are sent, in the order of the options", async () => {
  const { user, screen, model } = draw(s.quizOf({ ...s.multiple, answer: ["steun"] }));
  await user.click(screen.getByRole("checkbox", { name: /vaste pauze/ }));
  expect(model.responses).toEqual([answer(s.multiple, ["rust", "steun"])]);
  expect(screen.getByText("Kies twee antwoorden.")).toBeTruthy();
});

test("multiple_response: unticking the last option sends an empty list", async () => {
  const { user, screen, model } = draw(s.quizOf({ ...s.multiple, answer: ["rust"] }));
  await user.click(screen.getByRole("checkbox", { name: /vaste pauze/ }));
  expect(model.responses).toEqual([answer(s.multiple, [])]);
});

test("ordering: a button moves a step, sends the whole order and says the new place", async () => {
  const { user, screen, model, el } = draw(s.quizOf(s.ordering));
  await user.click(screen.getByRole("button", { name: /Zet omhoog: Open het gesprek/ }));
  expect(model.responses).toEqual([answer(s.ordering, ["open", "luister", "afspraak"])]);
  expect(el.textContent).toContain("Open het gesprek met wat je ziet staat nu op plaats 1 van 3.");
});

test("ordering: the button that was used keeps the focus", async () => {
  const { user, screen } = draw(s.quizOf(s.ordering));
  screen.getByRole("button", { name: /Zet omlaag: Luister/ }).focus();
  await user.keyboard("{Enter}");
  expect(document.activeElement?.getAttribute("aria-label")).toBe("Zet omlaag: Luister zonder oordeel (nu plaats 2)");
});

test("ordering: the first step cannot go higher", async () => {
  const { user, screen, model } = draw(s.quizOf(s.ordering));
  await user.click(screen.getByRole("button", { name: /Zet omhoog: Luister/ }));
  expect(model.sent).toHaveLength(0);
});

test("ordering: dragging a step gives the same answer as the buttons", () => {
  const { screen, model } = draw(s.quizOf(s.ordering));
  const [first, , last] = screen.getAllByRole("listitem").filter((item) => item.draggable);
  fireEvent.dragStart(last!);
  fireEvent.dragOver(first!);
  fireEvent.drop(first!);
  expect(model.responses).toEqual([answer(s.ordering, ["afspraak", "luister", "open"])]);
});

test("ordering: a learner can say that the order shown is already right", async () => {
  const { user, screen, model } = draw(s.quizOf(s.ordering));
  await user.click(screen.getByRole("button", { name: "Ik laat deze volgorde zo staan" }));
  expect(model.responses).toEqual([answer(s.ordering, ["luister", "open", "afspraak"])]);
});

test("matching: a choice adds a pair, and the empty choice takes it away", async () => {
  const { user, screen, model, host } = draw(s.quizOf({ ...s.matching, answer: { l2: "p2" } }));
  await user.selectOptions(screen.getByLabelText("Te veel telefoon"), "p1");
  await user.selectOptions(screen.getByLabelText("Geen pauze"), "");
  host(() => model.reply());
  expect(model.responses).toEqual([answer(s.matching, { l2: "p2", l1: "p1" }), answer(s.matching, { l1: "p1" })]);
});

test("matching: after checking each choice can be read in full", () => {
  const { el } = draw(s.quizOf(s.checked.matching!));
  expect(el.querySelector(".ssfh-pairs")!.textContent).toContain("Jij koos: Vaste beluren en een terugbellijst");
  expect(el.querySelector("select")).toBeNull();
});

test("categorise: each card has its own group of radio buttons", async () => {
  const { user, screen, model } = draw(s.quizOf(s.categorise));
  const card = screen.getByRole("group", { name: "Drie dingen tegelijk doen" });
  await user.click(within(card).getByRole("radio", { name: "Kost energie" }));
  expect(model.responses).toEqual([answer(s.categorise, { k2: "vreter" })]);
});

test("numeric: what is typed is sent as it stands, comma included", async () => {
  const { user, screen, model } = draw(s.quizOf(s.numeric));
  await user.type(screen.getByLabelText(/Hoeveel procent/), "37,5");
  await user.tab();
  expect(model.responses).toEqual([{ ...answer(s.numeric, "37,5"), reading: "lenient" }]);
});

test("fill_in: leaving the field sends what was typed, and its note belongs to its label", async () => {
  const { user, screen, model } = draw(s.quizOf(s.fillIn));
  await user.type(screen.getByLabelText(/Hoe heet de lijst.*korte term/), "RI & E");
  await user.tab();
  expect(model.responses).toEqual([{ ...answer(s.fillIn, "RI & E"), reading: "lenient" }]);
});

test.each([
  ["fill_in", s.fillIn, /Hoe heet de lijst/],
  ["numeric", s.numeric, /Hoeveel procent/],
] as const)("%s: Enter checks what was typed, as the button does", async (_, question, label) => {
  const { user, screen, model } = draw(s.quizOf(question));
  await user.type(screen.getByLabelText(label), "{Enter}");
  expect(model.responses).toEqual([{ kind: "check", question: question.id, reading: "lenient" }]);
});

test("in a test, where nothing is checked, Enter sends nothing", async () => {
  const { user, screen, model } = draw(s.quizOf(s.fillIn, { mode: "test" }));
  await user.type(screen.getByLabelText(/Hoe heet de lijst/), "{Enter}");
  expect(model.responses).toEqual([]);
});

test("fill_in: the word that was meant is told where the host tells it", () => {
  const { el } = draw(s.quizOf(s.checked.fillIn!));
  expect(el.querySelector(".ssfh-solution")!.textContent).toBe("Het juiste antwoordRI&E");
});

test("short_text: leaving the field sends the text", async () => {
  const { user, screen, model } = draw(s.quizOf(s.shortText));
  await user.type(screen.getByLabelText(/Noem één signaal/), "moe");
  await user.tab();
  expect(model.responses).toEqual([{ ...answer(s.shortText, "moe"), reading: "lenient" }]);
});

test("open_text: leaving the field sends the text", async () => {
  const { user, screen, model } = draw(s.quizOf(s.openText));
  await user.type(screen.getByLabelText(/Beschrijf een drukke dag/), "Druk.");
  await user.tab();
  expect(model.responses).toEqual([{ ...answer(s.openText, "Druk."), reading: "lenient" }]);
});

test("an older view never overwrites text while it is typed", async () => {
  const { user, screen, model, host } = draw(s.quizOf({ ...s.shortText, answer: "oud" }));
  const field = screen.getByLabelText<HTMLTextAreaElement>(/Noem één signaal/);
  await user.type(field, " en nieuw");
  host(() => model.push("view", s.quizOf({ ...s.shortText, answer: "oud" })));
  expect(field.value).toBe("oud en nieuw");
});

test("text that was saved while the learner typed on is not cut back", async () => {
  const { user, screen, model, host } = draw(s.quizOf(s.shortText));
  const field = screen.getByLabelText<HTMLTextAreaElement>(/Noem één signaal/);
  await user.type(field, "moe");
  host(() => document.dispatchEvent(new Event("visibilitychange")));
  await user.type(field, " en boos");
  host(() => model.sent.length && model.reply("saved", "", s.quizOf({ ...s.shortText, answer: "moe" })));
  expect(field.value).toBe("moe en boos");
});

test("feedback says in words what was right, what was wrong and what was missed", () => {
  const { screen } = draw(s.quizOf(s.checked.multiple!));
  const texts = screen.getAllByRole("listitem").slice(0, 3).map((item) => item.textContent);
  expect(texts[0]).toContain("Goed gekozen");
  expect(texts[1]).toContain("Hoort er niet bij");
  expect(texts[2]).toContain("Gemist: dit hoort er ook bij");
  expect(screen.getByText("Deels goed")).toBeTruthy();
  expect(screen.getByText(/33% goed/)).toBeTruthy();
});

test("after checking nothing of the question can be changed", () => {
  const { screen } = draw(s.quizOf(s.checked.multiple!));
  for (const box of screen.getAllByRole<HTMLInputElement>("checkbox")) expect(box.matches(":disabled")).toBe(true);
});

test.each([
  ["ordering", "Open het gesprek met wat je zietLuister zonder oordeelMaak samen één afspraak"],
  ["matching", "Te veel telefoon → Vaste beluren en een terugbellijstGeen pauze → Rooster aanpassen"],
  ["categorise", "Een dankbare patiënt → Geeft energieDrie dingen tegelijk doen → Kost energie"],
  ["numeric", "45 %"],
])("the right answer of %s is written out", (name, text) => {
  const { el } = draw(s.quizOf(s.checked[name]!));
  expect(el.querySelector(".ssfh-solution")!.textContent).toBe(`Het juiste antwoord${text}`);
});

test("a model answer is shown, also with a right answer", () => {
  const { screen } = draw(s.quizOf(s.checked.short!));
  expect(screen.getByText(/Slecht slapen, piekeren/)).toBeTruthy();
});

test("own_words: a page that could be read as a verdict says that there is none", () => {
  const { screen, el } = draw(s.quizOf(s.checked.ownWords!));
  expect(screen.getByText(/Je eigen woorden zijn niet beoordeeld/)).toBeTruthy();
  expect(el.textContent).not.toMatch(/\bGoed\b|%|✓/);
  expect(screen.getByRole("button", { name: "Verander je tekst" })).toBeTruthy();
});

test("own_words: the points are checkboxes of one group; what is ticked is sent by id, in their order", async () => {
  const { user, screen, model } = draw(s.quizOf(s.checked.ownWords!));
  const group = screen.getByRole("group", { name: /Wat staat er in jouw tekst/ });
  expect(within(group).getByRole<HTMLInputElement>("checkbox", { name: "Wie het zegt" }).checked).toBe(true);
  await user.click(within(group).getByRole("checkbox", { name: "Geen oordeel" }));
  expect(model.responses).toEqual([{ kind: "tick", question: "v12", points: ["wie", "oordeel"] }]);
  expect(screen.getByRole<HTMLInputElement>("checkbox", { name: "Geen oordeel" }).checked).toBe(true);
  expect(within(group).getByRole("status").textContent).toBe("Je vinkte 2 punten aan.");
});

test("own_words: a point can be ticked and unticked with the keyboard alone", async () => {
  const { user, screen, model, host } = draw(s.quizOf(s.checked.ownWords!));
  screen.getByRole("checkbox", { name: "Wie het zegt" }).focus();
  await user.keyboard(" ");
  host(() => model.reply());
  await user.tab();
  await user.keyboard(" ");
  expect(model.responses.map((one) => (one as { points: string[] }).points)).toEqual([[], ["wie", "duur"]]);
});

test("own_words: no point is on the page before she wrote and asked to compare", () => {
  const { screen } = draw(s.quizOf(s.ownWords));
  expect(screen.queryByRole("checkbox")).toBeNull();
  expect(screen.getByRole("button", { name: "Vergelijk met een voorbeeld" })).toBeTruthy();
});

test("an unknown kind of question gives a Dutch sentence", () => {
  const { screen } = draw(s.quizOf({ ...s.single, kind: "hologram" } as never));
  expect(screen.getByText(/kan deze pagina nog niet tonen/)).toBeTruthy();
});

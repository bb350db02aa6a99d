import { afterEach, expect, test, vi } from "vitest";
import { draw } from "./drawing";
import type { AnyQuestionView } from "../src/views";
import { watchWayBack } from "../src/way_back";
import * as s from "./samples";

afterEach(() => sessionStorage.clear());

const steps = [7, 8].map((number) => ({ number, minutes: 9 - number, address: `/leren/module/werkdruk/${number}`, is_here: false }));

function checked(changes: Partial<NonNullable<(typeof s.single)["feedback"]>> = {}, id = "v1"): AnyQuestionView {
  return {
    ...s.single, id, phase: "checked", answer: "mail", hints_left: 0,
    feedback: {
      verdict: "wrong", share: 0, text: s.html("Kijk terug naar stap 7."), solution: null, model_answer: null, steps: [7],
      items: { mail: { verdict: "wrong", text: s.html("Zo stopt je werkdag niet.") } }, ...changes,
    },
  };
}

test("after checking the focus is at one box: the verdict is its name, and her own choice comes before what all read", () => {
  const { model, host, screen, el } = draw(s.quizOf({ ...s.single, answer: "mail" }));
  model.push("frame", { ...s.frame, steps });
  host(() => model.push("view", s.quizOf(checked())));
  const box = screen.getByRole("group", { name: "Nog niet goed" });
  expect(document.activeElement).toBe(box);
  const said = document.getElementById(box.getAttribute("aria-describedby")!)!;
  expect([...said.querySelectorAll("p")].map((one) => one.textContent)).toEqual([
    "Over jouw keuze ‘Je leest thuis nog even de mail.’:", "Zo stopt je werkdag niet.", "Kijk terug naar stap 7.",
  ]);
  expect(el.querySelector(".ssfh-options")!.textContent, "said once").not.toContain("Zo stopt je werkdag niet.");
  expect(screen.getByRole("link", { name: "Lees de tekst van stap 7, 2 minuten" }).getAttribute("href")).toBe("/leren/module/werkdruk/7");
});

test("a choice that is a quotation is named without its own signs", () => {
  const options = [{ id: "mail", text: s.html("<p>“Ik lees het thuis.”</p>") }];
  const { el } = draw(s.quizOf({ ...checked(), options } as AnyQuestionView));
  expect(el.querySelector(".ssfh-feedback-said")!.textContent).toContain("Over jouw keuze ‘Ik lees het thuis.’:");
});

test("a host without pages has no link to a step, and one minute is one minute", () => {
  expect(draw(s.quizOf(checked())).screen.queryByRole("link", { name: /Lees de tekst van stap/ })).toBeNull();
  const { model, host, screen } = draw(s.quizOf(checked({ steps: [8] })));
  host(() => model.push("frame", { ...s.frame, steps }));
  expect(screen.getByRole("link", { name: "Lees de tekst van stap 8, 1 minuut" })).toBeTruthy();
});

test("where no step is named, what is not right leads to the text of this step, and what is right to none", () => {
  const links = (verdict: "partly" | "wrong" | "right") => {
    const { model, host, el } = draw(s.quizOf(checked({ steps: [], verdict })));
    host(() => model.push("frame", { ...s.frame, steps: steps.map((step) => ({ ...step, is_here: step.number === 8 })) }));
    return [...el.querySelectorAll(".ssfh-step-links a")].map((one) => one.textContent);
  };
  expect([links("wrong"), links("partly"), links("right")]).toEqual([["Lees de tekst van deze stap, 1 minuut"], ["Lees de tekst van deze stap, 1 minuut"], []]);
});

test("'niet waar' that is right cannot be read as a wrong answer", () => {
  const answer = { verdict: false, reason: null };
  const items = { false: { verdict: "right" as const, text: s.html("Werk is ook anders te verdelen.") } };
  const feedback = { verdict: "right" as const, share: 1, text: null, solution: null, model_answer: null, steps: [], items };
  const { el } = draw(s.quizOf({ ...s.trueFalse, reasons: [], phase: "checked", answer, feedback }));
  expect(el.querySelector(".ssfh-feedback-said")!.textContent).toBe("Over jouw keuze ‘Niet waar’:Werk is ook anders te verdelen.");
});

test("the word for right varies from question to question, and stays the same for each", () => {
  const word = (id: string) => draw(s.quizOf(checked({ verdict: "right", share: 1 }, id))).el.querySelector(".ssfh-feedback-head")!.textContent;
  const ids = ["v1", "v2", "v3", "v4", "pauze", "bellen"];
  expect(new Set(ids.map(word)).size).toBeGreaterThan(2);
  expect(ids.map(word)).toEqual(ids.map(word));
});

test("the last hint takes the focus of the button that goes away, and an earlier one leaves it there", async () => {
  const hinted = (hints: number, left: number) => s.quizOf({ ...s.single, hints: Array.from({ length: hints }, () => s.html("Denk aan rust.")), hints_left: left });
  const { user, screen, model, host } = draw(hinted(0, 2));
  await user.click(screen.getByRole("button", { name: "Geef een hint" }));
  host(() => model.reply("saved", "", hinted(1, 1)));
  expect(document.activeElement!.textContent).toBe("Geef nog een hint");
  host(() => model.push("view", hinted(2, 0)));
  expect(document.activeElement!.textContent).toBe("Hint 2Denk aan rust.");
});

test("a card that is nowhere gets the focus, the outline and the reason, as long as it is nowhere", async () => {
  const placed = (answer: Record<string, string>, missing: string[]) => s.quizOf({ ...s.categorise, answer, missing });
  const { user, screen, model, host, el } = draw(placed({ k1: "gever" }, ["k2"]));
  await user.click(screen.getByRole("button", { name: "Controleer" }));
  host(() => model.reply("refused", "Geef eerst elk kaartje een plek."));
  const card = el.querySelector('[data-item="k2"]')!;
  expect(card.contains(document.activeElement)).toBe(true);
  expect(card.getAttribute("data-missing")).toBe("true");
  expect(screen.getByRole("group", { name: "Drie dingen tegelijk doen" }).getAttribute("aria-describedby")).toBeTruthy();
  expect(card.textContent).toContain("Geef eerst elk kaartje een plek.");
  await user.click(screen.getByLabelText("Kost energie"));
  host(() => model.reply("saved", "", placed({ k1: "gever", k2: "vreter" }, [])));
  expect(el.textContent).not.toContain("Geef eerst elk kaartje een plek.");
});

test("of several cards the first one on the screen has the reason, in whatever order the host names them", async () => {
  const { user, screen, model, host, el } = draw(s.quizOf({ ...s.categorise, missing: ["k2", "k1"] }));
  await user.click(screen.getByRole("button", { name: "Controleer" }));
  host(() => model.reply("refused", "Geef eerst elk kaartje een plek."));
  expect(el.querySelector('[data-item="k1"]')!.contains(document.activeElement)).toBe(true);
  expect(el.querySelector(".ssfh-asked")!.closest("li")!.dataset.item).toBe("k1");
});

test("where nothing was chosen the reason stands at the question, with the focus at its first option", async () => {
  const { user, screen, model, host, el } = draw(s.quizOf(s.single));
  await user.click(screen.getByRole("button", { name: "Controleer" }));
  host(() => model.reply("refused", "Geef eerst een antwoord."));
  expect(el.querySelector(".ssfh-question .ssfh-asked")!.textContent).toBe("Geef eerst een antwoord.");
  expect((document.activeElement as HTMLInputElement).value).toBe("rust");
});

test("what is refused after that moves no focus, and gives no other reason", async () => {
  const { user, screen, model, host, el } = draw(s.quizOf({ ...s.categorise, missing: ["k1", "k2"] }));
  await user.click(screen.getByRole("button", { name: "Controleer" }));
  host(() => model.reply("refused", "Geef eerst elk kaartje een plek."));
  await user.click(screen.getAllByLabelText("Kost energie")[1]!);
  const chosen = document.activeElement;
  host(() => model.reply("refused", "Je antwoord is niet bewaard."));
  expect(document.activeElement).toBe(chosen);
  expect(el.querySelector(".ssfh-asked")!.textContent).toBe("Geef eerst elk kaartje een plek.");
});

test("a test says its rules once, and then shows which questions are still empty", async () => {
  const test = { mode: "test" as const, questions: [s.single, s.graded, s.trueFalse], blank: ["v2", "v3"], current: "v1" };
  const ready = draw(s.quiz({ ...test, phase: "ready", questions: [], current: null }));
  expect(ready.el.querySelector("details")!.textContent).not.toContain("Je krijgt steeds meteen uitleg.");
  expect(ready.el.textContent).toContain("Je krijgt steeds meteen uitleg.");

  const { user, screen, model, el } = draw(s.quiz(test));
  const rules = screen.getByText("Bekijk de regels").parentElement as HTMLDetailsElement;
  expect([rules.open, rules.textContent]).toEqual([false, "Bekijk de regelsJe krijgt steeds meteen uitleg."]);
  expect(el.querySelector(".ssfh-overview summary")!.textContent).toBe("Overzicht: 1 van de 3 ingevuld");
  await user.click(screen.getByText("Overzicht: 1 van de 3 ingevuld"));
  const buttons = ["Vraag 1: ingevuld", "Vraag 2: nog leeg", "Vraag 3: nog leeg"].map((name) => screen.getByRole("button", { name }));
  expect(buttons[0]!.getAttribute("aria-current")).toBe("step");
  await user.click(buttons[2]!);
  expect(model.responses).toEqual([{ kind: "go", question: "v3" }]);
});

test("before handing in it says of which questions another number is answered than is asked", async () => {
  const partly = [{ question: "v4", filled: 1, asked: 2 }, { question: "v6", filled: 3, asked: 2 }];
  const { user, screen, model } = draw(s.quiz({ mode: "test", questions: [s.multiple, s.matching, s.single], partly, current: null }));
  expect(screen.getByText("Bij 2 vragen klopt het aantal antwoorden nog niet:")).toBeTruthy();
  expect(screen.getByRole("button", { name: "Vraag 2 (3 in plaats van 2)" })).toBeTruthy();
  await user.click(screen.getByText("Overzicht: 3 van de 3 ingevuld"));
  expect(screen.getByRole("button", { name: "Vraag 1: nog niet af" })).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Vraag 1 (1 van de 2)" }));
  expect(model.responses).toEqual([{ kind: "go", question: "v4" }]);

  const only = draw(s.quizOf(s.multiple, { mode: "test", partly: partly.slice(0, 1) }));
  expect(only.screen.getByText("Kijk nog even naar je antwoord: 1 van de 2.")).toBeTruthy();
});

test.each([
  [6, true, "Knap, je zat er maar 6 punten naast."],
  [31.5, false, "Je zat er 31,5 punten naast."],
  [0, true, "Knap, precies goed."],
])("an estimate that is %s off is told so", (off, isClose, said) => {
  const estimated = { ...s.factShown.estimated!, off, is_close: isClose };
  expect(draw({ ...s.factShown, estimated } as typeof s.factShown).el.textContent).toContain(said);
});

// Cards

test("a card that lies somewhere is one line with its group, and can be put elsewhere", async () => {
  const { user, screen, model, el } = draw(s.quizOf({ ...s.categorise, answer: { k1: "gever" }, missing: ["k2"] }));
  expect(el.querySelector('[data-item="k1"]')!.textContent).toBe("Een dankbare patiënt→ Geeft energieWijzig");
  await user.click(screen.getByRole("button", { name: "Wijzig: Een dankbare patiënt" }));
  const card = screen.getByRole("group", { name: "Een dankbare patiënt" });
  expect(card.contains(document.activeElement)).toBe(true);
  await user.click(card.querySelector<HTMLInputElement>('input[value="vreter"]')!);
  expect(model.responses).toEqual([{ kind: "answer", question: "v7", answer: { k1: "vreter" } }]);
  expect(el.querySelector('[data-item="k1"]')!.textContent).toContain("Wijzig");
});

test("after a card the focus is at the next one that is nowhere", async () => {
  const { user, screen, el } = draw(s.quizOf({ ...s.categorise, missing: ["k1", "k2"] }));
  await user.click(screen.getByRole("group", { name: "Een dankbare patiënt" }).querySelector("input")!);
  expect(el.querySelector('[data-item="k2"]')!.contains(document.activeElement)).toBe(true);
});

test("with the keys a card stays open until it is left, because each arrow chooses", async () => {
  const { user, screen, el } = draw(s.quizOf({ ...s.categorise, missing: ["k1", "k2"] }));
  const card = screen.getByRole("group", { name: "Een dankbare patiënt" });
  card.querySelector("input")!.focus();
  await user.keyboard(" ");
  expect(card.isConnected).toBe(true);
  await user.tab();
  expect(card.isConnected).toBe(false);
  expect(el.querySelector('[data-item="k1"] button')).toBeTruthy();
});

test("a balance tilts to the side with most cards, and says so in words", () => {
  const balance = (answer: Record<string, string>) => draw(s.quizOf({ ...s.categorise, balance: true, answer })).el.querySelector(".ssfh-balance")!;
  expect(balance({ k1: "gever", k2: "gever" }).textContent).toBe("Geeft energie: 2 kaartjesKost energie: 0 kaartjesDe weegschaal slaat door naar ‘Geeft energie’.");
  expect(balance({ k1: "gever", k2: "gever" }).querySelector<SVGElement>(".ssfh-balance-beam")!.style.transform).toBe("rotate(-8deg)");
  expect(balance({ k1: "gever", k2: "vreter" }).textContent).toContain("De weegschaal is in evenwicht.");
  expect(balance({}).textContent).toBe("Geeft energie: 0 kaartjesKost energie: 0 kaartjes");
});

// The way back

test("the text of the step that she is on is shown without another page, with a way back to the question", async () => {
  document.body.innerHTML = '<main id="inhoud"><div data-place></div></main>';
  const place = document.querySelector<HTMLElement>("[data-place]")!;
  watchWayBack([place]);
  Element.prototype.scrollIntoView = vi.fn();
  const { model, host, user, screen, el } = draw(s.quizOf(checked()));
  place.append(el);
  host(() => model.push("frame", { ...s.frame, steps: steps.map((step) => ({ ...step, is_here: true })) }));
  const link = screen.getByRole("link", { name: "Lees de tekst van deze stap, 2 minuten" });
  expect(link.getAttribute("href")).toBe("#inhoud");
  await user.click(link);
  await user.click(screen.getByRole("link", { name: "← Terug naar je vraag" }));
  expect(document.activeElement).toBe(el.querySelector(".ssfh-feedback"));
  expect(document.querySelector(".ssfh-way-back")).toBeNull();
  expect(sessionStorage.length).toBe(0);
});

test("a step that a question sent her to shows a way back, and another page does not", () => {
  document.body.innerHTML = '<main><div data-place><a data-ssfh-aside href="/leren/module/werkdruk/7">Lees stap 7</a></div></main>';
  history.replaceState(null, "", "/leren/module/werkdruk/14");
  watchWayBack([...document.querySelectorAll<HTMLElement>("[data-place]")]);
  const link = document.querySelector("a")!;
  link.addEventListener("click", (event) => event.preventDefault());
  link.click();

  history.replaceState(null, "", "/leren/module/werkdruk/7");
  document.body.innerHTML = "<main><h1>Stap 7</h1></main>";
  watchWayBack([]);
  expect(document.querySelector<HTMLAnchorElement>(".ssfh-way-back a")!.pathname).toBe("/leren/module/werkdruk/14");

  history.replaceState(null, "", "/leren/");
  document.body.innerHTML = "<main></main>";
  watchWayBack([]);
  expect(document.querySelector(".ssfh-way-back")).toBeNull();
  history.replaceState(null, "", "/leren/module/werkdruk/7");
  watchWayBack([]);
  expect(document.querySelector(".ssfh-way-back"), "who went elsewhere is not called back").toBeNull();
});

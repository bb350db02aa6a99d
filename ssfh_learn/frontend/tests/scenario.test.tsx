import { afterEach, expect, test, vi } from "vitest";
import { draw } from "./drawing";
import type { DebriefView, SaidView } from "../src/views";
import * as s from "./samples";

const ready = s.scenario({ phase: "ready", situation: null, choices: [], turns: [], people: [{ name: "Meneer Bakker", portrait: "bram" }] });

afterEach(() => vi.unstubAllGlobals());

test.each([
  ["Begin het verhaal", ready, { kind: "begin" }],
  ["Je overlegt met de praktijkmanager.", s.scenario(), { kind: "choose", node: "k2", choice: "b" }],
  ["Ga verder", s.scenarioConsequence, { kind: "continue", node: "k2" }],
  ["Speel opnieuw", s.scenarioDebrief, { kind: "replay" }],
] as const)("the button %s sends its response", async (name, view, response) => {
  const { user, screen, model } = draw(view);
  await user.click(screen.getByRole("button", { name }));
  expect(model.responses).toEqual([response]);
});

test("each meter says in a word how it stands, with its number: its author's word, or else ours", () => {
  const { el } = draw(s.scenario());
  expect([...el.querySelectorAll(".ssfh-meters > li")].map((one) => one.textContent)).toEqual([
    "Rust in het team rustig 6 van 10", "Wachtrij wisselend 3 van 10",
  ]);
});

test("before the story begins each meter has its meaning, and it is told whom one will meet", () => {
  const { el, screen } = draw(ready);
  expect(el.querySelector(".ssfh-meter-meanings")!.textContent).toContain("WachtrijLaag is goed. Hoe vol de wachtrij is.");
  expect(screen.getByRole("list", { name: "Je praat met" }).textContent).toBe("Meneer Bakker");
});

test("somebody whom nobody sees is an outline with a name, without a face", () => {
  const people = [{ name: "Robin", portrait: "onbekend" }, { name: "Lotte", portrait: "lin" }] as const;
  const { el, screen } = draw(s.scenario({ phase: "ready", situation: null, choices: [], turns: [], people: [...people] }));
  const portraits = [...el.querySelectorAll(".ssfh-portrait")];
  expect(portraits.map((one) => one.hasAttribute("data-mood"))).toEqual([false, true]);
  expect(screen.getByRole("list", { name: "Je praat met" }).textContent).toBe("RobinLotte");
});

/** What a screen reader hears of the conversation, in order. */
function heard(el: HTMLElement): string[] {
  const log = el.querySelector('[role="log"]')!.cloneNode(true) as HTMLElement;
  for (const hidden of log.querySelectorAll('[aria-hidden="true"]')) hidden.remove();
  return [...log.querySelectorAll("p, li, .ssfh-mine, .ssfh-verdict")]
    .filter((one) => one.matches(".ssfh-mine") || (!one.querySelector("p, .ssfh-verdict") && !one.closest(".ssfh-mine")))
    .map((one) => one.textContent!.trim());
}

test("a turn is read in its order: what was told, what I chose, what came of it, and what to think about", () => {
  const { el } = draw(s.scenario({ ...s.scenarioConsequence, turns: [s.turn({ told: s.said("Ik wacht al lang!", "Meneer Bakker"), is_said: true })] }));
  expect(heard(el)).toEqual([
    "Meneer Bakker:", "Ik wacht al lang!", "Jij koos: Je werkt door.", "Het wordt nog drukker.", "Rust in het team gaat 1 omlaag.",
    "Let op: dit is niet veilig", "Waarom", "Dat kost energie.",
  ]);
});

test("after a choice the focus is at what can be done next, and the answer says what changed and what is not safe", async () => {
  const { user, screen, model, host, el } = draw(s.scenario());
  await user.click(screen.getByRole("button", { name: /slaat je pauze over/ }));
  host(() => model.reply("saved", "", s.scenarioConsequence));
  expect(document.activeElement).toBe(screen.getByRole("group", { name: "Jouw beurt" }));
  expect(el.textContent).toContain("Rust in het team gaat 2 omlaag.");
  expect(el.textContent).toContain("Let op: dit is niet veilig");
});

test("the answer follows after a moment, unless no motion is wanted", async () => {
  const motion = (isReduced: boolean) => vi.stubGlobal("matchMedia", () => ({ matches: isReduced }));
  motion(true);
  const still = draw(s.scenario());
  still.host(() => still.model.push("view", s.scenarioConsequence));
  expect(still.el.textContent).toContain("mis je bijna een spoedgeval");

  motion(false);
  const moving = draw(s.scenario());
  moving.host(() => moving.model.push("view", s.scenarioConsequence));
  expect(moving.el.querySelectorAll(".ssfh-mine")).toHaveLength(2);
  expect(moving.el.textContent).not.toContain("mis je bijna een spoedgeval");
  await vi.waitFor(() => expect(moving.el.textContent).toContain("mis je bijna een spoedgeval"), 3000);
  expect(draw(s.scenarioConsequence).el.textContent, "nobody waits after a reload").toContain("mis je bijna een spoedgeval");
});

test("at the end the focus is at the heading of the talk afterwards", () => {
  const { model, host } = draw(s.scenarioConsequence);
  host(() => model.push("view", s.scenarioDebrief));
  expect(document.activeElement?.textContent).toBe("Zo liep het af");
});

test("the talk afterwards shows path, best path, runs and the meters also as a table", () => {
  const { el } = draw(s.scenarioDebrief);
  expect(el.textContent).toContain("7 van de 10 punten");
  expect(el.textContent).toContain("Je vraagt om hulp.");
  expect(el.textContent).toContain("Keer 2, vanaf stap 2: Goed op weg, 7 van de 10 punten");
  const rows = [...el.querySelectorAll("tr")].map((row) => [...row.cells].map((cell) => cell.textContent));
  expect(rows).toEqual([["Moment", "Rust in het team", "Wachtrij"], ["Begin", "5", "4"], ["Stap 1", "4", "5"], ["Stap 2", "6", "3"]]);
});

test("what the ending did to a meter is in the line, the words and the table", () => {
  const debrief = { ...(s.scenarioDebrief.debrief as DebriefView), final: { rust: 4, druk: 3 } };
  const { el } = draw(s.scenario({ ...s.scenarioDebrief, debrief }));
  const [rest, queue] = [...el.querySelectorAll("figure")];
  expect(rest!.querySelector("figcaption")!.textContent).toBe(
    "Rust in het team: van 5 naar 4De laagste stand was 4, de hoogste 6.",
  );
  expect([...rest!.querySelectorAll("text")].map((one) => one.textContent)).toEqual(["5", "4", "6", "4"]);
  expect([...queue!.querySelectorAll("text")].map((one) => one.textContent)).toEqual(["4", "5", "3", "3"]);
  expect([...el.querySelectorAll("tr")].at(-1)!.textContent).toBe("Einde43");
});

test("where no points can be had, none are spoken of", () => {
  const debrief = { ...(s.scenarioDebrief.debrief as DebriefView), points: 0, maximum: 0 };
  const runs = s.scenarioDebrief.runs.map((run) => ({ ...run, points: 0, maximum: 0 }));
  const { el } = draw(s.scenario({ ...s.scenarioDebrief, debrief, runs }));
  expect(el.textContent).not.toContain("punt");
  expect(el.textContent).toContain("Keer 2, vanaf stap 2: Goed op weg");
});

const mistakes = { choices: 6, best: 3, small: 2, serious: 1, critical: 0 };
const judged: DebriefView = {
  ...(s.scenarioDebrief.debrief as DebriefView), mistakes, unsafe: false, points: 0, maximum: 0,
};
const judgedTurns = (["best", "small", "serious", "critical"] as const).map((level) => s.turn({ level, unsafe: level === "critical" }));

test("the talk afterwards says how many choices of each kind there were, and nothing of a kind that there was not", () => {
  const { el } = draw(s.scenario({ ...s.scenarioDebrief, debrief: judged }));
  expect([...el.querySelectorAll(".ssfh-band li")].map((one) => one.textContent)).toEqual([
    "3 keuzes hielpen het meest.", "2 keuzes konden iets beter.", "1 keuze kon veel beter.",
  ]);
  expect(el.querySelector(".ssfh-band")!.textContent).not.toContain("punt");
});

test("the conversation says afterwards of each choice how good it was", () => {
  const { el } = draw(s.scenario({ ...s.scenarioDebrief, debrief: judged, turns: judgedTurns }));
  expect([...el.querySelectorAll(".ssfh-thread .ssfh-verdict")].map((one) => one.textContent)).toEqual([
    "✓Hielp het meest", "~Kon iets beter", "✗Kon veel beter", "!Let op: dit is niet veilig",
  ]);
});

test("a run of an earlier edition is named as such, and one of now with its mistakes", () => {
  const [first, second] = s.scenarioDebrief.runs;
  const runs = [{ ...first!, is_earlier: true }, { ...second!, mistakes, points: 0, maximum: 0 }];
  const { el } = draw(s.scenario({ ...s.scenarioDebrief, runs }));
  expect(el.textContent).toContain("Keer 1: Let op, 4 van de 10 punten, in een eerdere versie van dit verhaal");
  expect(el.textContent).toContain("Keer 2, vanaf stap 2: Goed op weg, 3 keuzes konden beter");
});

test("who speaks stands with her words, with her face, and in the strip that stays in sight", () => {
  const told: SaidView = { ...s.said("Hoe gaat het?", "Malik de Boer"), mood: "bad" };
  const { el } = draw(s.scenario({ situation: { id: "k2", said: told } }));
  const [bubble] = el.querySelectorAll(".ssfh-turn:last-child .ssfh-theirs");
  expect(bubble!.textContent).toBe("Malik de Boer:Hoe gaat het?");
  expect(bubble!.querySelector("svg")!.dataset.mood).toBe("bad");
  expect(el.querySelector(".ssfh-strip-face")!.textContent).toBe("Malik de Boer");
});

test("a name is said once for lines of one person after each other, and heard with each", () => {
  const [line] = s.said("Eén.", "Lotte").lines;
  const told: SaidView = { ...s.said("", "Lotte"), lines: [line!, { ...line!, text: s.html("Twee.") }] };
  const { el } = draw(s.scenario({ situation: { id: "k2", said: told }, turns: [] }));
  expect([...el.querySelectorAll(".ssfh-bubble > :first-child")].map((one) => one.className)).toEqual(["ssfh-speaker", "ssfh-unseen"]);
  expect(el.querySelectorAll(".ssfh-theirs svg")).toHaveLength(1);
});

test("each turn can be played anew from the talk afterwards, by a button that names what was said there", async () => {
  const { user, screen, model } = draw(s.scenarioDebrief);
  expect(screen.getByText(/Wat je daarna koos, verdwijnt dan uit dit gesprek/).nextElementSibling!.getAttribute("role")).toBe("log");
  await user.click(screen.getByRole("button", { name: "Speel vanaf hier: stap 2, na ‘Je collega is ziek.’" }));
  expect(model.responses).toEqual([{ kind: "replay", turn: 2 }]);
});

test("of a long line the button that plays from there names the first words", () => {
  const told = s.said("Het is kwart over zes, en de praktijkmanager vraagt of je het incident wilt melden.");
  const { screen } = draw({ ...s.scenarioDebrief, turns: [s.turn({ told })] } as never);
  expect(screen.getByRole("button", { name: "Speel vanaf hier: stap 1, na ‘Het is kwart over zes, en de praktijkmanager vraagt of je…’" })).toBeTruthy();
});

test("a sound that cannot be played says so, and its text is there", async () => {
  vi.spyOn(HTMLMediaElement.prototype, "play").mockRejectedValue(new Error("no such file"));
  vi.spyOn(HTMLMediaElement.prototype, "pause").mockImplementation(() => undefined);
  const told = { ...s.said("Hoe gaat het?", "Lotte"), sound: "geluid/lotte.mp3" };
  const { user, screen, el } = draw(s.scenario({ situation: { id: "k2", said: told } }));
  expect(el.querySelector("audio")!.getAttribute("src")).toBe("geluid/lotte.mp3");
  await user.click(screen.getByRole("button", { name: "Luister" }));
  expect(el.textContent).toContain("Hoe gaat het?");
  expect(screen.getByText("Het geluid doet het nu niet. Je kunt de tekst lezen.")).toBeTruthy();
});

test("in a test the talk afterwards shows the ending and no judgement", () => {
  const debrief = { ending: s.said("De dag is om."), reflection: null };
  const { el } = draw(s.scenario({ mode: "test", phase: "debrief", situation: null, choices: [], meters: [], debrief, turns: [s.turn({ values: {}, effects: [], coaching: null, unsafe: false })] }));
  expect(el.textContent).toContain("De dag is om.");
  expect(el.textContent).not.toContain("punten");
  expect(el.textContent).not.toContain("Speel vanaf hier");
});

test("the reflection is sent when the field is left", async () => {
  const { user, screen, model } = draw(s.scenarioDebrief);
  await user.type(screen.getByLabelText(/morgen anders/), "Eerder bellen");
  await user.tab();
  expect(model.responses).toEqual([{ kind: "reflect", text: "Eerder bellen" }]);
});

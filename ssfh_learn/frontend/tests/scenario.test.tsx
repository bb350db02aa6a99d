import { expect, test } from "vitest";
import { draw } from "./drawing";
import type { DebriefView } from "../src/views";
import * as s from "./samples";

const ready = s.scenario({ phase: "ready", situation: null, choices: [] });

test.each([
  ["Begin het scenario", ready, { kind: "begin" }],
  ["Je overlegt met de praktijkmanager.", s.scenario(), { kind: "choose", node: "k2", choice: "b" }],
  ["Ga verder", s.scenarioConsequence, { kind: "continue", node: "k2" }],
  ["Speel opnieuw", s.scenarioDebrief, { kind: "replay" }],
] as const)("the button %s sends its response", async (name, view, response) => {
  const { user, screen, model } = draw(view);
  await user.click(screen.getByRole("button", { name }));
  expect(model.responses).toEqual([response]);
});

test("each meter has its number and its meaning in words", () => {
  const { el } = draw(s.scenario());
  expect(el.querySelector(".ssfh-meters")!.textContent).toContain("Rust in het team 6 van 10Hoog is goed");
  expect(el.querySelector(".ssfh-meters")!.textContent).toContain("Wachtrij 3 van 10Laag is goed");
});

test("after a choice the focus is at the consequence, which says what changed and what is not safe", async () => {
  const { user, screen, model, host, el } = draw(s.scenario());
  await user.click(screen.getByRole("button", { name: /slaat je pauze over/ }));
  host(() => model.reply("saved", "", s.scenarioConsequence));
  expect(document.activeElement?.textContent).toBe("Dit gebeurt er");
  expect(el.textContent).toContain("Rust in het team gaat 2 omlaag.");
  expect(el.textContent).toContain("Let op: dit is niet veilig");
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
  expect(el.textContent).toContain("Keer 2: Goed op weg, 7 van de 10 punten");
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
  expect(el.textContent).toContain("Keer 2: Goed op weg");
});

const mistakes = { choices: 6, best: 3, small: 2, serious: 1, critical: 0 };
const judged: DebriefView = {
  ...(s.scenarioDebrief.debrief as DebriefView), mistakes, unsafe: false, points: 0, maximum: 0,
  path: (["best", "small", "serious", "critical"] as const).map((level) => ({
    situation: s.html("De telefoon gaat."), choice: s.html(level), coaching: null, level, unsafe: level === "critical", values: { rust: 4, druk: 5 },
  })),
};

test("the talk afterwards says how many choices of each kind there were, and nothing of a kind that there was not", () => {
  const { el } = draw(s.scenario({ ...s.scenarioDebrief, debrief: judged }));
  expect([...el.querySelectorAll(".ssfh-band li")].map((one) => one.textContent)).toEqual([
    "3 keuzes hielpen het meest.", "2 keuzes konden iets beter.", "1 keuze kon veel beter.",
  ]);
  expect(el.querySelector(".ssfh-band")!.textContent).not.toContain("punt");
});

test("the path says of each choice how good it was", () => {
  const { el } = draw(s.scenario({ ...s.scenarioDebrief, debrief: judged }));
  const [path] = el.querySelectorAll(".ssfh-path");
  expect([...path!.querySelectorAll(".ssfh-verdict")].map((one) => one.textContent)).toEqual([
    "✓Hielp het meest", "~Kon iets beter", "✗Kon veel beter", "!Let op: dit is niet veilig",
  ]);
});

test("a run of an earlier edition is named as such, and one of now with its mistakes", () => {
  const [first, second] = s.scenarioDebrief.runs;
  const runs = [{ ...first!, is_earlier: true }, { ...second!, mistakes, points: 0, maximum: 0 }];
  const { el } = draw(s.scenario({ ...s.scenarioDebrief, runs }));
  expect(el.textContent).toContain("Keer 1: Let op, 4 van de 10 punten, in een eerdere versie van dit verhaal");
  expect(el.textContent).toContain("Keer 2: Goed op weg, 3 keuzes konden beter");
});

test("who speaks stands with her words, in the situation and in what a choice did", () => {
  const spoken = { ...s.scenario().situation!, speaker: "Malik de Boer" };
  const situation = draw(s.scenario({ situation: spoken })).el.querySelector("figure")!;
  expect(situation.textContent).toBe("MBMalik de BoerJe collega is ziek. Er staan 14 mensen in de wachtrij.");
  const consequence = { ...s.scenarioConsequence.consequence!, speaker: "Lotte" };
  const { el } = draw(s.scenario({ ...s.scenarioConsequence, consequence }));
  expect(el.querySelector("figcaption")!.textContent).toBe("LLotte");
});

test.each([
  ["De praktijkmanager", ""],
  ["Je leidinggevende", ""],
  ["Een beller", ""],
  ["Mevrouw De Groot", "MG"],
  ["De Groot", "DG"],
])("%s has the badge '%s': a role is no name", (speaker, badge) => {
  const { el } = draw(s.scenario({ situation: { ...s.scenario().situation!, speaker } }));
  expect(el.querySelector("figcaption")!.textContent).toBe(badge + speaker);
  expect(el.querySelectorAll(".ssfh-face")).toHaveLength(badge ? 1 : 0);
});

test("in a test the talk afterwards shows the ending and no judgement", () => {
  const debrief = { ending: s.html("De dag is om."), reflection: null };
  const { el } = draw(s.scenario({ mode: "test", phase: "debrief", situation: null, choices: [], meters: [], debrief }));
  expect(el.textContent).toContain("De dag is om.");
  expect(el.textContent).not.toContain("punten");
});

test("the reflection is sent when the field is left", async () => {
  const { user, screen, model } = draw(s.scenarioDebrief);
  await user.type(screen.getByLabelText(/morgen anders/), "Eerder bellen");
  await user.tab();
  expect(model.responses).toEqual([{ kind: "reflect", text: "Eerder bellen" }]);
});

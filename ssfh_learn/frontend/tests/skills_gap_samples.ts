import type * as views from "../src/views";
import { html } from "./samples";

const scale = ["nog niet", "met hulp", "zelf", "ik leer het anderen"].map((label, value) => ({ value, label }));
const functions = [
  { id: "balie", name: "Doktersassistent", text: html("Je helpt aan de balie.") },
  { id: "spreekuur", name: "Praktijkondersteuner", text: html("Je hebt een spreekuur.") },
];

export function skillsGap(changes: Partial<views.SkillsGapView> = {}): views.SkillsGapView {
  return {
    kind: "skills_gap", title: "Wat kan ik al?", intro: null, phase: "open", origin: html("Dit is een voorbeeld."),
    functions, present: null, wanted: null, scale, items: [], answered: 0, total: 0, result: null, ...changes,
  };
}

export const skillsGapChosen = skillsGap({
  present: "balie", wanted: "spreekuur", answered: 1, total: 2,
  items: [
    { id: "praten", name: "Een gesprek voeren", text: html("Je luistert."), can_do: [html("Je vat samen.")], answer: 2 },
    { id: "meten", name: "Metingen doen", text: html("Je meet."), can_do: [], answer: null },
  ],
});

const none = { asked_now: null, gap: 0, evidence: [], steps: [] };

export const skillsGapResult = skillsGap({
  phase: "result", present: "balie", wanted: "spreekuur", answered: 3, total: 4,
  result: {
    misses: [
      {
        id: "meten", name: "Metingen doen", estimate: 0, asked_now: 1, asked: 2, gap: 2, evidence: [],
        steps: [
          { id: "kijk", text: html("Kijk een ochtend mee."), way: "meelopen", level: "met hulp", picked: false },
          { id: "zelf", text: html("Meet zelf."), way: "oefenen", level: "zelf", picked: true },
        ],
      },
    ],
    has: [{ ...none, id: "praten", name: "Een gesprek voeren", estimate: 3, asked: 2, evidence: ["je diploma", "een verklaring"] }],
    unknown: [{ ...none, id: "uitleg", name: "Uitleg geven", estimate: "na", asked: 2 }],
    extra: [{ ...none, id: "balie", name: "Werken aan de balie", estimate: 2, asked_now: 2, asked: null }],
    minimum: 0, maximum: 3, requirements: html("Een opleiding op hbo-niveau."), evidence_note: html("Vraag naar EVC."),
    talk: html("Jij kiest wat je laat zien."),
  },
});

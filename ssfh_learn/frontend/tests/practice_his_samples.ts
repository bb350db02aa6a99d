import type { FieldView, PartView, RecordView, TaskResultView, TaskView, PracticeHisView } from "../src/views";
import { html } from "./samples";

const field = (id: string, label: string, type: FieldView["type"], changes: Partial<FieldView> = {}): FieldView => ({
  id, label, type, options: null, required: false, max_length: type === "long" ? 1000 : 200, locked: false, initial: "", for_change: false, is_judged: false, ...changes,
});

const patients = [
  { id: "jansen", name: "Mevrouw A. Jansen", birth: "3 april 1950", born: "1950-04-03" },
  { id: "janssen", name: "Mevrouw A. Janssen", birth: "30 april 1956", born: "1956-04-30" },
];
const people = patients.map(({ id, name }) => ({ id, text: name }));
const roles = [{ id: "huisarts", text: "Huisarts" }, { id: "assistent", text: "Doktersassistent" }];

export const appointment: RecordView = {
  id: "a1", patient: "jansen",
  values: { tijd: "09:20", patient: "jansen", bij: "huisarts", reden: "Hoest" },
  shown: { tijd: "09:20", patient: "Mevrouw A. Jansen", bij: "Huisarts", reden: "Hoest" },
};
export const second: RecordView = {
  id: "a2", patient: "janssen",
  values: { tijd: "10:40", patient: "janssen", bij: "assistent", reden: "" },
  shown: { tijd: "10:40", patient: "Mevrouw A. Janssen", bij: "Doktersassistent", reden: "" },
};

export const agenda: PartView = {
  id: "agenda", label: "Agenda", group: "contact", patient_bound: false, can_add: true, can_change: true, can_remove: true, is_sent: false, explanation: null, layout: "table", agenda: null, tells_look: false,
  fields: [
    field("tijd", "Tijd", "time", { required: true }),
    field("patient", "Patiënt", "patient", { required: true, options: people }),
    field("bij", "Bij wie", "choice", { required: true, options: roles, initial: "huisarts" }),
    field("reden", "Reden", "text", { max_length: 20 }),
  ],
  records: [appointment],
};

export const consults: PartView = {
  id: "e_consults", label: "E-consulten", group: "contact", patient_bound: false, can_add: false, can_change: true, can_remove: false, is_sent: false, explanation: html("Vragen van patiënten."), layout: "table", agenda: null, tells_look: false,
  fields: [field("vraag", "Vraag van de patiënt", "long", { locked: true }), field("antwoord", "Antwoord", "long")],
  records: [{ id: "c1", patient: "jansen", values: { vraag: "Ik heb pijn.", antwoord: "" }, shown: { vraag: "Ik heb pijn.", antwoord: "" } }],
};

export const log: PartView = {
  id: "access_log", label: "Toegangslog", group: "together", patient_bound: false, can_add: false, can_change: false, can_remove: false, is_sent: false, explanation: null, layout: "table", agenda: null, tells_look: false,
  fields: [field("patient", "Patiënt", "patient", { options: people }), field("actie", "Wat", "text")],
  records: [{ id: "l1", patient: "jansen", values: { patient: "jansen", actie: "geopend" }, shown: { patient: "Mevrouw A. Jansen", actie: "geopend" } }],
};

export const journal: PartView = {
  id: "journal", label: "Journaal", group: "record", patient_bound: true, can_add: true, can_change: true, can_remove: true, is_sent: false, explanation: null, layout: "table", agenda: null, tells_look: false,
  fields: [field("s", "S (wat de patiënt vertelt)", "long"), field("p", "P (plan)", "long")],
  records: [],
};

export const medication: PartView = {
  id: "medication", label: "Medicatie", group: "record", patient_bound: true, can_add: true, can_change: true, can_remove: true, is_sent: false, explanation: null, layout: "table", agenda: null, tells_look: false,
  fields: [field("middel", "Middel", "text", { required: true })],
  records: [{ id: "m1", patient: "jansen", values: { middel: "metoprolol" }, shown: { middel: "metoprolol" } }],
};

export const hisTask: TaskView = {
  id: "afspraak", title: "Zet deze afspraak", level_label: "Starter", minutes: 4, assignment: html("Mevrouw Janssen belt. Zet een afspraak om 10.40 uur."),
  patients, open: null, parts: [agenda, consults, log],
  steps: [{ id: "bel", text: "Bel de patiënt terug", taken: false, final: false, is_said: false }, { id: "niets", text: "Wacht tot morgen", taken: false, final: false, is_said: false }, { id: "vraag", text: "Vraag het na", taken: false, final: true, is_said: true }],
  opening: null, talk: [],
  touched: true, result: null,
};

export const openTask: TaskView = { ...hisTask, open: "jansen", parts: [agenda, consults, log, journal, medication] };

/** The same when it is over: nothing can be changed any more. */
export function overTask(task: TaskView): TaskView {
  const parts = task.parts.map((part) => ({ ...part, can_add: false, can_change: false, can_remove: false }));
  return { ...task, parts, result: hisResult };
}

export const hisResult: TaskResultView = {
  percent: 40, outcome: "unsafe", summary: html("Kijk goed wie er belt."),
  right: [html("De tijd klopt.")], missing: [html("De reden mist.")], unsafe: [{ text: html("De afspraak staat bij de verkeerde patiënt."), moment: { kind: "add", what: "Agenda" } }],
  safe: false, complete: false,
  compare: [{ label: "Agenda: Reden", own: ["Zeurt over haar oor"], example: html("Pijn aan het oor"), points: ["Geen oordeel."] }],
  not_taught: html("Hoe snel iemand komt, leer je hier niet."),
  capped: true, explanation: html("Vraag altijd naar de geboortedatum."),
};

export function practiceHis(task: TaskView | null = hisTask): PracticeHisView {
  return {
    kind: "practice_his", title: "Oefen in het HIS", intro: html("Je werkt in een verzonnen HIS."), attempt: 1, today: "maandag 16 maart 2026",
    recommended: [{ task: "afspraak", why: "again" }, { task: "allergie", why: "next_level" }],
    tasks: [
      { id: "afspraak", title: "Zet deze afspraak", level: "starter", level_label: "Starter", minutes: 4, state: "done", best: 40, outcome: "unsafe" },
      { id: "soep", title: "Leg dit gesprek vast", level: "starter", level_label: "Starter", minutes: 4, state: "done", best: 100, outcome: "safe" },
      { id: "allergie", title: "Deze allergie staat verkeerd", level: "vaardig", level_label: "Vaardig", minutes: 4, state: "new", best: null, outcome: null },
    ],
    task,
  };
}

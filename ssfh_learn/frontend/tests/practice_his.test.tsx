import { within } from "@testing-library/preact";
import { expect, test, vi } from "vitest";
import type { TaskView, PracticeHisView } from "../src/views";
import { draw } from "./drawing";
import * as s from "./practice_his_samples";

const values = { tijd: "10:40", patient: "janssen", bij: "assistent", reden: "Oor" };
const withSecond: TaskView = { ...s.hisTask, parts: [{ ...s.agenda, records: [s.appointment, s.second] }, s.consults, s.log] };
const show = (task: TaskView): PracticeHisView => s.practiceHis(task);

/** The HIS with a form open to add an appointment, and that form. */
async function adding(task = s.hisTask) {
  const drawn = draw(show(task));
  await drawn.user.click(drawn.screen.getByRole("button", { name: "Voeg toe bij Agenda" }));
  const form = within(drawn.screen.getByRole("form", { name: "Iets toevoegen bij Agenda" }));
  const field = (name: RegExp) => form.getByLabelText<HTMLInputElement>(name);
  const fillIn = async () => {
    await drawn.user.type(field(/Tijd/), "10:40");
    await drawn.user.selectOptions(field(/Patiënt/), "janssen");
    await drawn.user.selectOptions(field(/Bij wie/), "assistent");
    await drawn.user.type(field(/Reden/), "Oor");
  };
  return { ...drawn, form, field, fillIn, save: () => drawn.user.click(form.getByRole("button", { name: "Bewaar" })) };
}

test("the tasks that are advised come first with the reason, the others below their level, each with time and result", () => {
  const { el } = draw(s.practiceHis(null));
  const advised = [...el.querySelectorAll(".ssfh-his-recommended button")].map((one) => one.textContent);
  const levels = [...el.querySelectorAll(".ssfh-his-level")].map((level) => level.textContent);
  expect(advised).toEqual([
    "Doe deze nog een keer Zet deze afspraak Starter · ongeveer 4 minuten Beste resultaat: 40%!Niet veilig",
    "Een niveau hoger Deze allergie staat verkeerd Vaardig · ongeveer 4 minuten ",
  ]);
  expect(levels).toEqual(["Starter 1 van 1 gedaan Leg dit gesprek vast ongeveer 4 minuten Beste resultaat: 100%✓Veilig"]);
});

test("who did all tasks well reads that, and can still choose each of them", () => {
  const view: PracticeHisView = { ...s.practiceHis(null), recommended: [] };
  const { el, screen } = draw(view);
  expect(screen.getByRole("heading", { name: "Je deed alle taken veilig en compleet" })).toBeTruthy();
  expect(el.querySelectorAll(".ssfh-his-level button")).toHaveLength(3);
});

test.each([
  [/Deze allergie staat verkeerd/, s.practiceHis(null), { kind: "begin", task: "allergie" }],
  ["Sluit dossier", show(s.openTask), { kind: "close_record" }],
  ["Bel de patiënt terug", show(s.hisTask), { kind: "step", step: "bel" }],
  ["Klaar, kijk na", show(s.hisTask), { kind: "finish" }],
  ["Opnieuw", show(s.overTask(s.hisTask)), { kind: "begin", task: "afspraak" }],
  ["Volgende taak", show(s.overTask(s.hisTask)), { kind: "begin", task: "allergie" }],
  ["Terug naar de taken", show(s.overTask(s.hisTask)), { kind: "back" }],
] as const)("the button %s sends its response", async (name, view, response) => {
  const { user, screen, model } = draw(view);
  await user.click(screen.getByRole("button", { name }));
  expect(model.responses).toEqual([response]);
});

test("whose record is open is said with name and date of birth, and that none is", () => {
  const { el, model, host } = draw(show(s.hisTask));
  expect(el.querySelector(".ssfh-his-patient")!.textContent).toBe("Geen dossier open");
  host(() => model.push("view", show(s.openTask)));
  expect(el.querySelector(".ssfh-his-patient p")!.textContent).toBe("Open dossier vanMevrouw A. Jansengeboren 3 april 1950");
});

test("a record is opened from what a search found, shows its first part, and the focus and the live region tell whose it is", async () => {
  const { user, screen, model, host, el } = draw(show(s.hisTask));
  await user.type(screen.getByRole("searchbox", { name: "Zoek een patiënt" }), "jans");
  expect(screen.getByText("2 patiënten gevonden. Kijk goed naar de geboortedatum.").role).toBe("status");
  expect(model.responses).toEqual([]);
  await user.click(screen.getByRole("button", { name: "Mevrouw A. Jansen geboren 3 april 1950 Open dossier" }));
  expect(model.responses).toEqual([{ kind: "open_record", patient: "jansen" }]);
  host(() => model.reply("saved", "", show(s.openTask)));
  expect(screen.getByRole("heading", { name: "Journaal" })).toBeTruthy();
  expect(document.activeElement).toBe(el.querySelector(".ssfh-his-patient p"));
  expect(screen.getByText("Het dossier van Mevrouw A. Jansen is open.").role).toBe("status");
});

test("closing the record goes back to a part of the practice", () => {
  const { screen, model, host } = draw(show(s.openTask));
  host(() => model.push("view", show(s.hisTask)));
  expect(screen.getByRole("heading", { name: "Agenda" })).toBeTruthy();
});

test("a button of the navigation shows its part, says so, and puts the focus there", async () => {
  const { user, screen, model } = draw(show(s.openTask));
  await user.click(screen.getByRole("button", { name: "Medicatie" }));
  expect(screen.getByRole("button", { name: "Medicatie" }).getAttribute("aria-current")).toBe("page");
  expect(document.activeElement).toBe(screen.getByRole("heading", { name: "Medicatie" }));
  expect(model.responses).toEqual([]);
});

test("the list for a small screen shows a part and keeps the focus", async () => {
  const { user, screen } = draw(show(s.openTask));
  const list = screen.getByLabelText("Onderdeel");
  list.focus();
  await user.selectOptions(list, "medication");
  expect(screen.getByRole("heading", { name: "Medicatie" })).toBeTruthy();
  expect(document.activeElement).toBe(list);
});

test("the records are a table with every column that holds something", () => {
  const { el } = draw(show(withSecond));
  const rows = [...el.querySelectorAll("tr")].map((row) => [...row.cells].map((cell) => cell.textContent));
  expect(rows).toEqual([
    ["Tijd", "Patiënt", "Bij wie", "Reden", "Doen"],
    ["09:20", "Mevrouw A. Jansen", "Huisarts", "Hoest", "Wijzig"],
    ["10:40", "Mevrouw A. Janssen", "Doktersassistent", "", "Wijzig"],
  ]);
});

test("steps that follow each other fast all arrive, in their order", async () => {
  const { user, screen, model, host } = draw(show(s.hisTask));
  for (const { text } of s.hisTask.steps) await user.click(screen.getByRole("button", { name: text }));
  for (const _ of s.hisTask.steps) host(() => model.reply());
  expect(model.responses).toEqual(s.hisTask.steps.map(({ id }) => ({ kind: "step", step: id })));
});

test("a column in which nothing stands is left out", () => {
  const { el } = draw(show({ ...s.hisTask, parts: [{ ...s.agenda, records: [s.second] }] }));
  expect([...el.querySelectorAll("th")].map((head) => head.textContent)).toEqual(["Tijd", "Patiënt", "Bij wie", "Doen"]);
});

test("a record is added as a whole: the form closes when it is accepted, and the focus is where it was opened", async () => {
  const { fillIn, save, model, host, screen } = await adding();
  await fillIn();
  expect(model.responses).toEqual([]);
  await save();
  expect(model.responses).toEqual([{ kind: "add", part: "agenda", values }]);
  expect(screen.getByRole("form", { name: "Iets toevoegen bij Agenda" })).toBeTruthy();
  host(() => model.reply("saved", "", show(withSecond)));
  expect(screen.queryByRole("form", { name: "Iets toevoegen bij Agenda" })).toBeNull();
  expect(document.activeElement).toBe(screen.getByRole("button", { name: "Voeg toe bij Agenda" }));
  expect(screen.getByText("Toegevoegd bij Agenda: 10:40, Mevrouw A. Janssen, Doktersassistent.").role).toBe("status");
});

test("a form that is refused stays with all that was typed", async () => {
  const { fillIn, save, field, model, host, el } = await adding();
  await fillIn();
  await save();
  host(() => model.reply("refused", "Deze tijd kan niet."));
  expect(field(/Reden/).value).toBe("Oor");
  expect(el.textContent).toContain("Deze tijd kan niet.");
  await save();
  expect(model.responses).toHaveLength(2);
});

test("a new record begins with what the HIS says, and a required field that is empty gets the focus", async () => {
  const { field, save, model, el } = await adding();
  expect(field(/Bij wie/).value).toBe("huisarts");
  await save();
  expect(model.responses).toEqual([]);
  expect(document.activeElement).toBe(field(/Tijd/));
  expect(field(/Tijd/).getAttribute("aria-invalid")).toBe("true");
  expect(el.querySelectorAll(".ssfh-his-missing")).toHaveLength(2);
});

test("a form keeps its text and the focus when the view changes, and its text while another part is in view", async () => {
  const { user, screen, field, model, host } = await adding();
  await user.type(field(/Reden/), "Oor");
  const typing = field(/Reden/);
  host(() => model.push("view", show(withSecond)));
  expect(document.activeElement).toBe(typing);
  await user.click(screen.getByRole("button", { name: "E-consulten" }));
  await user.click(screen.getByRole("button", { name: "Agenda" }));
  expect(screen.getByLabelText<HTMLInputElement>(/Reden/).value).toBe("Oor");
});

test("Escape closes a form and keeps what was typed; the button to cancel throws it away", async () => {
  const { user, screen } = await adding();
  const field = (name: RegExp) => screen.getByLabelText<HTMLInputElement>(name);
  await user.type(field(/Reden/), "Oor");
  await user.keyboard("{Escape}");
  const opener = screen.getByRole("button", { name: "Voeg toe bij Agenda" });
  expect(document.activeElement).toBe(opener);
  await user.click(opener);
  expect(field(/Reden/).value).toBe("Oor");
  await user.click(screen.getByRole("button", { name: "Toch niet" }));
  await user.click(screen.getByRole("button", { name: "Voeg toe bij Agenda" }));
  expect(field(/Reden/).value).toBe("");
});

test("what was typed for a new record is there again after a reload, in the same attempt only", async () => {
  const { user, screen, cleanup } = await adding();
  await user.type(screen.getByLabelText(/Reden/), "Oor");
  cleanup();
  const again = draw(show(s.hisTask));
  expect(again.screen.getByLabelText<HTMLInputElement>(/Reden/).value).toBe("Oor");
  again.cleanup();
  const next = draw({ ...show(s.hisTask), attempt: 9 });
  expect(next.screen.queryByLabelText(/Reden/)).toBeNull();
});

test("the browser asks before a page with unsaved text is left, and does not when it is saved", async () => {
  const { user, field, fillIn, save, model, host } = await adding();
  const isAsked = () => !dispatchEvent(new Event("beforeunload", { cancelable: true }));
  expect(isAsked()).toBe(false);
  await user.type(field(/Reden/), "x");
  expect(isAsked()).toBe(true);
  await fillIn();
  await save();
  host(() => model.reply("saved", "", show(withSecond)));
  expect(isAsked()).toBe(false);
});

test("a record is changed in a form that holds its values, and nothing is sent when nothing was typed", async () => {
  const { user, screen, model, host } = draw(show(s.hisTask));
  const name = "Wijzig 09:20, Mevrouw A. Jansen, Huisarts";
  await user.click(screen.getByRole("button", { name }));
  expect(document.activeElement).toBe(screen.getByLabelText(/Tijd/));
  await user.click(screen.getByRole("button", { name: "Bewaar" }));
  expect(model.responses).toEqual([]);
  expect(document.activeElement).toBe(screen.getByRole("button", { name }));
  await user.click(screen.getByRole("button", { name }));
  await user.type(screen.getByLabelText(/Reden/), " en koorts");
  await user.click(screen.getByRole("button", { name: "Bewaar" }));
  expect(model.responses).toEqual([
    { kind: "change", part: "agenda", record: "a1", values: { ...s.appointment.values, reden: "Hoest en koorts" } },
  ]);
  const changed = { ...s.appointment, values: { ...s.appointment.values, reden: "Hoest en koorts" } };
  host(() => model.reply("saved", "", show({ ...s.hisTask, parts: [{ ...s.agenda, records: [changed] }, s.consults, s.log] })));
  expect(screen.getByText(/^Gewijzigd bij Agenda/).role).toBe("status");
});

test("a field for a change is only there on a record that stands already", async () => {
  const fields = s.agenda.fields.map((field) => ({ ...field, for_change: field.id === "reden" }));
  const { user, screen } = draw(show({ ...s.hisTask, parts: [{ ...s.agenda, fields }] }));
  await user.click(screen.getByRole("button", { name: "Voeg toe bij Agenda" }));
  expect(screen.queryByLabelText(/Reden/)).toBeNull();
  await user.click(screen.getByRole("button", { name: /^Wijzig 09:20/ }));
  expect(screen.getByLabelText<HTMLInputElement>(/Reden/).value).toBe("Hoest");
});

test("a locked field is shown in the form, and never sent", async () => {
  const { user, screen, model } = draw(show(s.hisTask));
  await user.click(screen.getByRole("button", { name: "E-consulten" }));
  await user.click(screen.getByRole("button", { name: /^Wijzig/ }));
  const form = screen.getByRole("form", { name: /^Wijzig/ });
  expect(form.textContent).toContain("Ik heb pijn.");
  await user.type(within(form).getByLabelText("Antwoord"), "Wij bellen u.");
  await user.click(within(form).getByRole("button", { name: "Bewaar" }));
  expect(model.responses).toEqual([{ kind: "change", part: "e_consults", record: "c1", values: { antwoord: "Wij bellen u." } }]);
});

test("a record is removed after asking, and then the focus is at the part", async () => {
  const { user, screen, model, host } = draw(show(withSecond));
  await user.click(screen.getByRole("button", { name: /^Wijzig 10:40/ }));
  await user.click(screen.getByRole("button", { name: "Verwijder" }));
  await user.keyboard("{Escape}");
  expect(screen.getByRole("button", { name: "Bewaar" })).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Verwijder" }));
  expect(model.responses).toEqual([]);
  await user.click(screen.getByRole("button", { name: "Ja, verwijder" }));
  expect(model.responses).toEqual([{ kind: "remove", part: "agenda", record: "a2" }]);
  host(() => model.reply("saved", "", show(s.hisTask)));
  expect(document.activeElement).toBe(screen.getByRole("heading", { name: "Agenda" }));
  expect(screen.getByText(/^Verwijderd bij Agenda: 10:40/).role).toBe("status");
});

test("what only the HIS writes can be neither added nor changed, and is not told", async () => {
  const { user, screen, model, host } = draw(show(s.hisTask));
  await user.click(screen.getByRole("button", { name: "Toegangslog" }));
  expect(screen.queryByRole("button", { name: /^(Voeg toe|Wijzig)/ })).toBeNull();
  const more = { ...s.log, records: [...s.log.records, { ...s.log.records[0]!, id: "l2" }] };
  host(() => model.push("view", show({ ...s.hisTask, parts: [s.agenda, s.consults, more] })));
  expect(screen.queryByText(/Toegevoegd bij/)).toBeNull();
});

test("a form of one patient is not there in the record of another", async () => {
  const { user, screen, model, host } = draw(show(s.openTask));
  await user.click(screen.getByRole("button", { name: "Voeg toe bij Journaal" }));
  await user.type(screen.getByLabelText(/^S/), "Hoest");
  host(() => model.push("view", show({ ...s.openTask, open: "janssen" })));
  expect(screen.queryByRole("form", { name: "Iets toevoegen bij Journaal" })).toBeNull();
  host(() => model.push("view", show(s.openTask)));
  expect(screen.getByLabelText<HTMLTextAreaElement>(/^S/).value).toBe("Hoest");
});

test("a step that was taken can be taken back, and both are told", async () => {
  const taken = { ...s.hisTask, steps: [{ ...s.hisTask.steps[0]!, taken: true }, ...s.hisTask.steps.slice(1)] };
  const { user, screen, model, host } = draw(show(s.hisTask));
  host(() => model.push("view", show(taken)));
  expect(screen.getByText("Gedaan: Bel de patiënt terug").role).toBe("status");
  const step = screen.getByRole("button", { name: "Bel de patiënt terug" });
  expect(step.getAttribute("aria-pressed")).toBe("true");
  expect(step.textContent).toBe("•Bel de patiënt teruggedaan"); // no ✓: it was done, and nobody says yet that it was good
  await user.click(step);
  expect(model.responses).toEqual([{ kind: "undo_step", step: "bel" }]);
  host(() => model.reply("saved", "", show(s.hisTask)));
  expect(screen.getByText("Teruggedraaid: Bel de patiënt terug").role).toBe("status");
});

test("what was typed and not saved is gone when the task is over", async () => {
  const { user, field, screen, model, host } = await adding();
  await user.type(field(/Reden/), "Oor");
  host(() => model.push("view", show(s.overTask(s.hisTask))));
  host(() => model.push("view", show(s.hisTask)));
  expect(screen.queryByRole("form", { name: "Iets toevoegen bij Agenda" })).toBeNull();
  await user.click(screen.getByRole("button", { name: "Voeg toe bij Agenda" }));
  expect(screen.getByLabelText<HTMLInputElement>(/Reden/).value).toBe("");
});

test.each([
  ["nothing was done", { ...s.hisTask, touched: false }, /nog niets gedaan/],
  ["something typed is not saved", s.hisTask, /nog niet bewaard/],
] as const)("when %s, finishing asks first", async (_, task, question) => {
  const { user, screen, model, field } = await adding(task);
  if (task.touched) await user.type(field(/Reden/), "x");
  await user.click(screen.getByRole("button", { name: "Klaar, kijk na" }));
  expect(screen.getByText(question)).toBeTruthy();
  expect(model.responses).toEqual([]);
  await user.click(screen.getByRole("button", { name: "Ja, kijk na" }));
  expect(model.responses).toEqual([{ kind: "finish" }]);
});

test("leaving a task in which something was done asks first", async () => {
  const { user, screen, model } = draw(show(s.hisTask));
  await user.click(screen.getByRole("button", { name: "Terug naar de taken" }));
  expect(model.responses).toEqual([]);
  await user.click(screen.getByRole("button", { name: "Ja, stop" }));
  expect(model.responses).toEqual([{ kind: "back" }]);
});

test("the result says what is not safe, what is missing and what is right, with signs and words, and has the focus", () => {
  const { el, model, host } = draw(show(s.hisTask));
  host(() => model.push("view", show(s.overTask(s.hisTask))));
  expect(document.activeElement?.textContent).toBe("Je resultaat");
  expect(el.querySelector(".ssfh-his-result")!.textContent.match(/niet veilig/gi)).toHaveLength(1);
  expect([...el.querySelectorAll(".ssfh-his-findings")].map((one) => one.textContent)).toEqual([
    "!Niet veiligDit gaat over wat je koos en deed.De afspraak staat bij de verkeerde patiënt.Dit gebeurde toen je iets toevoegde bij Agenda.Er ging iets belangrijks mis. Dat telt zwaar mee in je resultaat.",
    "!Nog niet compleetDe reden mist.Dit is wel gedaanDe tijd klopt.",
    expect.stringMatching(/^Jouw woordenWat je zelf schreef, las het programma niet.*Agenda: RedenZeurt over haar oorZo kan het ook:Pijn aan het oorLet op:Geen oordeel.$/),
  ]);
});

test("safe and complete are two verdicts, and what was not judged says why", () => {
  const { el, model, host } = draw(show({ ...s.hisTask, result: { ...s.hisResult, safe: true, unsafe: [], capped: false } }));
  const verdicts = () => [...el.querySelectorAll(".ssfh-his-findings .ssfh-verdict")].map((one) => one.textContent);
  expect(verdicts()).toEqual(["✓Veilig", "!Nog niet compleet"]);
  const unjudged = { safe: null, complete: null, percent: null, outcome: "not_judged", right: [], missing: [], unsafe: [], capped: false } as const;
  host(() => model.push("view", show({ ...s.hisTask, result: { ...s.hisResult, ...unjudged, right: [], missing: [], unsafe: [] } })));
  expect(verdicts()).toEqual(["iNiet beoordeeld"]);
  expect(el.textContent).toContain("Daarom krijg je hier geen oordeel.");
});

test("at the verdict itself it says that her own words were not read", () => {
  const safe = { ...s.hisResult, safe: true, unsafe: [], capped: false };
  const { el, model, host } = draw(show({ ...s.hisTask, result: safe }));
  const verdict = () => el.querySelector(".ssfh-his-findings")!.textContent;
  expect(verdict()).toBe("✓VeiligDit gaat over wat je koos en deed. Schreef je zelf iets dat daar niet bij past? Dan kan het toch onveilig zijn.");
  host(() => model.push("view", show({ ...s.hisTask, result: { ...safe, compare: safe.compare.map((one) => ({ ...one, own: [] })) } })));
  expect(verdict()).toBe("✓Veilig");
});

test("words of her own in a field without an example are shown as well", () => {
  const compare = [{ label: "Berichten: Onderwerp", own: ["Woensdag"], example: null, points: [] }];
  const { el } = draw(show({ ...s.hisTask, result: { ...s.hisResult, compare } }));
  expect(el.querySelector(".ssfh-his-compare")!.textContent).toBe("Berichten: OnderwerpWoensdagHier is geen voorbeeld bij. Klopt het met wat je koos?");
});

test("a part of which the result hangs on being looked at tells once that it is on the screen", async () => {
  const watched = { ...s.openTask, parts: s.openTask.parts.map((part) => ({ ...part, tells_look: part.id === "medication" })) };
  const { screen, user, model } = draw(show(watched));
  expect(model.responses).toEqual([]);
  await user.click(within(screen.getByRole("navigation")).getByRole("button", { name: "Medicatie" }));
  await vi.waitFor(() => expect(model.responses).toEqual([{ kind: "look", part: "medication" }]));
});

test("a field on which the result hangs says so, and of her own words only that they have to be there", async () => {
  const fields = s.agenda.fields.map((field) => ({ ...field, required: false, is_judged: true }));
  const { form } = await adding({ ...s.hisTask, parts: [{ ...s.agenda, fields }] });
  expect(form.getByLabelText("Reden (vul in)").hasAttribute("required")).toBe(false);
  expect(form.getByLabelText("Bij wie (wordt nagekeken)").hasAttribute("required")).toBe(false);
});

test("of a task in which nothing was done it says that nothing can be judged yet, and what is needed", () => {
  const unsafe = [{ text: { html: "<p>Vraag wie er belt.</p>" }, moment: null }];
  const untouched = { ...s.hisResult, summary: null, unsafe, capped: false };
  const { el } = draw(show({ ...s.hisTask, touched: false, result: untouched }));
  expect(el.querySelector(".ssfh-his-findings")!.textContent).toBe(
    "iNog niet te beoordelenJe deed nog niets in deze taak. Dit is nodig om veilig te werken:Vraag wie er belt.",
  );
  expect(el.textContent).not.toContain("Niet veilig");
  expect([...el.querySelectorAll(".ssfh-his-findings .ssfh-verdict")].map((one) => one.textContent)).toEqual(["iNog niet te beoordelen"]);
});

test("what was left out stands apart from what was done, and alone it is not safe yet", () => {
  const leftOut = { text: { html: "<p>Vraag wie er belt.</p>" }, moment: null };
  const result = { ...s.hisResult, unsafe: [leftOut] };
  const { el, model, host } = draw(show({ ...s.hisTask, result }));
  const safety = () => el.querySelector(".ssfh-his-findings")!.textContent;
  expect(safety()).toBe(
    "!Nog niet veiligDit gaat over wat je koos en deed.Dit is nog nodig om veilig te werken:Vraag wie er belt.Er mist nog iets belangrijks. Dat telt zwaar mee in je resultaat.",
  );
  host(() => model.push("view", show({ ...s.hisTask, result: { ...result, unsafe: [leftOut, ...s.hisResult.unsafe] } })));
  expect(safety()).toBe(
    "!Niet veiligDit gaat over wat je koos en deed.De afspraak staat bij de verkeerde patiënt.Dit gebeurde toen je iets toevoegde bij Agenda.Dit is nog nodig om veilig te werken:Vraag wie er belt.Er ging iets belangrijks mis. Dat telt zwaar mee in je resultaat.",
  );
});

test("what safety still asks for is not complete either, and is said once", () => {
  const leftOut = { text: { html: "<p>Vraag wie er belt.</p>" }, moment: null };
  const { el } = draw(show({ ...s.hisTask, result: { ...s.hisResult, unsafe: [leftOut], missing: [], complete: false } }));
  const [, completeness] = el.querySelectorAll(".ssfh-his-findings");
  expect(completeness!.textContent).toBe("!Nog niet compleetWat nog mist, staat hierboven.Dit ging goedDe tijd klopt.");
});

test("what was done is praised only where nothing unsafe was done beside it, as it may have been a guess", () => {
  const { el, model, host } = draw(show({ ...s.hisTask, result: s.hisResult }));
  const completeness = () => el.querySelectorAll(".ssfh-his-findings")[1]!.textContent;
  expect(completeness()).toContain("Dit is wel gedaanDe tijd klopt.");
  host(() => model.push("view", show({ ...s.hisTask, result: { ...s.hisResult, safe: true, unsafe: [], capped: false } })));
  expect(completeness()).toContain("Dit ging goedDe tijd klopt.");
});

test("a message is sent, and not kept", async () => {
  const messages = { ...s.agenda, id: "messages", label: "Berichten", agenda: null, is_sent: true, records: [], layout: "table" as const };
  const sending = { ...s.hisTask, parts: [messages] };
  const { user, screen, model, host } = draw(show(sending));
  await user.click(screen.getByRole("button", { name: "Nieuw bericht" }));
  const form = within(screen.getByRole("form", { name: "Nieuw bericht" }));
  expect(form.getByRole("button", { name: "Verstuur" })).toBeTruthy();
  host(() => model.push("view", show({ ...sending, parts: [{ ...messages, records: [s.appointment] }] })));
  expect(screen.getByText(/^Verstuurd: /).role).toBe("status");
});

test("complete is no praise beside what is not safe", () => {
  const complete = { ...s.hisResult, safe: false, complete: true, missing: [] };
  const { el, model, host } = draw(show({ ...s.hisTask, result: complete }));
  const verdicts = () => [...el.querySelectorAll(".ssfh-his-findings .ssfh-verdict")].map((one) => one.textContent);
  expect(verdicts()).toEqual(["!Niet veilig", "iCompleet, maar niet veilig"]);
  host(() => model.push("view", show({ ...s.hisTask, result: { ...complete, safe: true, unsafe: [], capped: false } })));
  expect(verdicts()).toEqual(["✓Veilig", "✓Compleet"]);
});

test("what comes back on a step stands in its order, and what was said can be said again", async () => {
  const steps = s.hisTask.steps.map((one) => ({ ...one, taken: one.final }));
  const talk = [{ id: "vraag", text: "Vraag het na", is_said: true, speaker: "Beller", answer: s.hisTask.assignment }];
  const { user, screen, model } = draw(show({ ...s.hisTask, steps, talk }));
  expect(screen.getByRole("log").textContent).toBe("Jij: Vraag het naBeller: Mevrouw Janssen belt. Zet een afspraak om 10.40 uur.");
  await user.click(screen.getByRole("button", { name: "Vraag het na" }));
  expect(model.responses).toEqual([{ kind: "step", step: "vraag" }]);
});

test("after the result the HIS can be looked at and not be changed", async () => {
  const { user, screen } = draw(show(s.overTask(s.openTask)));
  await user.click(screen.getByRole("button", { name: "Medicatie" }));
  expect(screen.getByRole("row", { name: "metoprolol" })).toBeTruthy();
  expect(screen.queryByRole("button", { name: /^(Voeg toe|Wijzig|Sluit dossier|Open dossier|Klaar)/ })).toBeNull();
  expect(screen.getByRole<HTMLButtonElement>("button", { name: "Bel de patiënt terug" }).disabled).toBe(true);
});

test("the next task is one that is advised, and there is none when nothing is", () => {
  const over = show({ ...s.hisTask, id: "allergie", result: s.hisResult });
  const view: PracticeHisView = { ...over, recommended: [{ task: "allergie", why: "again" }] };
  const { screen } = draw(view);
  expect(screen.queryByRole("button", { name: "Volgende taak" })).toBeNull();
});

test("doing a task again tells nothing of the time before, and goes to its title", async () => {
  const { screen, model, host, el } = draw(show(s.hisTask));
  host(() => model.push("view", show(withSecond)));
  expect(el.querySelector(".ssfh-his-news")!.textContent).toMatch(/^Toegevoegd/);
  host(() => model.push("view", show(s.overTask(withSecond))));
  host(() => model.push("view", show(s.hisTask)));
  expect(document.activeElement).toBe(screen.getByRole("heading", { name: "Zet deze afspraak" }));
  expect(el.querySelector(".ssfh-his-news")!.textContent).toBe("");
});

const untouched: TaskView = { ...s.hisTask, touched: false };
/** A task that is begun on this page, after the one before it. */
const begun = () => {
  const drawn = draw(show(s.overTask(s.hisTask)));
  drawn.host(() => drawn.model.push("view", show(untouched)));
  return drawn;
};

test("the task lies open before the work begins, closes when the focus goes to the HIS, and opens with its button", async () => {
  const { user, screen } = begun();
  const margin = screen.getByRole("complementary", { name: "Opdracht en acties" });
  expect(margin.textContent).toContain("Mevrouw Janssen belt.");
  expect(within(margin).getByRole("button", { name: "Verder in het HIS" }).getAttribute("aria-expanded")).toBe("true");
  await user.click(screen.getByRole("searchbox"));
  const handle = within(margin).getByRole("button", { name: "Opdracht en acties" });
  expect(handle.getAttribute("aria-expanded")).toBe("false");
  await user.click(handle);
  expect(handle.getAttribute("aria-expanded")).toBe("true");
});

test("Escape closes the task and gives the focus back to its button; a step in it leaves it open", async () => {
  const { user, screen } = begun();
  const margin = within(screen.getByRole("complementary"));
  await user.click(margin.getByRole("button", { name: "Bel de patiënt terug" }));
  const handle = margin.getByRole("button", { name: "Verder in het HIS" });
  await user.keyboard("{Escape}");
  expect(document.activeElement).toBe(handle);
  expect(handle.getAttribute("aria-expanded")).toBe("false");
});

test("the task stays closed for who comes back in the middle of it, and its button names what is in it", () => {
  const { screen } = draw(show({ ...s.hisTask, steps: [] }));
  expect(screen.getByRole("button", { name: "Opdracht" }).getAttribute("aria-expanded")).toBe("false");
});

test("nobody is found by nothing, and that nobody fits is said", async () => {
  const { user, screen, el } = draw(show(s.hisTask));
  expect(el.querySelector(".ssfh-his-search li")).toBeNull();
  await user.type(screen.getByRole("searchbox"), "Pietersen");
  expect(el.querySelector(".ssfh-his-search li")).toBeNull();
  expect(screen.getByText("Niemand gevonden. Kijk de naam en de geboortedatum nog eens na.").role).toBe("status");
});

test("with the keyboard one goes from the search to what was found and back; Enter opens nobody's record", async () => {
  const { user, screen, model } = draw(show(s.hisTask));
  const field = screen.getByRole("searchbox");
  const person = (name: RegExp) => screen.getByRole("button", { name });
  await user.type(field, "jans{Enter}");
  expect(document.activeElement).toBe(person(/A\. Jansen /));
  expect(model.responses).toEqual([]);
  await user.keyboard("{ArrowDown}");
  expect(document.activeElement).toBe(person(/A\. Janssen /));
  await user.keyboard("{ArrowDown}");
  expect(document.activeElement).toBe(person(/A\. Janssen /));
  await user.keyboard("{ArrowUp}{ArrowUp}");
  expect(document.activeElement).toBe(field);
  await user.keyboard("{ArrowDown}{Enter}");
  expect(model.responses).toEqual([{ kind: "open_record", patient: "jansen" }]);
});

test("the parts stand in the blocks of the floor plan, and that of the record only while one is open", () => {
  const { el, model, host } = draw(show(s.openTask));
  const groups = () => [...el.querySelectorAll(".ssfh-his-wide")].map((one) => one.textContent);
  expect(groups()).toEqual(["Tijd en contactAgenda1E-consulten1", "Het open dossierJournaalMedicatie1", "Samenwerken en regelenToegangslog1"]);
  host(() => model.push("view", show(s.hisTask)));
  expect(groups()).toEqual(["Tijd en contactAgenda1E-consulten1", "Samenwerken en regelenToegangslog1"]);
});

test("a text that is almost too long says how much is left", async () => {
  const { user, field, el } = await adding();
  await user.type(field(/Reden/), "Pijn in het oor");
  expect(el.textContent).not.toContain("tekens over");
  await user.type(field(/Reden/), " ja");
  expect(el.textContent).toContain("Nog 2 tekens over.");
});

test("a double press on save adds one record", async () => {
  const { fillIn, model, user, form } = await adding();
  await fillIn();
  await user.dblClick(form.getByRole("button", { name: "Bewaar" }));
  expect(model.responses).toHaveLength(1);
});

test("an untouched task that was reopened starts with its sheet closed", () => {
  const { el } = draw(show(untouched));
  expect(el.querySelector("aside")!.getAttribute("data-open")).toBe("false");
});

import { within } from "@testing-library/preact";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { TaskView } from "../src/views";
import { draw } from "./drawing";
import * as s from "./practice_his_samples";
import { html } from "./samples";

const days = ["maandag 16 maart", "dinsdag 17 maart", "woensdag 18 maart", "donderdag 19 maart", "vrijdag 20 maart", "maandag 23 maart"].map(
  (label) => ({ label, date: `2026-03-${label.split(" ")[1]}` }),
);
const day = { ...s.agenda.fields[0]!, id: "datum", label: "Datum", type: "date" as const };
const fields = [day, ...s.agenda.fields];
const booked = (id: string, time: string, slots = [time]) => ({
  record: { id, patient: "jansen", values: { datum: "2026-03-17", tijd: time, patient: "jansen", bij: "huisarts", reden: "" }, shown: { datum: "17 maart 2026", tijd: time, patient: "A. Jansen", bij: "Huisarts", reden: "" } },
  booking: { record: id, date: "2026-03-17", who: "huisarts", slots, minutes: 10 * slots.length, name: "A. Jansen", birth: "03-04-1950" },
});

/** A task with an agenda of six days, in which some appointments stand. */
function withAgenda(...appointments: ReturnType<typeof booked>[]): TaskView {
  const sessions = [{ label: "Ochtend", times: ["09:00", "09:10", "09:20"] }, { label: "Middag", times: ["13:00", "13:10"] }];
  const agenda = { days, sessions, booked: appointments.map(({ booking }) => booking), date_field: "datum", time_field: "tijd", who_field: "bij" };
  return { ...s.hisTask, parts: [{ ...s.agenda, layout: "agenda", fields, agenda, records: appointments.map(({ record }) => record) }] };
}

const long = booked("a1", "09:00", ["09:00", "09:10"]);
const show = (task: TaskView) => s.practiceHis(task);
const free = (day: string, time: string) => ({ name: `${day}, ${time}: vrij` });

test("the agenda is a table of days and times, in which one reads who comes and how long, and what is free", () => {
  const { screen } = draw(show(withAgenda(long)));
  const rows = within(screen.getByRole("grid", { name: "Agenda van Huisarts" })).getAllByRole("row");
  expect(rows.map((row) => [...(row as HTMLTableRowElement).cells].slice(0, 3).map((cell) => cell.textContent?.replace(/^.*(vrij)$/, "$1")))).toEqual([
    ["Tijd", "maandag 16 maart", "dinsdag 17 maart"],
    ["09:00", "vrij", "Wijzig 17 maart 2026, 09:00, A. Jansen03-04-1950, 20\u00a0min"],
    ["09:10", "vrij", "bezet"],
    ["09:20", "vrij", "vrij"],
  ]);
});

test("an appointment that begins within a slot says its time", () => {
  const { el } = draw(show(withAgenda(booked("a1", "09:05", ["09:00", "09:10"]))));
  expect(el.querySelector(".ssfh-his-booked > .ssfh-small")!.textContent).toBe("09:05, 03-04-1950, 20\u00a0min");
});

test("a free slot opens the form with day, time and person filled in, and the focus at what is left", async () => {
  const { user, screen, model } = draw(show(withAgenda(long)));
  await user.selectOptions(screen.getByLabelText("Agenda van"), "assistent");
  await user.click(screen.getByRole("button", free("dinsdag 17 maart", "09:10")));
  const form = within(screen.getByRole("form", { name: "Iets toevoegen bij Agenda" }));
  expect(document.activeElement).toBe(form.getByLabelText(/Patiënt/));
  await user.selectOptions(form.getByLabelText(/Patiënt/), "janssen");
  await user.click(form.getByRole("button", { name: "Bewaar" }));
  const values = { datum: "2026-03-17", tijd: "09:10", patient: "janssen", bij: "assistent", reden: "" };
  expect(model.responses).toEqual([{ kind: "add", part: "agenda", values }]);
});

test("another slot changes day and time in the form and keeps what was typed, and a slot alone is nothing unsaved", async () => {
  const { user, screen } = draw(show(withAgenda()));
  await user.click(screen.getByRole("button", free("maandag 16 maart", "09:00")));
  expect(dispatchEvent(new Event("beforeunload", { cancelable: true }))).toBe(true);
  await user.type(screen.getByLabelText(/Reden/), "Oor");
  await user.click(screen.getByRole("button", free("woensdag 18 maart", "09:20")));
  expect(screen.getByLabelText<HTMLInputElement>(/Datum/).value).toBe("2026-03-18");
  expect(screen.getByLabelText<HTMLInputElement>(/Tijd/).value).toBe("09:20");
  expect(screen.getByLabelText<HTMLInputElement>(/Reden/).value).toBe("Oor");
});

test("who cancels is back at the slot, and who saves is at the new appointment, which is in view", async () => {
  const { user, screen, model, host } = draw(show(withAgenda()));
  await user.click(screen.getByRole("button", free("maandag 16 maart", "09:00")));
  await user.click(screen.getByRole("button", { name: "Toch niet" }));
  expect(document.activeElement).toBe(screen.getByRole("button", free("maandag 16 maart", "09:00")));
  await user.click(screen.getByRole("button", free("dinsdag 17 maart", "09:20")));
  await user.selectOptions(within(screen.getByRole("form", { name: "Iets toevoegen bij Agenda" })).getByLabelText(/Patiënt/), "jansen");
  await user.click(screen.getByRole("button", { name: "Bewaar" }));
  host(() => model.reply("saved", "", show(withAgenda(booked("a2", "09:20")))));
  expect(document.activeElement).toBe(within(screen.getByRole("grid")).getByRole("button", { name: /^Wijzig/ }));
});

test("a new appointment in the afternoon is shown, with its day", async () => {
  const { screen, model, host, el } = draw(show(withAgenda()));
  host(() => model.push("view", show(withAgenda(booked("a2", "13:10")))));
  expect(screen.getByRole("button", { name: "Middag" }).getAttribute("aria-pressed")).toBe("true");
  expect(el.querySelector(".ssfh-his-booked")!.textContent).toContain("A. Jansen");
});

test("the columns are one stop for the Tab key, and the arrow keys go from slot to slot", async () => {
  const { user, screen } = draw(show(withAgenda(long)));
  const stops = () => within(screen.getByRole("grid")).getAllByRole("button").filter(({ tabIndex }) => tabIndex === 0);
  const at = () => document.activeElement!.textContent;
  expect(stops()).toHaveLength(1);
  screen.getByRole("button", { name: "Middag" }).focus();
  await user.tab();
  expect(at()).toBe("maandag 16 maart, 09:00: vrij");
  await user.keyboard("{ArrowRight}");
  expect(at()).toContain("A. Jansen");
  await user.keyboard("{ArrowDown}"); // past the middle of the appointment
  expect(at()).toBe("dinsdag 17 maart, 09:20: vrij");
  await user.keyboard("{ArrowDown}{ArrowLeft}{ArrowLeft}");
  expect(at()).toBe("maandag 16 maart, 09:20: vrij");
  expect(stops()).toEqual([document.activeElement]);
  await user.keyboard("{Enter}");
  expect(screen.getByLabelText<HTMLInputElement>(/Tijd/).value).toBe("09:20");
});

test("the days go back and forth to their ends, and no button loses the focus there", async () => {
  const { user, screen } = draw(show(withAgenda()));
  const first = () => screen.getAllByRole("columnheader")[1]!.textContent;
  const back = screen.getByRole("button", { name: "Eén dag terug" });
  await user.click(back);
  expect([first(), document.activeElement]).toEqual(["maandag 16 maart", back]);
  const on = screen.getByRole("button", { name: "Eén dag verder" });
  for (const _ of days) await user.click(on);
  expect([first(), document.activeElement, on.getAttribute("aria-disabled")]).toEqual(["maandag 23 maart", on, "true"]);
  await user.selectOptions(screen.getByLabelText("Dag"), "woensdag 18 maart");
  expect(first()).toBe("woensdag 18 maart");
});

test("the same appointments stand in a list, in which nothing has to be found in a column", () => {
  const { screen, el } = draw(show(withAgenda(long)));
  expect(screen.getByText("Alle afspraken als lijst").tagName).toBe("SUMMARY");
  expect(el.querySelector("details .ssfh-his-table tbody tr")!.textContent).toContain("17 maart 2026");
});

const soep = ["S", "O", "E", "P"].map((letter) => ({ ...s.journal.fields[0]!, id: letter.toLowerCase(), label: letter }));
const correction = { ...soep[0]!, id: "correctie", label: "Correctie", for_change: true };
const entry = (values: Record<string, string>) => ({ id: "j1", patient: "jansen", values, shown: values });
const withEntry = (values: Record<string, string>): TaskView => ({
  ...s.openTask,
  parts: [{ ...s.journal, layout: "journal", fields: [day, ...soep, correction], records: [entry({ datum: "16 maart 2026", s: "", o: "", e: "", p: "", correctie: "", ...values })] }],
});

test("an entry of the journal is four labelled rows, and a correction only where one stands", () => {
  const { el, model, host } = draw(show(withEntry({ s: "Hoest", p: "Rust" })));
  const rows = () => [...el.querySelectorAll(".ssfh-his-entries dl > div")].map((row) => [...row.children].map((one) => one.textContent));
  expect(rows()).toEqual([["S", "Hoest"], ["O", "Niets ingevuld"], ["E", "Niets ingevuld"], ["P", "Rust"]]);
  host(() => model.push("view", show(withEntry({ s: "Hoest", correctie: "Drie dagen" }))));
  expect(rows().at(-1)).toEqual(["Correctie", "Drie dagen"]);
});

test("an entry that is changed opens at its first field", async () => {
  const { user, screen } = draw(show(withEntry({ s: "Hoest" })));
  await user.click(screen.getByRole("button", { name: /^Wijzig/ }));
  expect(document.activeElement).toBe(screen.getByLabelText(/Datum/));
});

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"], shouldAdvanceTime: true }));
afterEach(() => void vi.useRealTimers());

test("what is new or changed is lit for two seconds and told in the live region", () => {
  const { el, model, host, screen } = draw(show(withEntry({ s: "Hoest" })));
  const lit = () => el.querySelectorAll('[data-fresh="true"]').length;
  expect(lit()).toBe(0);
  host(() => model.push("view", show(withEntry({ s: "Koorts" }))));
  expect(lit()).toBe(1);
  expect(screen.getByText(/^Gewijzigd bij Journaal/).role).toBe("status");
  host(() => void vi.advanceTimersByTime(1900));
  expect(lit()).toBe(1);
  host(() => void vi.advanceTimersByTime(200));
  expect(lit()).toBe(0);
});

test("a turn says who speaks, and what is done is told apart from what is said", () => {
  const talk = [
    { id: "vraag", text: "Je vraagt wie het is.", is_said: true, speaker: "Beller", answer: html("“Janssen.”") },
    { id: "kijk", text: "Je kijkt op je briefje.", is_said: false, speaker: null, answer: html("Er staat niets.") },
  ];
  const { screen } = draw(show({ ...s.hisTask, talk }));
  const turns = within(screen.getByRole("log")).getAllByRole("listitem");
  expect(turns.map(({ textContent }) => textContent)).toEqual(["Jij: Je vraagt wie het is.Beller: “Janssen.”", "Je kijkt op je briefje.Er staat niets."]);
});

test("the conversation begins with what a caller says, and how it goes is told once, until somebody answers", () => {
  const opening = { speaker: "Beller", answer: html("“Met Janssen.”") };
  const how = "Kies wat je doet, in jouw volgorde. Wat je zegt of doet, kun je niet terugnemen. Vragen mag vaker.";
  const { screen, model, host } = draw(show({ ...s.hisTask, opening }));
  expect(screen.getByRole("log").textContent).toBe(`Beller: “Met Janssen.”${how}`);
  expect(screen.getAllByText(how)).toHaveLength(1);
  const talk = [{ id: "vraag", text: "Je vraagt wie het is.", is_said: true, speaker: "Beller", answer: html("“Janssen.”") }];
  host(() => model.push("view", show({ ...s.hisTask, opening, talk })));
  expect(screen.queryByText(how)).toBeNull();
});

test("the conversation stands above its choices, and is there before anything is said", () => {
  const { screen } = draw(show(s.hisTask));
  const log = screen.getByRole("log", { name: "Wat er is gezegd en gedaan" });
  expect(log.tabIndex).toBe(0);
  expect(log.compareDocumentPosition(screen.getByRole("button", { name: "Vraag het na" }))).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
});

test("a task without answers has no conversation", () => {
  const { screen } = draw(show({ ...s.hisTask, steps: s.hisTask.steps.filter(({ final }) => !final) }));
  expect(screen.queryByRole("log")).toBeNull();
});

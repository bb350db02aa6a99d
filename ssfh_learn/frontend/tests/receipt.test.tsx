import { afterEach, expect, test, vi } from "vitest";
import { draw } from "./drawing";
import * as s from "./samples";

const BUSY = "Je toets wordt ingeleverd. Dit duurt een paar tellen. Laat deze pagina open.";
const openTest = { ...s.testQuiz, phase: "open" as const };
const result = { points: 6, maximum: 9, percent: 67, passed: false, feedback: null, wrong: 3 };

afterEach(() => void vi.unstubAllEnvs());

function region(el: HTMLElement): HTMLElement {
  return el.querySelector<HTMLElement>(".ssfh-receipt-place")!;
}

test.each([["no receipt trait", undefined], ["receipt none", s.receipts.none]])("with %s the page says that the test is handed in", (_, receipt) => {
  const { el, screen } = draw(s.closedTest, receipt ? { receipt } : {});
  expect(screen.getByText("Je toets is ingeleverd. Je krijgt de uitslag als hij is nagekeken.")).toBeTruthy();
  expect(screen.getByRole("heading", { name: "Je resultaat" })).toBeTruthy();
  expect(screen.getByRole("button", { name: "Begin een nieuwe poging" })).toBeTruthy();
  expect(region(el).textContent).toBe("");
  expect(screen.queryByRole("alert")).toBeNull();
});

test("on its way: one calm line, no promise yet and no new attempt", () => {
  const { el, screen } = draw(s.closedTest, { receipt: s.receipts.busy });
  expect(region(el).textContent).toBe(BUSY);
  expect(screen.getByRole("heading", { name: "Inleveren" })).toBeTruthy();
  expect(el.textContent).not.toContain("Je toets is ingeleverd.");
  expect(screen.queryByRole("button")).toBeNull();
});

test("the live region stands on the page before handing in, so that it is heard", () => {
  const { el, model, host } = draw({ ...openTest });
  const before = region(el);
  expect([before.getAttribute("role"), before.textContent]).toEqual(["status", ""]);
  host(() => {
    model.push("view", s.closedTest);
    model.push("receipt", s.receipts.busy);
  });
  expect(region(el)).toBe(before);
  expect(before.textContent).toBe(BUSY);
});

test("the receipt tells when, the number and what happens next", () => {
  vi.stubEnv("TZ", "Europe/Amsterdam");
  const { el, screen } = draw(s.closedTest, { receipt: s.receipts.handed_in });
  expect(screen.getByRole("heading", { name: "Ingeleverd" })).toBeTruthy();
  const lines = ["zaterdag 21 november 2026 om 14.05 uur", "Nummer: 7F3A-21BC", "Je trainer kijkt je toets na. Bewaar dit nummer als bewijs."];
  for (const line of lines) expect(region(el).textContent).toContain(line);
  expect(el.querySelector("time")!.getAttribute("datetime")).toBe("2026-11-21T13:05:00+00:00");
  expect(el.textContent).not.toContain("Je toets is ingeleverd.");
});

test("the way to the result is there where the host has a page for it, and nowhere else", () => {
  const without = draw(s.closedTest, { receipt: s.receipts.handed_in });
  expect(without.screen.queryByRole("link", { name: "Bekijk je uitslag" })).toBeNull();
  without.cleanup();
  const { screen } = draw(s.closedTest, { receipt: { ...s.receipts.handed_in, result: "?7F3A-21BC#uitslag" } });
  const link = screen.getByRole("link", { name: "Bekijk je uitslag" });
  expect(link.getAttribute("href")).toBe("?7F3A-21BC#uitslag");
});

test.each([
  ["2026-11-22T03:05:00Z", "zondag 22 november 2026 om 4.05 uur"],
  ["2026-12-31T23:30:00+00:00", "vrijdag 1 januari 2027 om 0.30 uur"],
  ["2027-03-28T00:59:00Z", "zondag 28 maart 2027 om 1.59 uur"],
  ["2027-03-28T01:00:00Z", "zondag 28 maart 2027 om 3.00 uur"],
  ["2027-07-31T17:00:00+02:00", "zaterdag 31 juli 2027 om 17.00 uur"],
  ["2027-10-30T23:59:00Z", "zondag 31 oktober 2027 om 1.59 uur"],
  ["2027-10-31T00:30:00Z", "zondag 31 oktober 2027 om 2.30 uur (zomertijd)"],
  ["2027-10-31T01:30:00Z", "zondag 31 oktober 2027 om 2.30 uur (wintertijd)"],
  ["2027-10-31T02:00:00Z", "zondag 31 oktober 2027 om 3.00 uur"],
])("date and time are those of the Netherlands, wherever the browser stands: %s", (at, said) => {
  for (const zone of ["UTC", "America/New_York", "Asia/Kolkata", "Europe/Amsterdam"]) {
    vi.stubEnv("TZ", zone);
    const { el, cleanup } = draw(s.closedTest, { receipt: { ...s.receipts.handed_in, at } });
    expect(el.querySelector("time")!.textContent).toBe(said);
    cleanup();
  }
});

test("a receipt without a number or a time, or with one that cannot be read, still says that the test is in", () => {
  for (const at of [null, "gisteren"]) {
    const { el, screen, cleanup } = draw(s.closedTest, { receipt: { ...s.receipts.handed_in, at, number: null } });
    expect(screen.getByRole("heading", { name: "Ingeleverd" })).toBeTruthy();
    expect(el.textContent).not.toMatch(/Nummer|nummer|null|Invalid/);
    expect(el.querySelector("time")).toBeNull();
    cleanup();
  }
});

test("after grading, the receipt no longer says that the trainer has to look", () => {
  const { el } = draw({ ...s.closedTest, result } as never, { receipt: { ...s.receipts.handed_in, graded: true } });
  expect(region(el).textContent).toContain("Nummer: 7F3A-21BC");
  expect(el.textContent).not.toContain("trainer");
});

test("a host that never hears of grading promises no looking, also after it", () => {
  const { el } = draw(s.closedTest, { receipt: { ...s.receipts.handed_in, graded: null } });
  expect(region(el).textContent).toContain("Je krijgt de uitslag van je trainer. Bewaar dit nummer als bewijs.");
  expect(el.textContent).not.toContain("kijkt je toets na");
});

test("not delivered: an alert says why and that the answers are safe", () => {
  const { el, screen } = draw(s.closedTest, { receipt: s.receipts.failed });
  const alert = screen.getByRole("alert");
  expect(alert.textContent).toBe("De map van je trainer is nu niet te bereiken.Je antwoorden zijn bewaard.");
  expect(alert.classList.contains("ssfh-problem")).toBe(true);
  expect(region(el).textContent).toBe("");
});

test("not delivered, and the host does not say why: there is still a sentence", () => {
  const { screen } = draw(s.closedTest, { receipt: { ...s.receipts.failed, message: "" } });
  expect(screen.getByRole("alert").textContent).toContain("Het inleveren is nog niet gelukt.");
});

test("trying again sends deliver, once", async () => {
  const { user, screen, model, host } = draw(s.closedTest, { receipt: s.receipts.failed });
  await user.dblClick(screen.getByRole("button", { name: "Probeer opnieuw" }));
  host(() => model.reply());
  expect(model.responses).toEqual([{ kind: "deliver" }]);
});

test("after trying again, the focus is where the news comes", async () => {
  const { user, screen, model, host, el } = draw(s.closedTest, { receipt: s.receipts.failed });
  await user.click(screen.getByRole("button", { name: "Probeer opnieuw" }));
  host(() => model.push("receipt", s.receipts.busy));
  expect(document.activeElement).toBe(region(el));
  host(() => model.push("receipt", s.receipts.handed_in));
  expect(document.activeElement).toBe(region(el));
  expect(screen.queryByRole("alert")).toBeNull();
});

test("a host that tries again by itself takes nobody's focus", () => {
  const { model, host } = draw(s.closedTest, { receipt: s.receipts.failed });
  host(() => model.push("receipt", s.receipts.busy));
  host(() => model.push("receipt", s.receipts.handed_in));
  expect(document.activeElement).toBe(document.body);
});

test("what is not delivered has to be delivered before a new attempt", () => {
  const { screen, model, host } = draw(s.closedTest, { receipt: s.receipts.failed });
  expect(screen.getAllByRole("button").map((button) => button.textContent)).toEqual(["Probeer opnieuw"]);
  host(() => model.push("receipt", s.receipts.handed_in));
  expect(screen.getAllByRole("button").map((button) => button.textContent)).toEqual(["Begin een nieuwe poging"]);
});

test.each([
  ["Wil je poging 2 van 2 beginnen? Je begint zonder antwoorden. De hoogste score telt.", 2],
  ["Wil je een nieuwe poging beginnen? Je begint zonder antwoorden. De hoogste score telt.", null],
])("a new attempt is begun knowingly: %s", async (question, allowed) => {
  const view = { ...s.closedTest, attempts: { used: 1, allowed } };
  const { user, screen, model } = draw(view, { receipt: s.receipts.handed_in });
  await user.click(screen.getByRole("button", { name: "Begin een nieuwe poging" }));
  expect(screen.getByText(question)).toBeTruthy();
  expect(model.sent).toHaveLength(0);
  expect(document.activeElement?.textContent).toBe("Nee, nu niet");
  await user.click(screen.getByRole("button", { name: "Ja, begin opnieuw" }));
  expect(model.responses).toEqual([{ kind: "begin" }]);
});

test("an open attempt shows nothing of the receipt of the one before", () => {
  const { el, screen } = draw(openTest, { receipt: s.receipts.failed });
  expect(region(el).textContent).toBe("");
  expect(screen.queryByRole("alert")).toBeNull();
  expect(screen.getByRole("heading", { name: "Klaar om in te leveren?" })).toBeTruthy();
});

test("a test of one question gets its receipt below that question", () => {
  const { el, screen } = draw(s.quizOf(s.single, { ...s.closedTest, questions: [s.single] }), { receipt: s.receipts.handed_in });
  expect(screen.getByRole("radio", { name: /pauze/ })).toBeTruthy();
  expect(region(el).textContent).toContain("Ingeleverd");
});

test("taking the page away leaves no listener for the receipt", () => {
  const { model, cleanup } = draw(s.closedTest, { receipt: s.receipts.busy });
  cleanup();
  expect(model.listenerCount).toBe(0);
});

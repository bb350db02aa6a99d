import { afterEach, beforeEach, expect, test } from "vitest";
import { showWaitingHere, WHOSE } from "../src/waiting_here";

const PREFIX = "ssfh /leren/ anna ";

function keep(number: number, response: object, { prefix = PREFIX, activity = "kaart", place = "proef" } = {}): void {
  localStorage.setItem(`${prefix}${number} x${number}`, JSON.stringify({ place, activity, response: { id: `x${number}`, ...response } }));
}

beforeEach(() => {
  history.replaceState(null, "", "/leren/module/proef/3");
  sessionStorage.setItem(WHOSE, PREFIX);
  document.body.innerHTML = '<main data-typed="Getypt: ‘{text}’" data-waits="Dit wacht."><p data-exercise="kaart"></p><p data-exercise="vragen"></p></main>';
});
afterEach(() => {
  localStorage.clear();
  sessionStorage.clear();
});

const said = () => [...document.querySelectorAll(".ssfh-problem p")].map((one) => one.textContent);

test("what she typed last in each field stands at its exercise, and a choice only waits", () => {
  keep(1, { kind: "note", theme: "a", text: "Eerst" });
  keep(2, { kind: "note", theme: "a", text: "Eerst <b>samen</b>" });
  keep(3, { kind: "agreement", row: 1, what: "Bel", who: "Ali", when: "", attempt: 1 });
  keep(5, { kind: "agreement", row: 1, what: "Bellen" });
  keep(4, { kind: "answer", question: "v1", answer: "b" }, { activity: "vragen" });
  localStorage.setItem(`${PREFIX}wiped`, "x");

  showWaitingHere();

  expect(said()).toEqual(["Getypt: ‘Eerst <b>samen</b>’", "Getypt: ‘Bellen’", "Getypt: ‘Ali’", "Dit wacht.", "Dit wacht."]);
});

test("nothing of anybody else, of another module or of a tab that nobody had is shown", () => {
  keep(1, { kind: "note", theme: "a", text: "Van Bea" }, { prefix: "ssfh /leren/ bea " });
  keep(2, { kind: "note", theme: "a", text: "Elders" }, { place: "anders" });
  showWaitingHere();
  expect(said()).toEqual([]);
  keep(3, { kind: "note", theme: "a", text: "Van Anna" });
  sessionStorage.clear();
  showWaitingHere();
  expect(said()).toEqual([]);
});

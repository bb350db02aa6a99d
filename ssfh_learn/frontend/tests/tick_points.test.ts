import { beforeEach, expect, it } from "vitest";
import { countTicks } from "../src/tick_points";

const boxes = () => [...document.querySelectorAll<HTMLInputElement>(".ssfh-look-for input")];
const field = () => document.querySelector<HTMLInputElement>("#punten")!;
const said = () => document.querySelector<HTMLElement>("[data-ssfh-ticks]")!;

function page(given = ""): void {
  document.body.innerHTML = `<fieldset class="ssfh-look-for">${'<input type="checkbox">'.repeat(3)}</fieldset>
<form><input id="punten" value="${given}"><p data-ssfh-ticks data-maximum="2" data-fills="{ticked}/{count}: {points}"
data-differs="{ticked}/{count}: {points}, anders"></p></form>`;
  countTicks(said());
}

function type(value: string): void {
  field().value = value;
  field().dispatchEvent(new Event("input"));
}

beforeEach(() => page());

it("counts up what is ticked, in halves, and puts it in the field", () => {
  boxes()[0]!.click();
  expect([field().value, said().textContent]).toEqual(["0,5", "1/3: 0,5"]);
  boxes()[1]!.click();
  expect([field().value, said().textContent]).toEqual(["1,5", "2/3: 1,5"]);
  boxes()[2]!.click();
  expect(field().value).toBe("2");
});

it("empties the field again when nothing is ticked any more", () => {
  boxes()[0]!.click();
  boxes()[0]!.click();
  expect([field().value, said().textContent]).toEqual(["", ""]);
});

it("never writes over what she typed, and says that this counts", () => {
  boxes()[0]!.click();
  type("2");
  boxes()[1]!.click();
  expect([field().value, said().textContent]).toEqual(["2", "2/3: 1,5, anders"]);
});

it("leaves the points that were given before", () => {
  page("1");
  boxes()[2]!.click();
  expect([field().value, said().textContent]).toEqual(["1", "1/3: 0,5, anders"]);
});

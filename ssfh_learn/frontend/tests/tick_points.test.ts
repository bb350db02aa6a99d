import { expect, it } from "vitest";
import { countTicks } from "../src/tick_points";

it("says how many are ticked, and writes no points that nobody gave", () => {
  document.body.innerHTML = `<fieldset class="ssfh-look-for">${'<input type="checkbox">'.repeat(3)}</fieldset>
<form><input id="punten" value="1"><p data-ssfh-ticks data-said="{ticked}/{count}"></p></form>`;
  const [first, second] = document.querySelectorAll<HTMLInputElement>(".ssfh-look-for input");
  const said = document.querySelector<HTMLElement>("[data-ssfh-ticks]")!;
  countTicks(said);
  expect(said.textContent).toBe("");
  first!.click();
  second!.click();
  expect(said.textContent).toBe("2/3");
  expect(document.querySelector<HTMLInputElement>("#punten")!.value).toBe("1");
  first!.click();
  second!.click();
  expect(said.textContent).toBe("");
});

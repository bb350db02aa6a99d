import { fireEvent } from "@testing-library/preact";
import { expect, test } from "vitest";
import { draw } from "./drawing";
import * as s from "./samples";

const slide = (slider: HTMLElement, value: string) => fireEvent.input(slider, { target: { value } });

test("fact_chart: an estimate is sent and then shown", async () => {
  const { user, screen, model, host } = draw(s.factEstimate);
  slide(screen.getByRole("slider", { name: /Hoeveel procent/ }), "30");
  await user.click(screen.getByRole("button", { name: "Controleer mijn schatting" }));
  host(() => model.reply());
  expect(model.responses).toEqual([{ kind: "estimate", value: 30 }, { kind: "show" }]);
});

test("fact_chart: an estimate is only checked once she set the slider", async () => {
  const { user, screen, model, el } = draw({
    ...s.factEstimate,
    estimate: { ...s.factEstimate.estimate!, value: null },
  } as typeof s.factEstimate);
  expect(el.querySelector("output")!.textContent, "where it stands by itself is no estimate").toBe("?");
  expect(screen.getByText(/^De schuif telt pas/).getAttribute("role")).toBe("status");
  await user.click(screen.getByRole("button", { name: "Controleer mijn schatting" }));
  expect(model.responses).toEqual([]);
  expect(screen.getByText("Zet eerst de schuif op jouw schatting.").getAttribute("role")).toBe("status");
});

test("fact_chart: a learner who does not estimate sends no estimate", async () => {
  const { user, screen, model } = draw(s.factEstimate);
  await user.click(screen.getByRole("button", { name: "Laat de cijfers meteen zien" }));
  expect(model.responses).toEqual([{ kind: "show" }]);
});

test("fact_chart: each bar has its value, and who, when and source stand below", () => {
  const { el } = draw(s.factShown);
  const text = el.textContent;
  for (const part of ["45%", "62,5%", "412 huisartsenpraktijken", "eind 2022", "SSFH-magazine", "Lees het cijfer goed", "Jij schatte 30%"])
    expect(text).toContain(part);
  expect([...el.querySelectorAll("tbody tr")].map((row) => row.textContent)).toEqual([
    "Praktijk met een open vacature45%",
    "Vacature die langer dan een half jaar openstaat62,5%",
  ]);
});

test("fact_chart: estimating again sends its response", async () => {
  const { user, screen, model } = draw(s.factShown);
  await user.click(screen.getByRole("button", { name: "Schat opnieuw" }));
  expect(model.responses).toEqual([{ kind: "estimate_again" }]);
});

test("role_choice: the role is sent", async () => {
  const { user, screen, model } = draw(s.roleChoice);
  await user.click(screen.getByRole("radio", { name: /Leidinggevende/ }));
  expect(model.responses).toEqual([{ kind: "choose", role: "manager" }]);
});

test("role_choice: the opening slider is never sent, and says so", () => {
  const { screen, model, el } = draw(s.roleChoice);
  const slider = screen.getByRole("slider", { name: /Hoe druk/ });
  slide(slider, "80");
  fireEvent.change(slider);
  expect(model.sent).toHaveLength(0);
  expect(el.textContent).toContain("We bewaren het niet.");
});

test("calculator: the outcome follows the slider at once, and only the end is sent", () => {
  const { screen, model, el } = draw(s.calculator);
  const slider = screen.getByRole("slider", { name: "Aantal mensen" });
  slide(slider, "4");
  expect(el.querySelector("output")!.textContent).toContain("25% van de uren");
  expect(model.sent).toHaveLength(0);
  fireEvent.change(slider);
  expect(model.responses).toEqual([{ kind: "set", value: 4 }]);
});

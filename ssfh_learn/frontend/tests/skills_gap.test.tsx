import { within } from "@testing-library/preact";
import { expect, test, vi } from "vitest";
import { fillPage } from "../src/print";
import { draw } from "./drawing";
import { skillsGap, skillsGapChosen, skillsGapResult } from "./skills_gap_samples";

const section = (el: HTMLElement, heading: string) =>
  [...el.querySelectorAll("h4")].find((one) => one.textContent === heading)!.closest<HTMLElement>("section")!;

function onPaper(el: HTMLElement): string {
  const page = document.implementation.createHTMLDocument();
  fillPage(page, el.querySelector(".ssfh-activity")!);
  return page.body.textContent ?? "";
}

test("both functions are chosen from the list, by id", async () => {
  const { user, screen, model, host } = draw(skillsGap());
  await user.selectOptions(screen.getByLabelText("De functie die je nu hebt"), "Doktersassistent");
  host(() => model.reply());
  await user.selectOptions(screen.getByLabelText("De functie die je wilt"), "Praktijkondersteuner");
  expect(model.responses).toEqual([
    { kind: "choose_function", side: "present", function: "balie" },
    { kind: "choose_function", side: "wanted", function: "spreekuur" },
  ]);
});

test("a chosen function stays on the screen while it is being saved", async () => {
  const { user, screen } = draw(skillsGap());
  const list = screen.getByLabelText<HTMLSelectElement>("De functie die je wilt");
  await user.selectOptions(list, "Praktijkondersteuner");
  expect(list.value).toBe("spreekuur");
  expect(screen.getByText("Je hebt een spreekuur.")).toBeTruthy();
});

test("without two functions there is nothing to estimate and no picture to ask for", () => {
  const { screen } = draw(skillsGap());
  expect(screen.queryByRole("radio")).toBeNull();
  expect(screen.queryByRole("button", { name: "Bekijk je beeld" })).toBeNull();
});

test("each competence is a group with the scale and 'niet van toepassing', and none is chosen beforehand", async () => {
  const { user, screen, model, host } = draw(skillsGapChosen);
  const group = screen.getByRole("group", { name: /Metingen doen/ });
  const choices = within(group).getAllByRole<HTMLInputElement>("radio");
  expect(choices.map((one) => one.checked)).toEqual([false, false, false, false, false]);
  await user.click(within(group).getByRole("radio", { name: "nog niet" }));
  await user.click(within(group).getByRole("radio", { name: /niet van toepassing/ }));
  host(() => model.reply());
  expect(model.responses).toEqual([
    { kind: "answer", item: "meten", value: 0 },
    { kind: "answer", item: "meten", value: "na" },
  ]);
});

test.each([
  ["Bekijk je beeld", skillsGapChosen, { kind: "finish" }],
  ["Pas mijn keuzes aan", skillsGapResult, { kind: "reopen" }],
] as const)("the button %s sends its response", async (name, view, response) => {
  const { user, screen, model } = draw(view);
  await user.click(screen.getByRole("button", { name }));
  expect(model.responses).toEqual([response]);
});

test("the picture stands in bars, with the wanted level marked and the same in words", () => {
  const { el } = draw(skillsGapResult);
  const missing = section(el, "Dit mis je nog");
  expect(missing.textContent).toContain("Jij: nog niet. Nodig: zelf.");
  expect(missing.querySelector<HTMLElement>(".ssfh-bar-value")!.style.width).toBe("0%");
  expect(missing.querySelector<HTMLElement>(".ssfh-bar-mark")!.style.left).toBe("66.7%");
  expect(section(el, "Dit kun je al, volgens jou").textContent).toContain("Dit kan als bewijs tellen: je diploma en een verklaring.");
  expect(el.querySelector("svg, canvas")).toBeNull();
});

test("what was not filled in has no bar, and is not called missing", () => {
  const { el } = draw(skillsGapResult);
  const unknown = section(el, "Dit weten we nog niet");
  expect(unknown.querySelector(".ssfh-bar")).toBeNull();
  expect(unknown.textContent).toContain("Dat telt niet als ‘kan ik niet’.");
});

test("all of it is also in a table", () => {
  const { el } = draw(skillsGapResult);
  expect([...el.querySelectorAll("tbody tr")].map((row) => [...row.children].map((cell) => cell.textContent))).toEqual([
    ["Metingen doen", "nog niet", "met hulp", "zelf"],
    ["Een gesprek voeren", "ik leer het anderen", "niet nodig", "zelf"],
    ["Uitleg geven", "niet van toepassing, of weet ik niet", "niet nodig", "zelf"],
    ["Werken aan de balie", "zelf", "zelf", "niet nodig"],
  ]);
});

test("a step is kept for the talk by its ids, and stands in the list at once", async () => {
  const { user, screen, model, el } = draw(skillsGapResult);
  expect(section(el, "Dit wil ik bespreken").textContent).not.toContain("Kijk een ochtend mee.");
  await user.click(screen.getByRole("checkbox", { name: "Dit wil ik bespreken: Metingen doen, meelopen" }));
  expect(model.responses).toEqual([{ kind: "pick", item: "meten", step: "kijk", picked: true }]);
  expect(section(el, "Dit wil ik bespreken").textContent).toContain("Metingen doen (meelopen): Kijk een ochtend mee.");
});

test("on paper is what the learner chose to show, with where the list comes from and that it is no judgement", async () => {
  const { user, screen, el } = draw(skillsGapResult, { private: true });
  for (const part of ["Dit is een voorbeeld.", "geen cijfer en geen oordeel", "Metingen doen", "Dit kun je al, volgens jou", "hbo-niveau"])
    expect(onPaper(el)).toContain(part);
  expect(onPaper(el)).not.toContain("Jij kiest wat je laat zien.");
  const shown = screen.getByRole("group", { name: /Wat laat je zien/ });
  await user.click(within(shown).getByRole("checkbox", { name: "Dit mis je nog" }));
  expect(onPaper(el)).toContain("Dit wil ik bespreken");
  expect(onPaper(el)).not.toContain("Kijk een ochtend mee.");
  expect(section(el, "Dit mis je nog")).toBeTruthy();
});

test("what is shown is chosen on this page only: nothing of it is sent", async () => {
  const { user, screen, model } = draw(skillsGapResult);
  await user.click(within(screen.getByRole("group", { name: /Wat laat je zien/ })).getAllByRole("checkbox")[0]!);
  expect(model.sent).toHaveLength(0);
});

test("the text file leaves out what the learner does not want to show", async () => {
  const blobs: Blob[] = [];
  URL.createObjectURL = vi.fn((blob: Blob) => (blobs.push(blob), "blob:x"));
  URL.revokeObjectURL = vi.fn();
  vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(() => undefined);
  const { user, screen } = draw(skillsGapResult);
  await user.click(within(screen.getByRole("group", { name: /Wat laat je zien/ })).getByRole("checkbox", { name: "Dit kun je al, volgens jou" }));
  await user.click(screen.getByRole("button", { name: "Bewaar als tekst" }));
  const reader = new FileReader();
  const text = await new Promise<string>((done) => {
    reader.onload = () => done(reader.result as string);
    reader.readAsText(blobs[0]!);
  });
  expect(text).toContain("Metingen doen. Jij: nog niet. Nodig: zelf.\r\n  - meelopen: Kijk een ochtend mee.");
  expect(text).not.toContain("Een gesprek voeren");
});

test("the focus is at the picture when it comes", () => {
  const { model, host } = draw(skillsGapChosen);
  host(() => model.push("view", skillsGapResult));
  expect(document.activeElement?.textContent).toBe("Jouw beeld");
});

import { fireEvent } from "@testing-library/preact";
import { afterEach, expect, test, vi } from "vitest";
import { REPLY_TIMEOUT } from "../src/session";
import { draw } from "./drawing";
import * as s from "./samples";

afterEach(() => void vi.useRealTimers());

test("the title is the heading and names the activity", () => {
  const { screen } = draw(s.quiz());
  expect(screen.getByRole("region", { name: "Kennischeck werkdruk" })).toBeTruthy();
  expect(screen.getByRole("heading", { level: 2, name: "Kennischeck werkdruk" })).toBeTruthy();
});

test("notices are shown", () => {
  const { screen } = draw(s.quiz(), { notices: ["Eén regel was niet te lezen."] });
  expect(screen.getByText("Eén regel was niet te lezen.")).toBeTruthy();
});

test("help, glossary and about are disclosures that start closed", () => {
  const { el } = draw(s.quiz());
  const disclosures = [...el.querySelectorAll("footer details")];
  expect(disclosures.map((one) => one.querySelector("summary")!.textContent)).toEqual(["Hulp", "Woordenlijst", "Over SSFH"]);
  expect(disclosures.every((one) => !one.hasAttribute("open"))).toBe(true);
});

test("the glossary says what each word means", () => {
  const { el } = draw(s.quiz());
  const [term, meaning] = [el.querySelector("dt")!, el.querySelector("dd")!];
  expect([term.textContent, meaning.textContent]).toEqual(["regelruimte", "De ruimte om je werk zelf te regelen."]);
  expect(meaning.querySelector("strong")!.textContent).toBe("zelf");
});

test("a polite live region says that an answer is saved", async () => {
  const { user, screen, model, host, el } = draw(s.quizOf(s.single));
  await user.click(screen.getByRole("radio", { name: /pauze/ }));
  host(() => model.reply());
  expect(el.querySelector(".ssfh-status")!.getAttribute("role")).toBe("status");
  expect(el.querySelector(".ssfh-status")!.textContent).toBe("Opgeslagen");
});

test("when no reply comes, the page says so and keeps what was typed", () => {
  vi.useFakeTimers();
  const { screen, host, el } = draw(s.quizOf(s.shortText));
  const field = screen.getByRole<HTMLTextAreaElement>("textbox");
  host(() => void fireEvent.input(field, { target: { value: "moe" } }));
  host(() => void vi.advanceTimersByTime(REPLY_TIMEOUT + 1000));
  expect(el.querySelector(".ssfh-status")!.textContent).toContain("Nog niet opgeslagen");
  expect(field.value).toBe("moe");
});

test("an unknown kind gives a Dutch sentence, also for names that every object has", () => {
  for (const kind of ["toString", "not_made_yet"]) {
    const { screen, cleanup } = draw({ kind, title: "Nieuw", intro: null });
    expect(screen.getByText(/kan deze pagina nog niet tonen/)).toBeTruthy();
    cleanup();
  }
});

test("a view that cannot be drawn gives a Dutch sentence, and the cause goes to the console", () => {
  const logged = vi.spyOn(console, "error").mockImplementation(() => undefined);
  const { screen } = draw({ ...s.quiz(), questions: null } as never);
  expect(screen.getByText(/kan nu niet getoond worden/)).toBeTruthy();
  expect(logged).toHaveBeenCalled();
});

test("a private activity says that it is private; another one does not", () => {
  expect(draw(s.reflection, { private: true }).el.textContent).toContain("Alleen voor jou. Je werkgever ziet dit niet.");
  expect(draw(s.quiz()).el.textContent).not.toContain("Alleen voor jou");
});

test("erasing asks once more and then sends erase", async () => {
  const { user, screen, model } = draw(s.reflection, { private: true });
  await user.click(screen.getByRole("button", { name: "Wis wat je hier invulde" }));
  expect(model.sent).toHaveLength(0);
  await user.click(screen.getByRole("button", { name: "Ja, wis alles" }));
  expect(model.responses).toEqual([{ kind: "erase" }]);
});

test("after erasing, nothing that was typed stays behind", async () => {
  const { user, screen, model, host } = draw(s.reflection, { private: true });
  await user.type(screen.getByRole("textbox"), "geheim");
  await user.click(screen.getByRole("button", { name: "Wis wat je hier invulde" }));
  host(() => model.reply());
  await user.click(screen.getByRole("button", { name: "Ja, wis alles" }));
  host(() => model.reply("saved", "", s.reflection));
  expect(screen.getByRole<HTMLTextAreaElement>("textbox").value).toBe("");
});

test("keys that are typed here do not reach the notebook", async () => {
  const heard = vi.fn();
  document.body.addEventListener("keydown", heard);
  const { user, screen, el } = draw(s.quizOf(s.shortText));
  await user.type(screen.getByRole("textbox"), "add{Shift>}{Enter}{/Shift}");
  document.body.removeEventListener("keydown", heard);
  expect(heard).not.toHaveBeenCalled();
  expect(el.querySelector(".ssfh")!.getAttribute("data-lm-suppress-shortcuts")).toBe("true");
});

test("two activities on one page share no id and no group of radio buttons", () => {
  const idsOf = (el: HTMLElement) =>
    [...el.querySelectorAll<HTMLInputElement>("[id], [name]")].flatMap((one) => [one.id, one.name]).filter(Boolean);
  const first = new Set(idsOf(draw(s.quizOf({ ...s.single, answer: "rust" })).el));
  const second = idsOf(draw(s.selfAssessment()).el);
  expect(second.length).toBeGreaterThan(2);
  expect(second.filter((id) => first.has(id))).toEqual([]);
});

test("taking the widget away removes the page and every listener", () => {
  const { model, el, cleanup } = draw(s.quiz());
  cleanup();
  expect(el.childElementCount).toBe(0);
  expect(model.listenerCount).toBe(0);
});

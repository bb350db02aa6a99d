import { within } from "@testing-library/preact";
import { expect, test } from "vitest";
import { draw } from "./drawing";
import * as s from "./samples";

test("conversation_card: choosing a side sends the role", async () => {
  const { user, screen, model } = draw(s.conversationCard);
  await user.click(screen.getByRole("radio", { name: "Leidinggevende" }));
  expect(model.responses).toEqual([{ kind: "role", role: "manager" }]);
});

test("conversation_card: a note is sent with its theme", async () => {
  const { user, screen, model } = draw(s.conversationCard);
  await user.click(screen.getByRole("button", { name: "Wat geeft energie?" }));
  await user.type(screen.getByLabelText(/blij van thuis/), "Een dank je wel");
  await user.tab();
  expect(model.responses).toEqual([{ kind: "note", theme: "t2", text: "Een dank je wel" }]);
});

test("conversation_card: one more agreement is there when it is asked for, and each of its fields is sent on its own", async () => {
  const { user, screen, model } = draw(s.conversationCard);
  expect(screen.queryByRole("group", { name: "Afspraak 2" })).toBeNull();
  await user.click(screen.getByRole("button", { name: "Nog een afspraak" }));
  const row = screen.getByRole("group", { name: "Afspraak 2" });
  expect(document.activeElement).toBe(within(row).getByLabelText("Wat"));
  expect(screen.queryByRole("button", { name: "Nog een afspraak" })).toBeNull();
  await user.type(within(row).getByLabelText("Wat"), "Om de beurt pauze");
  await user.type(within(row).getByLabelText("Wie"), "Ali");
  await user.click(document.body);
  expect(model.responses[0]).toEqual({ kind: "agreement", row: 2, what: "Om de beurt pauze" });
  model.reply();
  expect(model.responses[1]).toEqual({ kind: "agreement", row: 2, who: "Ali" });
});

test("conversation_card: a new row keeps its text and focus when the view brings it back", async () => {
  const { user, screen, model, host } = draw(s.conversationCard);
  await user.click(screen.getByRole("button", { name: "Nog een afspraak" }));
  const field = within(screen.getByRole("group", { name: "Afspraak 2" })).getByLabelText<HTMLTextAreaElement>("Wat");
  await user.type(field, "Pauze");
  const agreements = [...s.conversationCard.agreements, { row: 2, what: "Pau", who: "", when: "" }];
  host(() => model.push("view", { ...s.conversationCard, agreements }));
  expect(field.value).toBe("Pauze");
  expect(document.activeElement).toBe(field);
  expect(screen.getByRole("button", { name: "Nog een afspraak" })).toBeTruthy();
  expect(screen.queryByRole("group", { name: "Afspraak 3" })).toBeNull();
});

test("conversation_card: what another page writes in an agreement is shown beside what is typed here", async () => {
  const { user, screen, host, model } = draw(s.conversationCard);
  const row = within(screen.getByRole("group", { name: "Afspraak 1" }));
  await user.type(row.getByLabelText("Wie"), " en Ali");
  host(() => model.push("view", { ...s.conversationCard, agreements: [{ row: 1, what: "Vaste beluren", who: "Sanne", when: "8 maart" }] }));
  expect(row.getByLabelText<HTMLTextAreaElement>("Wie").value).toBe("Sanne en Ali");
  expect(row.getByLabelText<HTMLTextAreaElement>("Wanneer").value).toBe("8 maart");
});

test("conversation_card: an agreement can be removed", async () => {
  const { user, screen, model } = draw(s.conversationCard);
  await user.click(screen.getByRole("button", { name: "Verwijder Afspraak 1" }));
  expect(model.responses).toEqual([{ kind: "remove_agreement", row: 1 }]);
});

test("what was removed can be put back as it was on the screen, also what was not saved yet", async () => {
  const { user, screen, el, model, host } = draw(s.conversationCard);
  await user.type(within(screen.getByRole("group", { name: "Afspraak 1" })).getByLabelText("Wie"), " en Ali");
  await user.click(screen.getByRole("button", { name: "Verwijder Afspraak 1" }));
  host(() => model.reply("saved", "", { ...s.conversationCard, agreements: [] } as never));
  expect(screen.getByText("‘Vaste beluren’ is verwijderd.")).toBe(el.querySelector(".ssfh-rows")!.firstElementChild);
  expect(document.activeElement!.textContent).toBe("Zet terug");
  await user.keyboard("{Enter}");
  expect(document.activeElement!.tagName).toBe("UL");
  while (model.sent.length < 3) host(() => model.reply());
  expect(model.responses.at(-1)).toEqual({ kind: "agreement", row: 1, what: "Vaste beluren", who: "Sanne en Ali", when: "1 maart" });
  expect(screen.queryByText("Zet terug")).toBeNull();
  host(() => model.reply("saved", "", s.conversationCard as never));
  expect(document.activeElement).toBe(within(screen.getByRole("group", { name: "Afspraak 1" })).getByLabelText("Wat"));
});

test("an empty worksheet asks for one part first, and shows no form before that", async () => {
  const empty = { ...s.actionPlan, levels: s.actionPlan.levels.map((level) => ({ ...level, steps: [] })) };
  const { user, screen, el } = draw(empty as never);
  expect(el.querySelectorAll("textarea")).toHaveLength(0);
  const asked = screen.getByRole("group", { name: "Waar wil je mee beginnen? Kies één niveau." });
  await user.click(within(asked).getAllByRole("button")[1]!);
  expect(el.querySelectorAll("fieldset")).toHaveLength(1);
  expect(document.activeElement!.tagName).toBe("TEXTAREA");
  expect(screen.getByRole("group", { name: "Nog een niveau?" })).toBeTruthy();
});

test("an empty conversation card shows the form of an agreement only after a theme, and one that is written always", async () => {
  const empty = { ...s.conversationCard, themes: s.conversationCard.themes.map((theme) => ({ ...theme, note: "" })) };
  const { user, screen, el } = draw({ ...empty, agreements: [] } as never);
  expect(el.querySelectorAll("textarea")).toHaveLength(0);
  await user.click(screen.getByRole("button", { name: "Wat geeft energie?" }));
  expect(screen.getByRole("group", { name: "Afspraak 1" })).toBeTruthy();
  expect(draw(empty as never).el.querySelectorAll(".ssfh-row")).toHaveLength(1);
});

test("a part in which something is written is always in sight", () => {
  const { screen } = draw(s.conversationCard);
  expect(screen.getByLabelText<HTMLTextAreaElement>(/meeste energie/).value).toBe("De telefoon");
  expect(screen.queryByLabelText(/blij van thuis/)).toBeNull();
});

test("no more than twelve rows are offered", () => {
  const agreements = Array.from({ length: 12 }, (_, index) => ({ row: index + 1, what: "x", who: "", when: "" }));
  const { screen } = draw({ ...s.conversationCard, agreements } as never);
  expect(screen.getAllByRole("group", { name: /^Afspraak/ })).toHaveLength(12);
});

test("action_plan: a step is sent with its level", async () => {
  const { user, screen, model } = draw(s.actionPlan);
  await user.click(screen.getByRole("button", { name: s.actionPlan.levels[1]!.name }));
  const row = screen.getAllByRole("group", { name: "Stap 1" })[1]!;
  await user.type(within(row).getByLabelText("Wat"), "Overleg");
  await user.tab();
  expect(model.responses).toEqual([{ kind: "step", level: "team", row: 1, what: "Overleg" }]);
});

test("action_plan: a step can be removed", async () => {
  const { user, screen, model } = draw(s.actionPlan);
  await user.click(screen.getByRole("button", { name: "Verwijder Stap 1" }));
  expect(model.responses).toEqual([{ kind: "remove_step", level: "ik", row: 1 }]);
});

test("reflection: an answer is sent with its prompt", async () => {
  const { user, screen, model } = draw(s.reflection);
  await user.type(screen.getByLabelText("Wat neem je mee?"), "Rust");
  await user.tab();
  expect(model.responses).toEqual([{ kind: "answer", prompt: "p1", text: "Rust" }]);
});

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { AUTOSAVE_DELAY } from "../src/drafts";
import { REPLY_TIMEOUT, Session } from "../src/session";
import { FakeModel } from "./fake_model";
import { quiz, receipts } from "./samples";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const answer = (question: string, value: string) => ({ kind: "answer" as const, question, answer: value });

function start() {
  const model = new FakeModel(quiz());
  return { model, session: new Session(model) };
}

test("a response gets a new uuid and goes out at once", () => {
  const { model, session } = start();
  session.send(answer("v1", "a"));
  expect(model.sent).toEqual([{ id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab]/), attempt: 1, ...answer("v1", "a") }]);
  expect(session.status.state).toBe("busy");
});

test("the second response waits until the first one is answered", () => {
  const { model, session } = start();
  session.send(answer("v1", "a"));
  session.send({ kind: "check", question: "v1" });
  expect(model.responses).toEqual([answer("v1", "a")]);
  model.reply();
  expect(model.responses).toEqual([answer("v1", "a"), { kind: "check", question: "v1" }]);
  model.reply();
  expect(session.status).toEqual({ state: "saved", message: "Opgeslagen" });
});

test("a reply to another response is not taken for this one", () => {
  const { model, session } = start();
  session.send(answer("v1", "a"));
  model.push("saved", { response: "someone-else", state: "saved", message: "" });
  expect(session.status.state).toBe("busy");
});

test("a newer answer replaces one that still waits for the same question", () => {
  const { model, session } = start();
  session.send(answer("v1", "a"));
  session.send(answer("v2", "x"));
  session.send(answer("v2", "y"));
  model.reply();
  model.reply();
  expect(model.responses).toEqual([answer("v1", "a"), answer("v2", "y")]);
});

test("an answer never jumps over a command", () => {
  const { model, session } = start();
  session.send(answer("v1", "a"));
  session.send(answer("v2", "x"));
  session.send({ kind: "check", question: "v2" });
  session.send(answer("v2", "y"));
  model.reply();
  model.reply();
  model.reply();
  expect(model.responses).toEqual([answer("v1", "a"), answer("v2", "x"), { kind: "check", question: "v2" }, answer("v2", "y")]);
});

test("a command that is clicked twice is sent once", () => {
  const { model, session } = start();
  session.send({ kind: "hint", question: "v1" });
  session.send({ kind: "hint", question: "v1" });
  model.reply();
  expect(model.sent).toHaveLength(1);
});

test("without a reply in ten seconds the learner reads that it is not saved and what to do", () => {
  const { session } = start();
  session.send(answer("v1", "a"));
  vi.advanceTimersByTime(REPLY_TIMEOUT - 1);
  expect(session.status.state).toBe("busy");
  vi.advanceTimersByTime(1);
  expect(session.status.state).toBe("late");
  expect(session.status.message).toMatch(/^Nog niet opgeslagen.*verbinding.*Laad daarna de pagina opnieuw/);
});

test("a late reply still counts and lets the rest go on", () => {
  const { model, session } = start();
  session.send(answer("v1", "a"));
  session.send(answer("v2", "b"));
  vi.advanceTimersByTime(REPLY_TIMEOUT);
  model.reply();
  model.reply();
  expect(model.responses).toEqual([answer("v1", "a"), answer("v2", "b")]);
  expect(session.status.state).toBe("saved");
});

test.each(["refused", "failed", "error"] as const)("the message of a %s response is shown and the line goes on", (state) => {
  const { model, session } = start();
  session.send(answer("v1", "a"));
  session.send(answer("v2", "b"));
  model.reply(state, "Deze vraag is al gesloten.");
  model.reply();
  expect(model.sent).toHaveLength(2);
  expect(session.status).toEqual({ state: "problem", message: "Deze vraag is al gesloten." });
  session.send(answer("v2", "c"));
  expect(session.status.state).toBe("busy");
});

test("a problem without a message still gets a Dutch sentence", () => {
  const { model, session } = start();
  session.send(answer("v1", "a"));
  model.reply("failed");
  expect(session.status.message).toMatch(/^Opslaan lukt nu niet/);
});

test("what was just chosen is known until the host answers", () => {
  const { model, session } = start();
  session.send(answer("v1", "a"));
  session.send(answer("v1", "b"));
  expect(session.pending("answer", "answer:v1")).toEqual(answer("v1", "b"));
  model.reply();
  model.reply();
  expect(session.pending("answer", "answer:v1")).toBeNull();
});

test("typed text is sent some time after the last key, once", () => {
  const { model, session } = start();
  const respond = (text: string) => answer("v9", text);
  session.drafts.type("answer:v9", "mo", respond);
  vi.advanceTimersByTime(AUTOSAVE_DELAY - 1);
  session.drafts.type("answer:v9", "moe", respond);
  vi.advanceTimersByTime(AUTOSAVE_DELAY - 1);
  expect(model.sent).toHaveLength(0);
  vi.advanceTimersByTime(1);
  expect(model.responses).toEqual([answer("v9", "moe")]);
});

test.each([{ kind: "check", question: "v9" }, { kind: "hand_in" }, { kind: "go", question: null }] as const)(
  "typed text goes before $kind",
  (command) => {
    const { model, session } = start();
    session.drafts.type("answer:v9", "moe", (text: string) => answer("v9", text));
    session.send(command);
    model.reply();
    expect(model.responses).toEqual([answer("v9", "moe"), command]);
  },
);

test("a refused text stays on the screen", () => {
  const { model, session } = start();
  session.drafts.type("answer:v9", "te lang", (text: string) => answer("v9", text));
  session.drafts.flush();
  model.reply("refused", "Dit is te lang.", quiz());
  model.push("view", quiz());
  expect(session.drafts.value("answer:v9", "")).toBe("te lang");
});

test("a text field that is not in use follows the view after its text was saved", () => {
  const { model, session } = start();
  session.drafts.type("answer:v9", "moe ", (text: string) => answer("v9", text));
  session.drafts.flush();
  model.reply();
  model.push("view", quiz());
  expect(session.drafts.value("answer:v9", "moe")).toBe("moe");
});

test("a field in use keeps its own text, also when the host stored it a little differently", () => {
  const { model, session } = start();
  session.drafts.focus("answer:v9");
  session.drafts.type("answer:v9", "moe ", (text: string) => answer("v9", text));
  vi.advanceTimersByTime(AUTOSAVE_DELAY);
  model.reply();
  model.push("view", quiz());
  expect(session.drafts.value("answer:v9", "moe")).toBe("moe ");
});

test("a host without the receipt trait, or with an empty one, gives no receipt", () => {
  const { model, session } = start();
  expect(session.receipt).toEqual(receipts.none);
  model.push("receipt", {});
  expect(session.receipt).toEqual(receipts.none);
});

test("the page hears of a new receipt", () => {
  const { model, session } = start();
  const heard = vi.fn();
  session.subscribe(heard);
  model.push("receipt", receipts.handed_in);
  expect(session.receipt).toEqual(receipts.handed_in);
  expect(heard).toHaveBeenCalledOnce();
});

test("closing sends what was typed and leaves no listener behind", () => {
  const { model, session } = start();
  session.drafts.type("answer:v9", "moe", (text: string) => answer("v9", text));
  session.close();
  expect(model.responses).toEqual([answer("v9", "moe")]);
  model.reply();
  expect(model.listenerCount).toBe(0);
  expect(vi.getTimerCount()).toBe(0);
});

test("what a host keeps counts as unanswered, and the next response may follow", () => {
  const { model, session } = start();
  session.send(answer("v1", "a"));
  session.send(answer("v2", "b"));
  model.reply("queued", "Later.");
  expect(model.responses).toEqual([answer("v1", "a"), answer("v2", "b")]);
  expect(session.status).toEqual({ state: "queued", message: "Later." });
  expect(session.pending("answer", "answer:v1")).toEqual(answer("v1", "a"));
});

test("a response that was kept is answered in the end, in whatever order", () => {
  const { model, session } = start();
  session.send(answer("v1", "a"));
  model.reply("queued");
  session.send(answer("v2", "b"));
  model.reply();
  expect(session.status.state).toBe("busy");
  model.push("saved", { response: model.sent[0]!.id as string, state: "saved", message: "" });
  expect(session.status.state).toBe("saved");
  expect(session.pending("answer", "answer:v1")).toBeNull();
});

test("a host that keeps nothing gets the next response only after the answer, also when the page is left", () => {
  const { model, session } = start();
  session.send(answer("v1", "a"));
  session.send(answer("v2", "b"));
  session.handOver();
  expect(model.responses).toEqual([answer("v1", "a")]);
});

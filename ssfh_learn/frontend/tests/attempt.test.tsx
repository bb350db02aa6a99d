import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { AUTOSAVE_DELAY } from "../src/drafts";
import { typedIn } from "../src/slots";
import { Session } from "../src/session";
import { words } from "../src/words";
import { FakeModel } from "./fake_model";
import { quiz, reflection } from "./samples";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const REFUSED = "Dit hoort bij een eerdere keer.";
const answer = (value: string) => ({ kind: "answer" as const, question: "v1", answer: value });

function start(attempt: number) {
  const model = new FakeModel(quiz({ attempt }));
  return { model, session: new Session(model) };
}

test("a response names the attempt that is on the screen", () => {
  const { model, session } = start(2);
  session.send(answer("a"));
  expect(model.responsesOfAttempts).toEqual([{ attempt: 2, ...answer("a") }]);
});

test("where a kind has no attempts, none is named", () => {
  const model = new FakeModel(reflection);
  const session = new Session(model);
  session.send({ kind: "answer", prompt: "p1", text: "a" });
  expect(model.responsesOfAttempts).toEqual([{ kind: "answer", prompt: "p1", text: "a" }]);
});

test("what waits in line keeps the attempt that it was meant for", () => {
  const { model, session } = start(1);
  session.send(answer("a"));
  session.send({ kind: "hand_in" });
  model.reply("saved", "", quiz({ attempt: 2 }));
  expect(model.responsesOfAttempts.at(-1)).toEqual({ attempt: 1, kind: "hand_in" });
});

test("what was typed while the first attempt was shown is sent as of the first", () => {
  const { model, session } = start(1);
  session.drafts.type("answer:v1", "mijn woorden", answer);
  model.push("view", quiz({ attempt: 2 }));
  vi.advanceTimersByTime(AUTOSAVE_DELAY);
  expect(model.responsesOfAttempts).toEqual([{ attempt: 1, ...answer("mijn woorden") }]);
});

test("what is refused because another attempt goes on is told with what she typed, and leaves the field", () => {
  const { model, session } = start(1);
  session.drafts.type("answer:v1", "9,5", (text: string) => ({ ...answer(text), reading: "lenient" as const }));
  session.drafts.flush();
  model.reply("refused", REFUSED, quiz({ attempt: 2 }));
  expect(session.status).toEqual({ state: "problem", message: `${REFUSED} Dit had je getypt: ‘9,5’` });
  expect(session.drafts.value("answer:v1", "")).toBe("");
});

test("what is refused in the attempt that goes on stays in its field", () => {
  const { model, session } = start(1);
  session.drafts.type("answer:v1", "mijn woorden", answer);
  session.drafts.flush();
  model.reply("refused", "Te lang.", quiz({ attempt: 1 }));
  expect(session.status.message).toBe("Te lang.");
  expect(session.drafts.value("answer:v1", "")).toBe("mijn woorden");
});

test("the same command for another attempt is no repetition", () => {
  const { model, session } = start(1);
  session.send({ kind: "start_over" });
  model.push("view", quiz({ attempt: 2 }));
  session.send({ kind: "start_over" });
  model.reply();
  expect(model.responsesOfAttempts).toEqual([{ attempt: 1, kind: "start_over" }, { attempt: 2, kind: "start_over" }]);
});

test.each([
  [{ kind: "answer", answer: "Ik vraag hulp." }, ["Ik vraag hulp."]],
  [{ kind: "answer", answer: "rust", reading: "lenient" }, ["rust"]],
  [{ kind: "answer", answer: "Rust" }, ["Rust"]],
  [{ kind: "answer", answer: "coördinator" }, ["coördinator"]],
  [{ kind: "answer", answer: "1500" }, ["1500"]],
  [{ kind: "answer", answer: "1,5" }, ["1,5"]],
  [{ kind: "answer", answer: "3fa9b2c4d5e6" }, []],
  [{ kind: "answer", answer: "bel-terug" }, []],
  [{ kind: "answer", answer: ["a", "b"] }, []],
  [{ kind: "answer", prompt: "meenemen", text: "rust" }, ["rust"]],
  [{ kind: "step", what: "Bellen", who: "ik", when: "", check: "" }, ["Bellen", "ik"]],
  [{ kind: "add", part: "journaal", values: { s: "Heeft pijn in de knie.", contact: "spreekuur" } }, ["Heeft pijn in de knie."]],
  [{ kind: "hand_in" }, []],
])("of %j the learner gets back what she typed herself", (response, typed) => {
  expect(typedIn(response).sort()).toEqual([...typed].sort());
  expect(words.outbox.typed).toContain("{text}");
});

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Courier, PATIENCE } from "../src/courier";
import { HttpModel } from "../src/http_model";
import type { Letter } from "../src/letter";
import { FIRST_PAUSE, Outbox, WIPED_FOR } from "../src/outbox";
import { GOOD_NEWS, LONG, showWaiting } from "../src/outbox_notice";
import { Session } from "../src/session";
import { words } from "../src/words";
import { FakeServer, FakeStore } from "./fake_server";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const ROOT = "/leren/";
const answer = (value: string) => ({ kind: "answer" as const, question: "v1", answer: value });

/** One browser tab of a person, with one activity on its page. */
function tab(server: FakeServer, store: Storage | null, { person = "anna", activity = "quiz" } = {}) {
  const courier = new Courier(ROOT, person, server.token, server.fetch);
  const outbox = new Outbox(courier, store, `ssfh ${ROOT} ${person} `);
  const place = document.createElement("div");
  showWaiting(outbox, place);
  const model = new HttpModel({ place: "werkdruk", activity, view: server.view(activity) }, outbox, courier);
  return { outbox, model, session: new Session(model), notice: place };
}

/** Lets everything happen that is under way, without time going by. */
const settle = () => vi.advanceTimersByTimeAsync(0);

test("an answer is in the store until the server has written it, and not after that", async () => {
  const [server, store] = [new FakeServer(), new FakeStore()];
  const { session } = tab(server, store);
  session.send(answer("a"));
  expect(store.length).toBe(1);
  await settle();
  expect(server.written).toEqual([answer("a")]);
  expect(store.length).toBe(0);
  expect(session.status.state).toBe("saved");
});

test("the new view is there when the answer is acknowledged", async () => {
  const server = new FakeServer();
  const { model, session } = tab(server, new FakeStore());
  session.send(answer("a"));
  await settle();
  expect(model.get("view")).toEqual(server.view("quiz"));
  expect(JSON.stringify(session.view)).toContain('"a"');
});

test("without a connection every answer is kept, and the learner reads that it is not saved", async () => {
  const [server, store] = [new FakeServer(), new FakeStore()];
  const { session, notice } = tab(server, store);
  server.isOffline = true;
  session.send(answer("a"));
  session.send({ kind: "check", question: "v1" });
  await settle();
  expect(store.length).toBe(2);
  expect(session.status).toEqual({ state: "queued", message: `${words.status.queued} ${words.status.explained_later}` });
  expect(session.status.message).toMatch(/^Nog niet opgeslagen/);
  expect(notice.textContent).toBe(`Wat je deed, is nog niet opgeslagen. ${words.outbox.connection}`);
});

test("when the connection is back, all is sent in the order in which it was given", async () => {
  const [server, store] = [new FakeServer(), new FakeStore()];
  const { session, notice } = tab(server, store);
  server.isOffline = true;
  for (const value of ["a", "b", "c"]) {
    session.send(answer(value));
    await settle();
  }
  server.isOffline = false;
  dispatchEvent(new Event("online"));
  await settle();
  expect(server.written).toEqual([answer("a"), answer("b"), answer("c")]);
  expect(session.status.state).toBe("saved");
  expect(notice.textContent).toBe(words.outbox.sent);
  await vi.advanceTimersByTimeAsync(GOOD_NEWS);
  expect(notice.textContent).toBe("");
});

test("without a word of the browser it is tried again by itself, with longer pauses", async () => {
  const server = new FakeServer();
  const { session } = tab(server, new FakeStore());
  server.isOffline = true;
  session.send(answer("a"));
  await settle();
  const asked = server.asked;
  await vi.advanceTimersByTimeAsync(FIRST_PAUSE);
  expect(server.asked).toBe(asked + 1);
  await vi.advanceTimersByTimeAsync(FIRST_PAUSE);
  expect(server.asked).toBe(asked + 1);
  server.isOffline = false;
  await vi.advanceTimersByTimeAsync(FIRST_PAUSE);
  expect(server.written).toEqual([answer("a")]);
});

test("what was chosen stays chosen on the screen while it waits", async () => {
  const server = new FakeServer();
  const { session } = tab(server, new FakeStore());
  server.isOffline = true;
  session.send(answer("a"));
  await settle();
  expect(session.pending("answer", "answer:v1")).toEqual(answer("a"));
  server.isOffline = false;
  dispatchEvent(new Event("online"));
  await settle();
  expect(session.pending("answer", "answer:v1")).toBeNull();
});

test("what an earlier page sent and still waits stands on the next page, until it is written", async () => {
  const [server, store] = [new FakeServer(), new FakeStore()];
  const before = tab(server, store).session;
  server.isOffline = true;
  before.drafts.type("answer:v1", "Ik bel eerst", answer);
  before.handOver();
  await settle();
  const { session, outbox } = tab(server, store);
  expect(session.drafts.value("answer:v1", "")).toBe("Ik bel eerst");
  expect(session.pending("answer", "answer:v1")).toEqual(answer("Ik bel eerst"));
  outbox.hurry();
  await settle();
  expect(session.status.state).toBe("queued");
  server.isOffline = false;
  dispatchEvent(new Event("online"));
  await settle();
  expect(session.status.state).toBe("saved");
  expect(server.written).toEqual([answer("Ik bel eerst")]);
  expect(session.pending("answer", "answer:v1")).toBeNull();
});

test("what another page sent meanwhile waits no longer here", async () => {
  const [server, store] = [new FakeServer(), new FakeStore()];
  server.isOffline = true;
  tab(server, store).session.send(answer("a"));
  await settle();
  const { session, outbox } = tab(server, store);
  outbox.hurry();
  await settle();
  expect(session.status.state).toBe("queued");
  store.clear();
  dispatchEvent(new Event("online"));
  await settle();
  expect(session.status.state).toBe("idle");
  expect(session.pending("answer", "answer:v1")).toBeNull();
});

test("an answer whose reply got lost is sent again with the same id, and written once", async () => {
  const server = new FakeServer();
  const { session } = tab(server, new FakeStore());
  server.losesReplies = 1;
  session.send(answer("a"));
  await settle();
  await vi.advanceTimersByTimeAsync(FIRST_PAUSE);
  expect(server.ids).toHaveLength(2);
  expect(new Set(server.ids).size).toBe(1);
  expect(server.written).toEqual([answer("a")]);
  expect(session.status.state).toBe("saved");
});

test("a server that does not answer at all counts as no connection", async () => {
  const server = new FakeServer();
  const { session } = tab(server, new FakeStore());
  server.hangs = true;
  session.send(answer("a"));
  await vi.advanceTimersByTimeAsync(PATIENCE - 1);
  expect(session.status.state).toBe("busy");
  await vi.advanceTimersByTimeAsync(1);
  expect(session.status.state).toBe("queued");
});

test.each([429, 500, 503])("an answer is kept and sent again after status %i", async (status) => {
  const server = new FakeServer();
  const { session } = tab(server, new FakeStore());
  server.failsWith = status;
  session.send(answer("a"));
  await settle();
  expect(session.status).toEqual({ state: "queued", message: words.status.queued });
  server.failsWith = null;
  await vi.advanceTimersByTimeAsync(FIRST_PAUSE);
  expect(server.written).toEqual([answer("a")]);
});

test("an answer that the server could not write is kept, although the server answered", async () => {
  const server = new FakeServer();
  const { session } = tab(server, new FakeStore());
  server.cannotWrite = true;
  session.send(answer("a"));
  await settle();
  expect(session.status.state).toBe("queued");
  server.cannotWrite = false;
  await vi.advanceTimersByTimeAsync(FIRST_PAUSE);
  expect(server.written).toEqual([answer("a")]);
});

test.each([400, 404, 413])("after status %i the typed text stays in its field, with the reason", async (status) => {
  const [server, store] = [new FakeServer(), new FakeStore()];
  const { session } = tab(server, store);
  server.failsWith = status;
  session.drafts.type("answer:v1", "een lange tekst", (text: string) => answer(text));
  session.drafts.flush();
  await settle();
  expect(session.status).toEqual({ state: "problem", message: `fout ${status}` });
  expect(session.drafts.value("answer:v1", "")).toBe("een lange tekst");
  expect(store.length).toBe(0);
});

test("one refused answer does not hold up the next", async () => {
  const server = new FakeServer();
  const { session } = tab(server, new FakeStore());
  server.failsWith = 400;
  session.send(answer("a"));
  await settle();
  server.failsWith = null;
  session.send(answer("b"));
  await settle();
  expect(server.written).toEqual([answer("b")]);
});

test("what waits for one activity does not hold up another", async () => {
  const [server, store] = [new FakeServer(), new FakeStore()];
  const { outbox } = tab(server, store);
  server.isBroken = (letter: Letter) => letter.activity === "quiz";
  outbox.put({ place: "werkdruk", activity: "quiz", response: { id: "1", ...answer("a") } });
  outbox.put({ place: "werkdruk", activity: "scan", response: { id: "2", ...answer("b") } });
  await settle();
  expect(server.written).toEqual([answer("b")]);
  expect(outbox.size).toBe(1);
});

test("a page that closes leaves what it has not sent to the next page, in order", async () => {
  const [server, store] = [new FakeServer(), new FakeStore()];
  server.hangs = true;
  const { session } = tab(server, store);
  session.send(answer("a"));
  session.send({ kind: "check", question: "v1" });
  session.drafts.type("answer:v1", "half get", (text: string) => answer(text));
  session.handOver();
  expect(store.length).toBe(3);

  server.hangs = false;
  const next = tab(server, store, { activity: "scan" });
  next.outbox.hurry();
  await settle();
  expect(server.written).toEqual([answer("a"), { kind: "check", question: "v1" }, answer("half get")]);
  expect(store.length).toBe(0);
});

test("what an earlier page could not send and the server refuses now is shown with what was typed", async () => {
  const [server, store] = [new FakeServer(), new FakeStore()];
  server.isOffline = true;
  tab(server, store).session.send(answer("Ik vraag <b>hulp</b> aan Malik."));
  await settle();
  [server.isOffline, server.failsWith] = [false, 400];

  const { outbox, notice } = tab(server, store, { activity: "scan" });
  outbox.hurry();
  await settle();

  expect(notice.textContent).toContain("Dit had je getypt: ‘Ik vraag <b>hulp</b> aan Malik.’");
  expect(notice.textContent).toContain("fout 400");
  expect(store.length).toBe(0);
  notice.querySelector("button")!.click();
  expect(notice.textContent).not.toContain("Malik");
});

test.each(["quiz", "scan"])("a letter of before that the activity refuses now is shown with its text, also beside %s", async (activity) => {
  const [server, store] = [new FakeServer(), new FakeStore()];
  server.isOffline = true;
  tab(server, store).session.send(answer("12,5"));
  await settle();
  [server.isOffline, server.refuses] = [false, "Je bent intussen opnieuw begonnen."];

  const { outbox, notice } = tab(server, store, { activity });
  outbox.hurry();
  await settle();

  expect(notice.textContent).toContain("Dit had je getypt: ‘12,5’");
  expect(notice.textContent).toContain("Je bent intussen opnieuw begonnen.");
  expect(store.length).toBe(0);
});

test("two tabs on one store lose nothing and write nothing twice", async () => {
  const [server, store] = [new FakeServer(), new FakeStore()];
  server.isOffline = true;
  const one = tab(server, store);
  one.session.send(answer("a"));
  await settle();
  const two = tab(server, store);
  two.session.send(answer("b"));
  one.session.send(answer("c"));
  await settle();
  expect(store.length).toBe(3);

  server.isOffline = false;
  dispatchEvent(new Event("online"));
  await vi.advanceTimersByTimeAsync(FIRST_PAUSE);

  expect(server.written).toHaveLength(3);
  expect(server.written.map((one) => one["answer"]).sort()).toEqual(["a", "b", "c"]);
  expect(store.length).toBe(0);
  expect([one.session.status.state, two.session.status.state]).toEqual(["saved", "saved"]);
});

test("what another tab has sent is not sent again by a tab that only found it", async () => {
  const [server, store] = [new FakeServer(), new FakeStore()];
  server.isOffline = true;
  tab(server, store).session.send(answer("a"));
  const { outbox } = tab(server, store);
  await settle();
  store.clear();
  server.isOffline = false;
  outbox.hurry();
  await settle();
  expect(server.ids).toEqual([]);
  expect(outbox.size).toBe(0);
});

test("an answer that the page before sent in its last moment is shown", async () => {
  const [server, store] = [new FakeServer(), new FakeStore()];
  server.isOffline = true;
  const before = tab(server, store);
  before.session.send(answer("a"));
  await settle();
  const { outbox, session } = tab(server, store);
  server.isOffline = false;
  before.outbox.hurry();
  await settle();
  outbox.hurry();
  await settle();
  expect(store.length).toBe(0);
  expect(JSON.stringify(session.view)).toContain('"a"');
  expect(session.status).toEqual({ state: "idle", message: "" });
});

test("a tab that is looked at again shows what another tab did", async () => {
  const [server, store] = [new FakeServer(), new FakeStore()];
  const [one, two] = [tab(server, store), tab(server, store)];
  one.session.send(answer("a"));
  await settle();
  expect(JSON.stringify(two.session.view)).not.toContain('"a"');
  await two.model.refresh();
  expect(JSON.stringify(two.session.view)).toContain('"a"');
});

test("looking again never hides an answer that still waits", async () => {
  const server = new FakeServer();
  const { model, session } = tab(server, new FakeStore());
  server.isOffline = true;
  session.send(answer("a"));
  await settle();
  const asked = server.asked;
  await model.refresh();
  expect(server.asked).toBe(asked);
});

test("who is no longer logged in reads that in Dutch, and keeps everything until she is again", async () => {
  const [server, store] = [new FakeServer(), new FakeStore()];
  const { session, notice } = tab(server, store);
  server.person = null;
  session.send(answer("a"));
  await settle();
  expect(session.status).toEqual({ state: "queued", message: words.status.queued });
  expect(notice.querySelector("a")!.textContent).toBe(words.outbox.to_login);
  expect(store.length).toBe(1);

  server.logIn("anna");
  await vi.advanceTimersByTimeAsync(FIRST_PAUSE);
  expect(server.written).toEqual([answer("a")]);
  expect(session.status.state).toBe("saved");
});

test("after logging in again elsewhere the old page goes on with the new token", async () => {
  const server = new FakeServer();
  const { session } = tab(server, new FakeStore());
  server.logIn("anna");
  session.send(answer("a"));
  await settle();
  expect(server.written).toEqual([answer("a")]);
  expect(session.status.state).toBe("saved");
});

test("nothing is ever sent for somebody else who logged in on the same computer", async () => {
  const [server, store] = [new FakeServer(), new FakeStore()];
  const anna = tab(server, store);
  server.person = "bram"; // with the token that Anna's page has
  anna.session.send(answer("van Anna"));
  await settle();
  expect(anna.session.status.state).toBe("queued");
  const bram = tab(server, store, { person: "bram" });
  bram.outbox.hurry();
  await vi.advanceTimersByTimeAsync(10 * FIRST_PAUSE);
  expect(server.written).toEqual([]);
  expect(bram.outbox.size).toBe(0);
});

test("a page that is not for her refuses the answer instead of trying for ever", async () => {
  const server = new FakeServer();
  const { session } = tab(server, new FakeStore());
  server.failsWith = 403;
  session.send(answer("a"));
  await settle();
  expect(session.status.state).toBe("problem");
});

test.each([
  ["a browser that allows no store", null],
  ["a store that is full", FakeStore.full()],
])("with %s an answer is still sent, and known to be lost with the page until then", async (_, store) => {
  const server = new FakeServer();
  const { outbox, session } = tab(server, store);
  server.isOffline = true;
  session.send(answer("a"));
  await settle();
  expect(outbox.hasUnstored).toBe(true);
  server.isOffline = false;
  outbox.hurry();
  await settle();
  expect(server.written).toEqual([answer("a")]);
  expect(outbox.hasUnstored).toBe(false);
});

test("deleting everything also forgets what still waits", async () => {
  const [server, store] = [new FakeServer(), new FakeStore()];
  server.isOffline = true;
  const { outbox, session } = tab(server, store);
  session.send(answer("a"));
  await settle();
  outbox.empty();
  server.isOffline = false;
  await vi.advanceTimersByTimeAsync(10 * FIRST_PAUSE);
  expect([lettersIn(store), server.written]).toEqual([[], []]);
});

/** What a store holds that could still be sent. */
function lettersIn(store: Storage): string[] {
  const keys = Array.from({ length: store.length }, (_, place) => store.key(place)!);
  return keys.filter((key) => store.getItem(key)!.startsWith("{"));
}

/** Two tabs that wait for the connection, after which everything is deleted in a third. */
async function wipedElsewhere() {
  const [server, store] = [new FakeServer(), new FakeStore()];
  server.isOffline = true;
  const one = tab(server, store);
  one.session.send(answer("a"));
  await settle();
  const two = tab(server, store);
  two.session.send(answer("b"));
  await settle();
  tab(server, store).outbox.empty();
  await vi.advanceTimersByTimeAsync(1);
  return { server, store, tabs: [one, two] };
}

test("after deleting everything no other tab brings back what it still had in memory", async () => {
  const { server, store, tabs } = await wipedElsewhere();
  server.isOffline = false;
  dispatchEvent(new Event("online"));
  await vi.advanceTimersByTimeAsync(10 * FIRST_PAUSE);
  expect([lettersIn(store), server.written]).toEqual([[], []]);
  for (const { outbox, session, notice } of tabs) {
    expect(outbox.size).toBe(0);
    expect(session.status).toEqual({ state: "problem", message: words.outbox.wiped });
    expect(notice.textContent).not.toContain(words.outbox.sent);
    expect(notice.querySelector("button")).toBeNull();
  }
});

test("a tab that is open says at once that what waited was deleted", async () => {
  const { store, tabs } = await wipedElsewhere();
  expect(tabs[0]!.notice.textContent).toContain("nog niet opgeslagen");
  const key = Array.from({ length: store.length }, (_, place) => store.key(place)!).find((one) => one.endsWith("wiped"))!;
  dispatchEvent(new StorageEvent("storage", { key }));
  for (const { outbox, notice } of tabs) {
    expect(outbox.size).toBe(0);
    expect(notice.textContent).toBe(words.outbox.wiped);
  }
});

test("what is answered after deleting everything is written", async () => {
  const { server, tabs } = await wipedElsewhere();
  tabs[0]!.session.send(answer("c"));
  server.isOffline = false;
  dispatchEvent(new Event("online"));
  await vi.advanceTimersByTimeAsync(FIRST_PAUSE);
  expect(server.written).toEqual([answer("c")]);
  expect(tabs[0]!.session.status.state).not.toBe("queued");
});

test("deleting everything does not touch what somebody else still has to send", async () => {
  const [server, store] = [new FakeServer(), new FakeStore()];
  server.isOffline = true;
  tab(server, store, { person: "bram" }).session.send(answer("van Bram"));
  tab(server, store).outbox.empty();
  await settle();
  expect(lettersIn(store)).toHaveLength(1);
});

test("of deleting everything nothing stays in the browser for longer than a week", async () => {
  const { server, store } = await wipedElsewhere();
  await vi.advanceTimersByTimeAsync(WIPED_FOR);
  tab(server, store);
  expect(store.length).toBe(0);
});

test("a damaged entry in the store is dropped", () => {
  const store = new FakeStore();
  store.setItem(`ssfh ${ROOT} anna 1`, "{");
  store.setItem("of another program", "{");
  expect(tab(new FakeServer(), store).outbox.size).toBe(0);
  expect(store.length).toBe(1);
});

test.each([["forbidden", null], ["full", "full"]])("with a store that is %s she is never told that the device keeps an answer", async (_, kind) => {
  const server = new FakeServer();
  const store = kind === null ? null : Object.assign(new FakeStore(), { setItem: () => { throw new Error("quota"); } });
  const { session, notice, outbox } = tab(server, store);
  server.isOffline = true;
  session.send(answer("a"));
  await settle();
  expect(session.status.message).toBe(words.status.queued);
  expect(notice.textContent).toContain(words.outbox.unstored);
  expect(outbox.hasUnstored).toBe(true);
  server.isOffline = false;
  dispatchEvent(new Event("online"));
  await settle();
  expect(server.written).toEqual([answer("a")]);
  expect(outbox.hasUnstored).toBe(false);
});

test("who is logged out while nothing can be stored logs in on another tab, so that nothing is lost", async () => {
  const server = new FakeServer();
  const { session, notice } = tab(server, null);
  server.person = null;
  session.send(answer("a"));
  await settle();
  expect(notice.textContent).toContain(words.outbox.unstored);
  expect(notice.querySelector("a")!.target).toBe("_blank");
});

test("an answer that has waited for more than a day comes with a plain warning, and one of today does not", async () => {
  const [server, store] = [new FakeServer(), new FakeStore()];
  const { session, notice } = tab(server, store);
  server.isOffline = true;
  session.send(answer("a"));
  await settle();
  expect(notice.textContent).not.toContain("Een telefoon kan het");
  vi.setSystemTime(Date.now() + LONG);
  await vi.advanceTimersByTimeAsync(FIRST_PAUSE);
  expect(notice.textContent).toContain("Het wacht al sinds");
  const next = tab(server, store);
  next.outbox.hurry();
  await settle();
  expect(next.notice.textContent).toContain("Een telefoon kan het na een week zelf weggooien.");
});

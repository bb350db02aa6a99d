import { Drafts } from "./drafts";
import type { AnyView, Model, Saved, SentResponse } from "./model";
import type { Response } from "./responses";
import { isFreshStart, slotOf, typedIn, valueIn } from "./slots";
import type { Frame, ReceiptView } from "./views";
import { fill, words } from "./words";

export const REPLY_TIMEOUT = 10_000;

export interface Status {
  state: "idle" | "busy" | "saved" | "late" | "queued" | "problem";
  message: string;
}

interface Waiting {
  id: string;
  slot: string | null;
  response: Response;
  /** The attempt that the learner saw; a host refuses a response to another attempt than the present one. */
  attempt: number | undefined;
}

const TRAITS = ["view", "frame", "saved", "notices", "receipt"];

const NO_RECEIPT: ReceiptView = { state: "none", number: null, at: null, message: "", graded: null, result: null };

/** The exchange of one page with the host: one response at a time is sent, and the others wait in line. */
export class Session {
  readonly drafts: Drafts;
  private onItsWay: Waiting | null = null;
  private line: Waiting[] = [];
  /** Responses that a host keeps until they can be written, and has not answered yet. */
  private queued: Waiting[] = [];
  private whyQueued: string | null = null;
  private isLate = false;
  private problem = "";
  private somethingSaved = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private listeners = new Set<() => void>();
  private isClosed = false;
  private readonly handlers: Record<string, () => void>;

  constructor(private readonly model: Model) {
    this.drafts = new Drafts(
      (response, attempt) => this.send(response, attempt),
      () => this.notify(),
      () => this.view.attempt,
    );
    this.handlers = {
      view: () => this.viewChanged(),
      frame: () => this.notify(),
      saved: () => this.savedChanged(),
      notices: () => this.notify(),
      receipt: () => this.notify(),
    };
    for (const trait of TRAITS) model.on(`change:${trait}`, this.handlers[trait]!);
    for (const response of model.waiting?.() ?? []) this.takeUp(response);
  }

  get view(): AnyView {
    return this.model.get("view") as AnyView;
  }

  get frame(): Frame {
    return this.model.get("frame") as Frame;
  }

  get notices(): string[] {
    return (this.model.get("notices") as string[] | undefined) ?? [];
  }

  /** The receipt of a test that was handed in; a host that delivers no tests has no such trait. */
  get receipt(): ReceiptView {
    return { ...NO_RECEIPT, ...(this.model.get("receipt") as Partial<ReceiptView> | undefined) };
  }

  /** What the learner is told about saving; the message is a Dutch sentence or empty. */
  get status(): Status {
    if (this.isLate) return { state: "late", message: words.status.late };
    if (this.problem) return { state: "problem", message: this.problem };
    if (this.queued.length > 0 && this.whyQueued !== null) return { state: "queued", message: this.whyQueued + this.whatFollows };
    if (this.onItsWay || this.queued.length > 0) return { state: "busy", message: words.status.busy };
    return this.somethingSaved ? { state: "saved", message: words.status.saved } : { state: "idle", message: "" };
  }

  /** What she sees once her queued responses are written, if the last of them asked for something. */
  private get whatFollows(): string {
    const last = this.queued.at(-1);
    if (last?.slot !== null) return "";
    return ` ${last.response.kind === "check" ? words.status.explained_later : words.status.goes_on_later}`;
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Queues a response. Unsent text goes before a command (check, go, hand in). */
  send(response: Response, attempt = this.view.attempt): void {
    const slot = slotOf(response);
    if (slot === null) this.drafts.flush();
    if (isFreshStart(response)) this.drafts.forgetAll();
    if (slot === null && this.isRepeated(response, attempt)) return;
    if (!this.onItsWay) this.problem = "";
    const waiting = { id: newId(), slot, response, attempt };
    const replaced = slot === null ? -1 : this.replaceable(slot, attempt);
    if (replaced >= 0) this.line[replaced] = waiting;
    else this.line.push(waiting);
    this.sendNext();
    this.notify();
  }

  /** The newest unanswered response for a slot. */
  pending<Kind extends Response["kind"]>(kind: Kind, slot: string): Extract<Response, { kind: Kind }> | null {
    const unanswered = [...this.queued, ...(this.onItsWay ? [this.onItsWay] : []), ...this.line];
    const found = unanswered.reverse().find((one) => one.slot === slot && one.response.kind === kind);
    return found ? (found.response as Extract<Response, { kind: Kind }>) : null;
  }

  /** Gives all unsent responses to a host that keeps them, because the page may close at any moment. */
  handOver(): void {
    this.drafts.flush();
    if (!this.model.keepsLine) return;
    for (const waiting of this.line.splice(0)) {
      this.queued.push(waiting);
      this.give(waiting);
    }
  }

  /** Stops listening once the host has answered everything that was typed. */
  close(): void {
    this.drafts.flush();
    this.listeners.clear();
    this.isClosed = true;
    this.stopWhenDone();
  }

  /** Shows what an earlier page sent and its host has not written yet, as if it was done on this page. */
  private takeUp({ id, attempt, ...fields }: SentResponse): void {
    const response = fields as Response;
    const slot = slotOf(response);
    this.queued.push({ id, slot, response, attempt });
    if (slot !== null && attempt === this.view.attempt) this.drafts.restore(slot, valueIn(response));
  }

  private isRepeated(response: Response, attempt: number | undefined): boolean {
    const last = this.line.at(-1) ?? this.onItsWay ?? this.queued.at(-1);
    return last?.attempt === attempt && JSON.stringify(last?.response) === JSON.stringify(response);
  }

  private replaceable(slot: string, attempt: number | undefined): number {
    for (let i = this.line.length - 1; i >= 0; i--) {
      if (this.line[i]!.slot === null) return -1;
      if (this.line[i]!.slot === slot && this.line[i]!.attempt === attempt) return i;
    }
    return -1;
  }

  private sendNext(): void {
    if (this.onItsWay) return;
    this.onItsWay = this.line.shift() ?? null;
    if (!this.onItsWay) return;
    // A host that keeps the responses says itself why they wait.
    if (!this.model.keepsLine) {
      this.timer = setTimeout(() => {
        this.isLate = true;
        this.notify();
      }, REPLY_TIMEOUT);
    }
    this.give(this.onItsWay);
  }

  private give({ id, response, attempt }: Waiting): void {
    this.model.set("response", { id, ...(attempt === undefined ? {} : { attempt }), ...response });
    this.model.save_changes();
  }

  private savedChanged(): void {
    const saved = this.model.get("saved") as Saved;
    if (saved.state === "queued") return this.keepWaiting(saved);
    const answered = this.unanswered(saved.response);
    if (!answered) return;
    if (answered === this.onItsWay) {
      clearTimeout(this.timer);
      this.isLate = false;
      this.onItsWay = null;
    }
    this.queued = this.queued.filter((one) => one !== answered);
    this.whyQueued = null;
    const { slot } = answered;
    const isAccepted = saved.state === "saved" || saved.state === "idle";
    if (saved.state === "saved") this.somethingSaved = true;
    else if (saved.state !== "idle") this.problem = saved.message || words.status[saved.state];
    const isOfBefore = !isAccepted && answered.attempt !== this.view.attempt;
    if (isOfBefore) this.takeOut(answered);
    else if (slot !== null && !this.pendingSlot(slot)) this.drafts.answered(slot, isAccepted);
    this.sendNext();
    this.notify();
    if (this.isClosed) this.stopWhenDone();
  }

  /** Text that was typed in an earlier attempt is reported, and is not put in a field of the next attempt. */
  private takeOut({ slot, response }: Waiting): void {
    if (slot !== null) this.drafts.forget(slot);
    const typed = typedIn({ ...response }).map((text) => fill(words.outbox.typed, { text }));
    this.problem = [this.problem, ...typed].join(" ");
  }

  /** The host keeps a response that it cannot write now, so that the next response may follow. */
  private keepWaiting({ response, message }: Saved): void {
    const kept = this.unanswered(response);
    if (!kept) return;
    if (kept === this.onItsWay) {
      this.queued.push(kept);
      this.onItsWay = null;
    }
    this.whyQueued = message || words.status.queued;
    this.sendNext();
    this.notify();
  }

  private unanswered(id: string): Waiting | undefined {
    return this.onItsWay?.id === id ? this.onItsWay : this.queued.find((one) => one.id === id);
  }

  private pendingSlot(slot: string): boolean {
    return [...this.queued, ...this.line].some((one) => one.slot === slot);
  }

  private viewChanged(): void {
    this.drafts.viewChanged();
    this.notify();
  }

  private notify(): void {
    for (const listener of [...this.listeners]) listener();
  }

  private stopWhenDone(): void {
    if (this.onItsWay || this.queued.length > 0) return;
    clearTimeout(this.timer);
    for (const trait of TRAITS) this.model.off(`change:${trait}`, this.handlers[trait]!);
  }
}

/** A random UUID. It does not use crypto.randomUUID, which does not exist on a hub without https. */
function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

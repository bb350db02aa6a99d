import type { AnyView, Model, Saved } from "../src/model";
import type { ReceiptView } from "../src/views";
import { frame as usualFrame } from "./samples";

/** The host's side of the conversation, played by the test. */
export class FakeModel implements Model {
  readonly sent: Record<string, unknown>[] = [];
  /** Every attempt that was on the screen; undefined is that of a kind that has none. */
  private readonly shown = new Set<unknown>();
  private traits: Record<string, unknown>;
  private listeners = new Map<string, Set<() => void>>();

  constructor(view: AnyView, frame = usualFrame, notices: string[] = [], receipt?: ReceiptView) {
    this.traits = { view, frame, notices, saved: { response: "", state: "idle", message: "" } };
    this.shown.add(view.attempt);
    if (receipt) this.traits.receipt = receipt;
  }

  get(trait: string): unknown {
    return this.traits[trait];
  }

  set(trait: string, value: unknown): void {
    this.traits[trait] = value;
  }

  save_changes(): void {
    const response = this.traits.response as Record<string, unknown>;
    if (!this.shown.has(response.attempt)) throw new Error(`attempt ${response.attempt} was never on the screen`);
    this.sent.push(response);
  }

  on(event: string, callback: () => void): void {
    if (!this.listeners.has(event)) this.listeners.set(event, new Set());
    this.listeners.get(event)!.add(callback);
  }

  off(event: string, callback: () => void): void {
    this.listeners.get(event)?.delete(callback);
  }

  get listenerCount(): number {
    return [...this.listeners.values()].reduce((count, set) => count + set.size, 0);
  }

  /** What was sent, without the random ids and the attempt. */
  get responses(): unknown[] {
    return this.sent.map(({ id: _, attempt: __, ...response }) => response);
  }

  /** The same with the attempt. */
  get responsesOfAttempts(): unknown[] {
    return this.sent.map(({ id: _, ...response }) => response);
  }

  push(trait: string, value: unknown): void {
    this.traits[trait] = value;
    if (trait === "view") this.shown.add((value as AnyView).attempt);
    for (const listener of [...(this.listeners.get(`change:${trait}`) ?? [])]) listener();
  }

  /** Answers the response that was sent last. */
  reply(state: Saved["state"] = "saved", message = "", view?: AnyView): void {
    if (view) this.push("view", view);
    this.push("saved", { response: this.sent.at(-1)!.id as string, state, message });
  }
}

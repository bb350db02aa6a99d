import type { Model, Receipt, Saved } from "../src/model";
import type { BaseView } from "../src/views";
import { frame as usualFrame } from "./samples";

/** The host's side of the conversation, played by the test. */
export class FakeModel implements Model {
  readonly sent: Record<string, unknown>[] = [];
  private traits: Record<string, unknown>;
  private listeners = new Map<string, Set<() => void>>();

  constructor(view: BaseView, frame = usualFrame, notices: string[] = [], receipt?: Receipt) {
    this.traits = { view, frame, notices, saved: { response: "", state: "idle", message: "" } };
    if (receipt) this.traits.receipt = receipt;
  }

  get(trait: string): unknown {
    return this.traits[trait];
  }

  set(trait: string, value: unknown): void {
    this.traits[trait] = value;
  }

  save_changes(): void {
    this.sent.push(this.traits.response as Record<string, unknown>);
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

  /** What was sent, without the random ids. */
  get responses(): unknown[] {
    return this.sent.map(({ id: _, ...response }) => response);
  }

  push(trait: string, value: unknown): void {
    this.traits[trait] = value;
    for (const listener of [...(this.listeners.get(`change:${trait}`) ?? [])]) listener();
  }

  /** Answers the response that was sent last. */
  reply(state: Saved["state"] = "saved", message = "", view?: BaseView): void {
    if (view) this.push("view", view);
    this.push("saved", { response: this.sent.at(-1)!.id as string, state, message });
  }
}

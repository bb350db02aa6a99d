import type { Courier, Outcome, Reply } from "./courier";
import type { Letter } from "./letter";
import type { Model, Saved, SentResponse } from "./model";
import type { Outbox } from "./outbox";

/** The data of one activity that the server writes in the page. */
export interface Seed {
  place: string;
  activity: string;
  [trait: string]: unknown;
}

/** The model of one activity over HTTP: responses wait in the outbox until the server has written them. */
export class HttpModel implements Model {
  private readonly traits: Map<string, unknown>;
  private readonly listeners = new Map<string, Set<() => void>>();
  private heard = 0;
  readonly keepsLine = true;

  constructor(
    private readonly seed: Seed,
    private readonly outbox: Outbox,
    private readonly courier: Courier,
  ) {
    this.traits = new Map(Object.entries(seed));
    outbox.listen((letter, outcome) => {
      if (letter.place === seed.place && letter.activity === seed.activity) this.hear(letter, outcome);
    });
  }

  get(trait: string): unknown {
    return this.traits.get(trait);
  }

  set(trait: string, value: unknown): void {
    this.traits.set(trait, value);
  }

  save_changes(): void {
    const { place, activity } = this.seed;
    this.outbox.put({ place, activity, response: this.traits.get("response") as Letter["response"] });
  }

  waiting(): SentResponse[] {
    return this.outbox.foundFor(this.seed.place, this.seed.activity).map(({ response }) => response);
  }

  on(event: string, callback: () => void): void {
    if (!this.listeners.has(event)) this.listeners.set(event, new Set());
    this.listeners.get(event)!.add(callback);
  }

  off(event: string, callback: () => void): void {
    this.listeners.get(event)?.delete(callback);
  }

  /** Shows answers that another page brought, in any tab or device, but not while a response of this page still waits. */
  async refresh(): Promise<void> {
    const { place, activity } = this.seed;
    const { heard } = this;
    if (this.outbox.holds(place, activity)) return;
    const reply = await this.courier.look(place, activity);
    if (reply && heard === this.heard && !this.outbox.holds(place, activity)) this.take(reply);
  }

  private hear({ response }: Letter, outcome: Outcome): void {
    this.heard += 1;
    if (outcome.state === "answered") return this.take(outcome.reply);
    const saved: Saved =
      outcome.state === "elsewhere"
        ? { response: response.id, state: "idle", message: "" }
        : outcome.state === "waiting"
        ? { response: response.id, state: "queued", message: "" } // why, stands in the bar of the outbox
        : { response: response.id, state: "refused", message: outcome.message };
    this.change("saved", saved);
    // Another page heard the answer; this one may have been made before it.
    if (outcome.state === "elsewhere") void this.refresh();
  }

  /** `saved` is set last: its listener may send the next response, which must belong to the newest view. */
  private take({ saved, ...shown }: Reply): void {
    for (const [trait, value] of Object.entries(shown)) {
      if (JSON.stringify(value) !== JSON.stringify(this.traits.get(trait))) this.change(trait, value);
    }
    this.change("saved", saved);
  }

  private change(trait: string, value: unknown): void {
    this.traits.set(trait, value);
    for (const callback of [...(this.listeners.get(`change:${trait}`) ?? [])]) callback();
  }
}

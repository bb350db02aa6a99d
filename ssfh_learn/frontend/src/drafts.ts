import type { Response } from "./responses";

export const AUTOSAVE_DELAY = 800;

interface Draft {
  value: unknown;
  respond: (value: never) => Response;
  /** typed: not sent; sent: not answered; kept: accepted; refused: stays until the learner types again */
  state: "typed" | "sent" | "kept" | "refused";
  /** The attempt that was on the screen during typing. */
  attempt: number | undefined;
  timer?: ReturnType<typeof setTimeout>;
}

/** The texts that the learner typed. A draft replaces the view's text while it has the focus or is not accepted. */
export class Drafts {
  private drafts = new Map<string, Draft>();
  private focused: string | null = null;

  constructor(
    private readonly send: (response: Response, attempt: number | undefined) => void,
    private readonly notify: () => void,
    private readonly attempt: () => number | undefined = () => undefined,
  ) {}

  /** The text to show in a field: the draft, or otherwise the text in the view. */
  value<T>(slot: string, stored: T): T {
    const draft = this.drafts.get(slot);
    return draft ? (draft.value as T) : stored;
  }

  type<T>(slot: string, value: T, respond: (value: T) => Response): void {
    clearTimeout(this.drafts.get(slot)?.timer);
    const timer = setTimeout(() => this.flush(slot), AUTOSAVE_DELAY);
    this.drafts.set(slot, { value, respond, state: "typed", attempt: this.attempt(), timer });
    this.notify();
  }

  /** A text of an earlier page, which was sent and is not answered yet. */
  restore(slot: string, value: unknown): void {
    const respond = () => {
      throw new Error("it was sent");
    };
    this.drafts.set(slot, { value, respond, state: "sent", attempt: this.attempt() });
  }

  focus(slot: string): void {
    this.focused = slot;
  }

  blur(slot: string): void {
    if (this.focused === slot) this.focused = null;
    this.flush(slot);
  }

  /** Sends the typed text of one field, or of all fields. */
  flush(only?: string): void {
    for (const [slot, draft] of this.drafts) {
      if (draft.state !== "typed" || (only !== undefined && only !== slot)) continue;
      clearTimeout(draft.timer);
      draft.state = "sent";
      this.send(draft.respond(draft.value as never), draft.attempt);
    }
  }

  answered(slot: string, isAccepted: boolean): void {
    const draft = this.drafts.get(slot);
    if (draft?.state === "sent") draft.state = isAccepted ? "kept" : "refused";
  }

  /** A newer view has the accepted text, so only a field in use keeps its draft. */
  viewChanged(): void {
    for (const [slot, draft] of this.drafts) {
      if (draft.state === "kept" && slot !== this.focused) this.drafts.delete(slot);
    }
  }

  forget(slot: string): void {
    clearTimeout(this.drafts.get(slot)?.timer);
    this.drafts.delete(slot);
  }

  forgetAll(): void {
    for (const slot of [...this.drafts.keys()]) this.forget(slot);
  }
}

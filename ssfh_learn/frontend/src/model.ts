/** The part of anywidget's front-end module model that we use; the portal offers the same over HTTP. */
export interface Model {
  get(trait: string): unknown;
  set(trait: string, value: unknown): void;
  save_changes(): void;
  on(event: string, callback: () => void): void;
  off(event: string, callback: () => void): void;
  /** Whether responses that cannot be written now are kept until they can, also when the page closes. */
  readonly keepsLine?: boolean;
}

export interface Markup {
  html: string;
}

/** The answer of the host to one response. */
export interface Saved {
  response: string;
  /** queued: not written yet, but kept by the host */
  state: "idle" | "saved" | "failed" | "refused" | "error" | "queued";
  message: string;
}

/** How far a test that was handed in is on its way to the trainer. */
export interface Receipt {
  state: "none" | "busy" | "handed_in" | "failed";
  number: string | null;
  /** ISO 8601, UTC. */
  at: string | null;
  /** Why it failed, in Dutch; may be empty. */
  message: string;
  /** Whether all of it was graded; null where the host does not hear of that. */
  graded: boolean | null;
  /** The address of the result, where the host has a page for it. */
  result: string | null;
}

/** What stands around every activity. */
export interface FrameTexts {
  help: Markup | null;
  about: Markup | null;
  glossary: { term: string; meaning: Markup }[];
  private: boolean;
  practice: boolean;
}

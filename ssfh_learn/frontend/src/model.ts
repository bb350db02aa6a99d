import type { SavedView, View } from "./views";

/** The part of anywidget's front-end module model that we use; the portal offers the same over HTTP. */
export interface Model {
  get(trait: string): unknown;
  set(trait: string, value: unknown): void;
  save_changes(): void;
  on(event: string, callback: () => void): void;
  off(event: string, callback: () => void): void;
  /** Whether responses are kept until they can be written, even if the page closes. */
  readonly keepsLine?: boolean;
  /** The responses of earlier pages that are kept and not written yet, the oldest first. */
  waiting?(): SentResponse[];
}

/** A response as it goes to the host. */
export interface SentResponse {
  id: string;
  attempt?: number;
  kind: string;
  [field: string]: unknown;
}

/** The answer of the host to one response; `queued` means kept by the host but not written yet. */
export type Saved = SavedView | { response: string; state: "queued"; message: string };

/** The shared fields of the views of all kinds. */
export type AnyView = Pick<View, "title" | "intro"> & { kind: string; attempt?: number };

import type { SentResponse } from "./model";

/** One response on its way to the server. */
export interface Letter {
  place: string;
  activity: string;
  response: SentResponse;
}

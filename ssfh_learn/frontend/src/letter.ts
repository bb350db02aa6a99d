/** One response on its way to the server. */
export interface Letter {
  place: string;
  activity: string;
  response: { id: string; kind: string; [field: string]: unknown };
}

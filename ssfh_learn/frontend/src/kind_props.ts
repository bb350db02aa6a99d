import type { Session } from "./session";

/** The props of every kind of activity: its view, and the session that takes the responses. */
export interface KindProps<View> {
  view: View;
  session: Session;
}

import type { Session } from "./session";

/** What a kind of activity is drawn from: what may be shown now, and where to send what the learner does. */
export interface KindProps<View> {
  view: View;
  session: Session;
}

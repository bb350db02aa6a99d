import type { OpenTextView } from "../views";
import type { QuestionProps } from "./answering";
import { ShortText } from "./short_text";

const ROWS = 7;

/** A longer text that a person reads. */
export function OpenText(props: QuestionProps<OpenTextView>) {
  return <ShortText {...props} rows={ROWS} />;
}

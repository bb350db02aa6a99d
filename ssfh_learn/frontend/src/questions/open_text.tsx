import type { OpenTextView } from "../views";
import type { QuestionProps } from "./answering";
import { ShortText } from "./short_text";

const ROWS = 7;

/** A longer text, which a person grades. */
export function OpenText(props: QuestionProps<OpenTextView>) {
  return <ShortText {...props} rows={ROWS} />;
}

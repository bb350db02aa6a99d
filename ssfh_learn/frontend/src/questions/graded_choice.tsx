import type { GradedChoiceView } from "../views";
import type { QuestionProps } from "./answering";
import { SingleChoice } from "./single_choice";

/** Looks like a single choice: how good each option is, only the host knows. */
export function GradedChoice(props: QuestionProps<GradedChoiceView>) {
  return <SingleChoice {...props} />;
}

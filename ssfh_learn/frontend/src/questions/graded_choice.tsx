import type { GradedChoiceView } from "../views";
import type { QuestionProps } from "./answering";
import { SingleChoice } from "./single_choice";

/** Looks like a single choice, because only the host knows how good each option is. */
export function GradedChoice(props: QuestionProps<GradedChoiceView>) {
  return <SingleChoice {...props} />;
}

import type { GradedChoiceView, SingleChoiceView } from "../views";
import { type QuestionProps, useAnswer } from "./answering";
import { QuestionFieldset } from "./fieldset";
import { OptionList } from "./option_list";

export function SingleChoice({ question, session }: QuestionProps<SingleChoiceView | GradedChoiceView>) {
  const [answer, give] = useAnswer<string>(session, question);
  return (
    <QuestionFieldset question={question}>
      <OptionList
        type="radio"
        options={question.options}
        chosen={answer === null ? [] : [answer]}
        choose={(id) => give(id)}
        feedback={question.feedback}
        vocabulary="one"
      />
    </QuestionFieldset>
  );
}

import type { TrueFalseView, TrueFalseAnswer } from "../views";
import { words } from "../words";
import { isOpen, type QuestionProps, useAnswer } from "./answering";
import { QuestionFieldset } from "./fieldset";
import { OptionList } from "./option_list";

const VERDICTS = [
  { id: "true", text: { html: words.true_false.true } },
  { id: "false", text: { html: words.true_false.false } },
];

export function TrueFalse({ question, session }: QuestionProps<TrueFalseView>) {
  const [given, give] = useAnswer<TrueFalseAnswer>(session, question);
  const answer = given ?? { verdict: null, reason: null };
  return (
    <>
      <QuestionFieldset question={question}>
        <OptionList
          type="radio"
          options={VERDICTS}
          chosen={answer.verdict === null ? [] : [String(answer.verdict)]}
          choose={(id) => give({ ...answer, verdict: id === "true" })}
          feedback={question.feedback}
          vocabulary="one"
        />
      </QuestionFieldset>
      {question.reasons.length > 0 && (
        <fieldset class="ssfh-fieldset" disabled={!isOpen(question)}>
          <legend>{words.true_false.reason}</legend>
          <OptionList
            type="radio"
            options={question.reasons}
            chosen={answer.reason === null ? [] : [answer.reason]}
            choose={(id) => give({ ...answer, reason: id })}
            feedback={question.feedback}
            vocabulary="one"
          />
        </fieldset>
      )}
    </>
  );
}

import { Markup, plainText } from "../markup";
import { useUniqueId } from "../unique_id";
import type { MatchingView } from "../views";
import { ItemFeedback } from "../verdict";
import { fill, words } from "../words";
import { isOpen, type QuestionProps, useAnswer } from "./answering";
import { QuestionFieldset } from "./fieldset";

export function Matching({ question, session }: QuestionProps<MatchingView>) {
  const name = useUniqueId();
  const [answer, give] = useAnswer<NonNullable<MatchingView["answer"]>>(session, question);
  const pairs = answer ?? {};
  const pair = (left: string, right: string) => {
    const { [left]: _, ...rest } = pairs;
    give(right === "" ? rest : { ...rest, [left]: right });
  };
  return (
    <QuestionFieldset question={question} note={isOpen(question) ? words.matching.how : undefined}>
      <ul class="ssfh-pairs">
        {question.left.map(({ id, text }) => (
          <li key={id} data-verdict={question.feedback?.items[id]?.verdict}>
            <div class="ssfh-pair">
              {isOpen(question) ? (
                <>
                  <label for={`${name}-${id}`}>
                    <Markup value={text} inline />
                  </label>
                  <select id={`${name}-${id}`} value={pairs[id] ?? ""} onChange={(event) => pair(id, event.currentTarget.value)}>
                    <option value="">{words.matching.choose}</option>
                    {question.right.map((right) => (
                      <option key={right.id} value={right.id}>
                        {plainText(right.text)}
                      </option>
                    ))}
                  </select>
                </>
              ) : (
                <>
                  <Markup value={text} inline />
                  <span>{chosenText(question, pairs[id])}</span>
                </>
              )}
            </div>
            <ItemFeedback item={question.feedback?.items[id]} vocabulary="pair" />
          </li>
        ))}
      </ul>
    </QuestionFieldset>
  );
}

/** The chosen text in full, because a closed select cuts off a long text. */
function chosenText(question: MatchingView, right: string | undefined): string {
  if (right === undefined) return words.matching.not_chosen;
  return fill(words.matching.chosen, { choice: plainText(question.right.find(({ id }) => id === right)?.text) });
}

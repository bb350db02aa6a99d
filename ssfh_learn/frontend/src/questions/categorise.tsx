import { Markup } from "../markup";
import { useUniqueId } from "../unique_id";
import type { CategoriseView } from "../views";
import { ItemFeedback } from "../verdict";
import { words } from "../words";
import { isOpen, type QuestionProps, useAnswer } from "./answering";
import { QuestionFieldset } from "./fieldset";

export function Categorise({ question, session }: QuestionProps<CategoriseView>) {
  const name = useUniqueId();
  const [answer, give] = useAnswer<NonNullable<CategoriseView["answer"]>>(session, question);
  const pairs = answer ?? {};
  return (
    <QuestionFieldset question={question} note={isOpen(question) ? words.categorise.how : undefined}>
      <ul class="ssfh-cards">
        {question.cards.map(({ id, text }) => (
          <li key={id} data-verdict={question.feedback?.items[id]?.verdict}>
            <fieldset class="ssfh-card">
              <legend>
                <Markup value={text} inline />
              </legend>
              <div class="ssfh-groups">
                {question.groups.map((group) => (
                  <label key={group.id} class="ssfh-group">
                    <input
                      type="radio"
                      name={`${name}-${id}`}
                      value={group.id}
                      checked={pairs[id] === group.id}
                      onChange={() => give({ ...pairs, [id]: group.id })}
                    />
                    <Markup value={group.text} inline />
                  </label>
                ))}
              </div>
            </fieldset>
            <ItemFeedback item={question.feedback?.items[id]} vocabulary="pair" />
          </li>
        ))}
      </ul>
    </QuestionFieldset>
  );
}

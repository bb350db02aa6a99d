import { Markup } from "../markup";
import { useUniqueId } from "../unique_id";
import { useDraft } from "../use_draft";
import type { Numeric as NumericQuestion } from "../views";
import { fill, words } from "../words";
import { isOpen, type QuestionProps } from "./answering";

const MAX_LENGTH = 30;

/** Not type="number": that field refuses the comma that Dutch people type. */
export function Numeric({ question, session }: QuestionProps<NumericQuestion>) {
  const id = useUniqueId();
  const { value, type, field } = useDraft(session, `answer:${question.id}`, question.answer ?? "", (answer) => ({
    kind: "answer",
    question: question.id,
    answer,
  }));
  return (
    <div class="ssfh-fieldset ssfh-numeric">
      <label for={id} class="ssfh-prompt">
        <Markup value={question.prompt} inline />
        <span class="ssfh-note">{question.unit ? fill(words.numeric.how_unit, { unit: question.unit }) : words.numeric.how}</span>
      </label>
      <span class="ssfh-number">
        <input
          {...field}
          id={id}
          type="text"
          inputMode="decimal"
          autocomplete="off"
          maxLength={MAX_LENGTH}
          disabled={!isOpen(question)}
          value={value}
          onInput={(event) => type(event.currentTarget.value)}
        />
        {question.unit && <span aria-hidden="true">{question.unit}</span>}
      </span>
    </div>
  );
}

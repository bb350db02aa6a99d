import { useRef } from "preact/hooks";
import { Markup } from "../markup";
import { useUniqueId } from "../unique_id";
import { useDraft } from "../use_draft";
import type { NumericView } from "../views";
import { fill, words } from "../words";
import { isOpen, type QuestionProps, readingIn } from "./answering";
import { DoubtPlace } from "./doubt";

const MAX_LENGTH = 40;

/** It is not type="number", because that refuses the Dutch decimal comma. */
export function Numeric({ question, session }: QuestionProps<NumericView>) {
  const id = useUniqueId();
  const input = useRef<HTMLInputElement>(null);
  const slot = `answer:${question.id}`;
  const { value, type, field } = useDraft(session, slot, question.answer ?? "", (answer) => ({
    kind: "answer",
    question: question.id,
    answer,
    ...readingIn(session),
  }));
  // While she types, a question of the host about her earlier text no longer applies.
  const doubt = (isOpen(question) && value.trim() === question.answer && question.doubt) || null;
  const choose = (answer: string) => {
    type(answer);
    session.drafts.flush(slot);
    input.current?.focus();
  };
  return (
    <div class="ssfh-fieldset ssfh-numeric">
      <label for={id} class="ssfh-prompt">
        <Markup value={question.prompt} inline />
        <span class="ssfh-note">{question.unit ? fill(words.numeric.how_unit, { unit: question.unit }) : words.numeric.how}</span>
      </label>
      <span class="ssfh-number">
        <input
          {...field}
          ref={input}
          id={id}
          type="text"
          inputMode="decimal"
          autocomplete="off"
          maxLength={MAX_LENGTH}
          disabled={!isOpen(question)}
          value={value}
          aria-invalid={doubt ? true : undefined}
          aria-describedby={doubt ? `${id}-doubt` : undefined}
          onInput={(event) => type(event.currentTarget.value)}
        />
        {question.unit && <span aria-hidden="true">{question.unit}</span>}
      </span>
      <DoubtPlace id={`${id}-doubt`} doubt={doubt} unit={question.unit} onChoose={choose} />
    </div>
  );
}

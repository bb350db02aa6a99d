import { Markup } from "../markup";
import { useUniqueId } from "../unique_id";
import { useDraft } from "../use_draft";
import type { FillInView } from "../views";
import { words } from "../words";
import { isOpen, type QuestionProps, readingIn } from "./answering";

/** One word or a short term. A keyboard that mends or completes words would answer in her place. */
export function FillIn({ question, session }: QuestionProps<FillInView>) {
  const id = useUniqueId();
  const { value, type, field } = useDraft(session, `answer:${question.id}`, question.answer ?? "", (answer) => ({
    kind: "answer",
    question: question.id,
    answer,
    ...readingIn(session),
  }));
  return (
    <div class="ssfh-fieldset ssfh-fill-in">
      <label for={id} class="ssfh-prompt">
        <Markup value={question.prompt} inline />
        <span class="ssfh-note">{words.fill_in.how}</span>
      </label>
      <input
        {...field}
        id={id}
        type="text"
        autocomplete="off"
        autocapitalize="off"
        autocorrect="off"
        spellcheck={false}
        maxLength={question.max_length}
        disabled={!isOpen(question)}
        value={value}
        onInput={(event) => type(event.currentTarget.value)}
      />
    </div>
  );
}

import { Markup } from "../markup";
import type { OpenTextView, OwnWordsView, ShortTextView } from "../views";
import { TextField } from "../text_field";
import { isOpen, type QuestionProps, readingIn } from "./answering";

export function ShortText({ question, session, rows = 3 }: QuestionProps<ShortTextView | OpenTextView | OwnWordsView> & { rows?: number }) {
  return (
    <div class="ssfh-fieldset">
      <TextField
        session={session}
        slot={`answer:${question.id}`}
        label={<Markup value={question.prompt} inline />}
        stored={question.answer ?? ""}
        respond={(answer) => ({ kind: "answer", question: question.id, answer, ...readingIn(session) })}
        maxLength={question.max_length}
        rows={rows}
        disabled={!isOpen(question)}
      />
    </div>
  );
}

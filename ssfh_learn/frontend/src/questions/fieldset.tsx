import type { ComponentChildren } from "preact";
import { Markup } from "../markup";
import type { AnyQuestionView } from "../views";
import { isOpen } from "./answering";

/** The question as the legend of its controls. */
export function QuestionFieldset({ question, children, note }: FieldsetProps) {
  return (
    <fieldset class="ssfh-fieldset" disabled={!isOpen(question)}>
      <legend>
        <Markup value={question.prompt} inline />
        {note && <span class="ssfh-note">{note}</span>}
      </legend>
      {children}
    </fieldset>
  );
}

interface FieldsetProps {
  question: AnyQuestionView;
  children: ComponentChildren;
  note?: string | undefined;
}

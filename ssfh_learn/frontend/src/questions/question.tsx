import type { ComponentType, RefObject, TargetedKeyboardEvent } from "preact";
import { useRef } from "preact/hooks";
import { useFocusOnChange } from "../focus";
import { Markup } from "../markup";
import type { Session } from "../session";
import type { AnyQuestionView, QuizView } from "../views";
import { fill, words } from "../words";
import { type QuestionProps, readingIn } from "./answering";
import { Categorise } from "./categorise";
import { Feedback } from "./feedback";
import { FillIn } from "./fill_in";
import { GradedChoice } from "./graded_choice";
import { Matching } from "./matching";
import { Missing, useAsked } from "./missing";
import { MultipleResponse } from "./multiple_response";
import { Numeric } from "./numeric";
import { OpenText } from "./open_text";
import { OwnWords } from "./own_words";
import { Ordering } from "./ordering";
import { ShortText } from "./short_text";
import { SingleChoice } from "./single_choice";
import { TrueFalse } from "./true_false";

/** The only list of the kinds of question. */
const questionKinds: {
  [Kind in AnyQuestionView["kind"]]: ComponentType<QuestionProps<Extract<AnyQuestionView, { kind: Kind }>>>;
} = {
  single_choice: SingleChoice,
  graded_choice: GradedChoice,
  true_false: TrueFalse,
  multiple_response: MultipleResponse,
  ordering: Ordering,
  matching: Matching,
  categorise: Categorise,
  numeric: Numeric,
  fill_in: FillIn,
  own_words: OwnWords,
  short_text: ShortText,
  open_text: OpenText,
};

interface QuestionPartProps {
  question: AnyQuestionView;
  session: Session;
}

/** The controls of one question, its hints and, after checking, its feedback. */
export function Question({ question, session, mode }: QuestionPartProps & { mode: QuizView["mode"] }) {
  const Kind = questionKinds[question.kind] as ComponentType<QuestionPartProps> | undefined;
  const feedback = useFocusOnChange<HTMLDivElement>(question.feedback ? "feedback" : "");
  const root = useRef<HTMLDivElement>(null);
  const { asked, ask, reason } = useAsked(question, session, root);
  if (!Kind) return <p class="ssfh-problem">{words.frame.unknown_kind}</p>;
  return (
    <div class="ssfh-question" data-kind={question.kind} ref={root} onKeyDown={checkOnEnter}>
      <Missing.Provider value={asked}>
        <Kind question={question} session={session} />
      </Missing.Provider>
      <Hints question={question} />
      {question.feedback && <Feedback question={question} session={session} place={feedback} />}
      {reason && asked.missing.length === 0 && <p class="ssfh-asked">{reason}</p>}
      {mode === "practice" && <PracticeButtons question={question} session={session} root={root} onCheck={ask} />}
      {session.frame.report && (
        <p class="ssfh-report-link">
          <a href={`${session.frame.report}&vraag=${encodeURIComponent(question.id)}`}>{words.quiz.report}</a>
        </p>
      )}
    </div>
  );
}

/** Enter in a field of one line checks the answer, as the key "Go" on a telephone promises. */
function checkOnEnter({ key, isComposing, target, currentTarget }: TargetedKeyboardEvent<HTMLDivElement>) {
  if (key !== "Enter" || isComposing || !(target instanceof HTMLInputElement) || target.type !== "text") return;
  currentTarget.querySelector<HTMLButtonElement>(":scope > .ssfh-buttons .ssfh-primary")?.click();
}

/** After the last hint there is no button for another, so that the hint itself keeps the focus. */
function Hints({ question }: { question: AnyQuestionView }) {
  const last = useFocusOnChange<HTMLDivElement>(question.hints.length > 0 && question.hints_left === 0 ? "last" : "");
  return (
    <div aria-live="polite">
      {question.hints.map((hint, index) => (
        <div key={index} class="ssfh-hint" tabIndex={-1} ref={index === question.hints.length - 1 ? last : null}>
          <p class="ssfh-strong">{fill(words.quiz.hint_number, { number: index + 1 })}</p>
          <Markup value={hint} />
        </div>
      ))}
    </div>
  );
}

interface PracticeButtonsProps extends QuestionPartProps {
  root: RefObject<HTMLDivElement>;
  onCheck: () => void;
}

function PracticeButtons({ question, session, root, onCheck }: PracticeButtonsProps) {
  const ask = (kind: "hint" | "retry") => () => session.send({ kind, question: question.id });
  const check = () => {
    onCheck();
    session.send({ kind: "check", question: question.id, ...(isTyped(question) ? readingIn(session) : {}) });
    // Her answer is checked only after she chose a meaning, so the focus goes there.
    root.current?.querySelector<HTMLButtonElement>(".ssfh-doubt button")?.focus();
  };
  if (question.phase === "closed") return null;
  if (question.phase === "checked") {
    return (
      <div class="ssfh-buttons">
        <button type="button" class="ssfh-button" onClick={ask("retry")}>
          {question.feedback?.verdict === "compare" ? words.quiz.rewrite : words.quiz.retry}
        </button>
      </div>
    );
  }
  return (
    <div class="ssfh-buttons">
      <button type="button" class="ssfh-button ssfh-primary" onClick={check}>
        {isOwnWords(question) ? words.quiz.compare : question.graded ? words.quiz.check : words.quiz.check_ungraded}
      </button>
      {question.hints_left > 0 && (
        <button type="button" class="ssfh-button" onClick={ask("hint")}>
          {question.hints.length > 0 ? words.quiz.next_hint : words.quiz.hint}
        </button>
      )}
    </div>
  );
}

function isTyped({ kind }: AnyQuestionView): boolean {
  return kind === "numeric" || kind === "fill_in" || isOwnWords({ kind });
}

function isOwnWords({ kind }: Pick<AnyQuestionView, "kind">): boolean {
  return kind === "own_words" || kind === "open_text" || kind === "short_text";
}

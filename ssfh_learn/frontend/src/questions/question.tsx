import type { ComponentType, RefObject, TargetedKeyboardEvent } from "preact";
import { useRef } from "preact/hooks";
import { useFocusOnChange } from "../focus";
import { Markup } from "../markup";
import type { Session } from "../session";
import type { AnyQuestionView, QuizView } from "../views";
import { Verdict } from "../verdict";
import { fill, number, words } from "../words";
import { type QuestionProps, readingIn } from "./answering";
import { Categorise } from "./categorise";
import { FillIn } from "./fill_in";
import { GradedChoice } from "./graded_choice";
import { Matching } from "./matching";
import { MultipleResponse } from "./multiple_response";
import { Numeric } from "./numeric";
import { OpenText } from "./open_text";
import { Checklist, OwnWords } from "./own_words";
import { Ordering } from "./ordering";
import { ShortText } from "./short_text";
import { SingleChoice } from "./single_choice";
import { Solution } from "./solution";
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
  if (!Kind) return <p class="ssfh-problem">{words.frame.unknown_kind}</p>;
  return (
    <div class="ssfh-question" data-kind={question.kind} ref={root} onKeyDown={checkOnEnter}>
      <Kind question={question} session={session} />
      <Hints question={question} />
      <div ref={feedback} tabIndex={-1} class="ssfh-feedback-place">
        {question.feedback && <FeedbackBox question={question} session={session} />}
      </div>
      {mode === "practice" && <PracticeButtons question={question} session={session} root={root} />}
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

function Hints({ question }: { question: AnyQuestionView }) {
  return (
    <div aria-live="polite">
      {question.hints.map((hint, index) => (
        <div key={index} class="ssfh-hint">
          <p class="ssfh-strong">{fill(words.quiz.hint_number, { number: index + 1 })}</p>
          <Markup value={hint} />
        </div>
      ))}
    </div>
  );
}

function FeedbackBox({ question, session }: QuestionPartProps) {
  const feedback = question.feedback!;
  const isPart = feedback.verdict === "partly" && feedback.share !== null;
  const percent = isPart ? fill(words.feedback.share, { percent: number(Math.round(feedback.share! * 100)) }) : "";
  return (
    <div class="ssfh-feedback" data-verdict={feedback.verdict}>
      <p class="ssfh-feedback-head">
        <Verdict verdict={feedback.verdict} word={words.feedback[feedback.verdict]} />
        {percent && <span class="ssfh-small"> {percent}</span>}
      </p>
      {feedback.verdict === "compare" && <p>{words.feedback.not_judged}</p>}
      <Markup value={feedback.text} />
      <Solution question={question} />
      {feedback.model_answer && (
        <div class="ssfh-solution">
          <p class="ssfh-strong">{words.feedback.model_answer}</p>
          <Markup value={feedback.model_answer} />
        </div>
      )}
      {question.kind === "own_words" && <Checklist question={question} session={session} />}
    </div>
  );
}

function PracticeButtons({ question, session, root }: QuestionPartProps & { root: RefObject<HTMLDivElement> }) {
  const ask = (kind: "hint" | "retry") => () => session.send({ kind, question: question.id });
  const check = () => {
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

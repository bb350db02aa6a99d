import type { RefObject } from "preact";
import { Progress } from "./bar";
import { useFocusOnChange } from "./focus";
import type { KindProps } from "./kind_props";
import { Question } from "./questions/question";
import { QuizResultPage } from "./quiz_result";
import type { Session } from "./session";
import type { AnyQuestionView, QuizView } from "./views";
import { countOf, fill, words } from "./words";

interface QuizPartProps extends KindProps<QuizView> {
  /** Takes the focus when the page changes. */
  place: RefObject<HTMLElement>;
}

/** One question on a screen, and a result page at the end. */
export function Quiz({ view, session }: KindProps<QuizView>) {
  const only = view.questions.length === 1 ? view.questions[0] : undefined;
  const question = only ?? view.questions.find(({ id }) => id === view.current);
  const place = useFocusOnChange<HTMLElement>(`${view.phase} ${question?.id}`);
  useFocusOnChange(question?.feedback ? "" : "to be answered", place);
  const props = { view, session, place };
  if (view.phase === "ready") return <Start {...props} />;
  return only ? <OnlyQuestion {...props} question={only} /> : <ManyQuestions {...props} question={question} />;
}

function Start({ view, session, place }: QuizPartProps) {
  return (
    <div class="ssfh-start" ref={place as RefObject<HTMLDivElement>} tabIndex={-1}>
      <h3>{words.quiz.rules}</h3>
      <ul class="ssfh-facts">
        {view.count !== undefined && <li>{countOf(words.quiz.count, view.count)}</li>}
        {view.pass_mark !== null && <li>{fill(words.quiz.pass_mark, { percent: view.pass_mark })}</li>}
        {view.attempts && <li>{attemptRule(view.attempts)}</li>}
        {view.mode === "test" && <li>{words.quiz.afterwards}</li>}
      </ul>
      {view.over ? (
        <p class="ssfh-strong">{view.over}</p>
      ) : (
        <button type="button" class="ssfh-button ssfh-primary" onClick={() => session.send({ kind: "begin" })}>
          {words.quiz.begin}
        </button>
      )}
    </div>
  );
}

function attemptRule({ used, allowed }: NonNullable<QuizView["attempts"]>): string {
  if (allowed === null) return words.quiz.attempts_unlimited;
  return countOf(words.quiz.attempts, allowed, { number: used + 1, allowed });
}

function OnlyQuestion({ view, session, place, question }: QuizPartProps & { question: AnyQuestionView }) {
  return (
    <div class="ssfh-only" ref={place as RefObject<HTMLDivElement>} tabIndex={-1}>
      <Question key={question.id} question={question} session={session} mode={view.mode} />
      {view.mode === "test" && <QuizResultPage view={view} session={session} />}
    </div>
  );
}

function ManyQuestions({ view, session, place, question }: QuizPartProps & { question: AnyQuestionView | undefined }) {
  const total = view.questions.length;
  const index = question ? view.questions.indexOf(question) : total;
  const title = question ? fill(words.quiz.place, { number: index + 1, total }) : resultTitle(view, session);
  return (
    <>
      <Progress done={question ? index + 1 : total} total={total} />
      <h3 ref={place as RefObject<HTMLHeadingElement>} tabIndex={-1} class="ssfh-place">
        {title}
      </h3>
      {question ? (
        <Question key={question.id} question={question} session={session} mode={view.mode} />
      ) : (
        <QuizResultPage view={view} session={session} />
      )}
      {view.mode === "test" && view.phase === "open" && <Overview view={view} session={session} />}
      {view.phase !== "closed" && (
        <Steps
          questions={view.questions}
          session={session}
          index={index}
          end={view.mode === "test" ? words.quiz.to_hand_in : words.quiz.to_result}
        />
      )}
    </>
  );
}

function resultTitle(view: QuizView, session: Session): string {
  if (view.mode === "practice" || view.result) return words.quiz.result;
  if (view.phase === "open") return words.quiz.before_hand_in;
  return session.receipt.state === "none" ? words.quiz.result : words.quiz.handing_in;
}

/** Every question of a test, and which of them are still empty. */
function Overview({ view, session }: KindProps<QuizView>) {
  const total = view.questions.length;
  const { blank, partly = [] } = view;
  const stateOf = (id: string) => {
    if (blank.includes(id)) return words.quiz.empty;
    return partly.some(({ question }) => question === id) ? words.quiz.half : words.quiz.filled;
  };
  const sign = (id: string) => ({ [words.quiz.empty]: "○", [words.quiz.half]: "◐" })[stateOf(id)] ?? "●";
  return (
    <details class="ssfh-overview">
      <summary>{fill(words.quiz.overview, { filled: total - view.blank.length, total })}</summary>
      <nav aria-label={words.quiz.overview_name}>
        <ol>
          {view.questions.map(({ id }, index) => (
            <li key={id}>
              <button
                type="button"
                data-filled={!view.blank.includes(id)}
                aria-label={fill(words.quiz.question_state, { number: index + 1, state: stateOf(id) })}
                aria-current={id === view.current ? "step" : undefined}
                onClick={() => session.send({ kind: "go", question: id })}
              >
                {index + 1} <span aria-hidden="true">{sign(id)}</span>
              </button>
            </li>
          ))}
        </ol>
      </nav>
    </details>
  );
}

interface StepsProps {
  questions: AnyQuestionView[];
  session: Session;
  index: number;
  /** The words on the button after the last question. */
  end: string;
}

export function Steps({ questions, session, index, end }: StepsProps) {
  const go = (to: number) => () => session.send({ kind: "go", question: questions[to]?.id ?? null });
  const onward = index === questions.length - 1 ? end : words.quiz.next;
  return (
    <nav class="ssfh-steps-nav" aria-label={words.quiz.navigation}>
      {index > 0 && (
        <button type="button" class="ssfh-button" onClick={go(index - 1)}>
          <span aria-hidden="true">← </span>
          {words.quiz.previous}
        </button>
      )}
      {index < questions.length && (
        <button type="button" class="ssfh-button ssfh-next" onClick={go(index + 1)}>
          {onward}
          <span aria-hidden="true"> →</span>
        </button>
      )}
    </nav>
  );
}

import { Confirm } from "./confirm";
import type { KindProps } from "./kind_props";
import { Markup } from "./markup";
import { ReceiptPlace } from "./receipt";
import type { QuizResultView, QuizView } from "./views";
import { Verdict } from "./verdict";
import { countOf, fill, number, pointsOf, words } from "./words";

/** The last page: the button to hand in if a test is still open, and otherwise the result. */
export function QuizResultPage({ view, session }: KindProps<QuizView>) {
  return (
    <div class="ssfh-result">
      {view.result && <Score result={view.result} passMark={view.pass_mark} />}
      {view.mode === "test" ? <HandInEnd view={view} session={session} /> : <PracticeEnd view={view} session={session} />}
    </div>
  );
}

function PracticeEnd({ view, session }: KindProps<QuizView>) {
  return (
    <>
      {!view.result && <p>{words.quiz.no_result}</p>}
      <Unchecked view={view} session={session} />
      <PracticeAgain view={view} session={session} />
    </>
  );
}

/** The place of the receipt is drawn before handing in, because a live region is read only if it existed before. */
function HandInEnd({ view, session }: KindProps<QuizView>) {
  const isClosed = view.phase === "closed";
  const { state } = session.receipt;
  const isOnItsWay = state === "busy" || state === "failed";
  return (
    <>
      {!isClosed && <HandIn view={view} session={session} />}
      <ReceiptPlace receipt={isClosed ? session.receipt : null} session={session} />
      {isClosed && !isOnItsWay && (
        <>
          {state !== "handed_in" && !view.result && <p>{words.quiz.handed_in}</p>}
          <AttemptsLeft view={view} session={session} />
        </>
      )}
    </>
  );
}

function Score({ result, passMark }: { result: QuizResultView; passMark: number | null }) {
  const { points, maximum, percent } = result;
  return (
    <>
      {maximum > 0 && (
        <p class="ssfh-score">
          {percent !== null && <span class="ssfh-score-percent">{number(percent)}%</span>}
          <span>{pointsOf(words.quiz.score, points, maximum)}</span>
        </p>
      )}
      {result.passed !== null && (
        <p>
          <Verdict verdict={result.passed ? "right" : "partly"} word={result.passed ? words.quiz.passed : words.quiz.not_passed} />
          {passMark !== null && ` ${fill(words.quiz.pass_mark, { percent: passMark })}`}
        </p>
      )}
      {maximum === 0 && result.own_words === 0 && <p>{words.quiz.no_points}</p>}
      <Markup value={result.feedback} />
      {result.own_words > 0 && <p>{countOf(words.quiz.own_words, result.own_words)}</p>}
    </>
  );
}

function PracticeAgain({ view, session }: KindProps<QuizView>) {
  const wrong = view.result?.wrong ?? 0;
  return (
    <>
      {wrong > 0 && <p>{countOf(words.quiz.wrong, wrong)}</p>}
      <div class="ssfh-buttons">
        {wrong > 0 && (
          <button type="button" class="ssfh-button ssfh-primary" onClick={() => session.send({ kind: "retry_wrong" })}>
            {words.quiz.retry_wrong}
          </button>
        )}
        <button type="button" class="ssfh-button" onClick={() => session.send({ kind: "start_over" })}>
          {words.quiz.start_over}
        </button>
      </div>
    </>
  );
}

function AttemptsLeft({ view, session }: KindProps<QuizView>) {
  if (!view.attempts) return null;
  if (view.over) return <p>{view.over}</p>;
  const { used, allowed } = view.attempts;
  const left = allowed === null ? null : Math.max(0, allowed - used);
  const { another, numbered } = words.quiz.new_attempt_confirm;
  return (
    <>
      {left !== null && <p>{left === 0 ? words.quiz.no_attempts_left : countOf(words.quiz.attempts_left, left)}</p>}
      {left !== 0 && (
        <div>
          <Confirm
            look="plain"
            ask={words.quiz.new_attempt}
            question={fill(allowed === null ? another : numbered, { number: used + 1, allowed: allowed ?? "" })}
            yes={words.quiz.new_attempt_yes}
            no={words.quiz.new_attempt_no}
            onYes={() => session.send({ kind: "begin" })}
          />
        </div>
      )}
    </>
  );
}

/** Lists the blank questions and asks for confirmation, because nothing can be changed after handing in. */
export function HandIn({ view, session }: KindProps<QuizView>) {
  return (
    <div class="ssfh-hand-in">
      {view.blank.length === 0 ? <p>{words.quiz.no_blanks}</p> : <Blanks view={view} session={session} />}
      <Partly view={view} session={session} />
      <Doubtful view={view} session={session} />
      <Confirm
        ask={words.quiz.hand_in}
        question={words.quiz.hand_in_confirm}
        yes={words.quiz.hand_in_yes}
        no={words.quiz.hand_in_no}
        onAsk={() => session.drafts.flush()}
        onYes={() => session.send({ kind: "hand_in" })}
      />
    </div>
  );
}

function Blanks({ view, session }: KindProps<QuizView>) {
  if (view.blank.length === 0) return null;
  if (view.questions.length === 1) return <p>{words.quiz.only_question_blank}</p>;
  return (
    <div>
      <p>{countOf(words.quiz.blanks, view.blank.length)}</p>
      <QuestionLinks ids={view.blank} view={view} session={session} />
    </div>
  );
}

/** Of which questions she chose or placed another number than is asked; none of them is refused. */
function Partly({ view, session }: KindProps<QuizView>) {
  const { partly = [] } = view;
  if (partly.length === 0) return null;
  const states = new Map(partly.map(({ question, filled, asked }) => [question, stateOf(filled, asked)]));
  if (view.questions.length === 1) return <p>{fill(words.quiz.only_question_partly, { state: states.values().next().value! })}</p>;
  return (
    <div>
      <p>{countOf(words.quiz.partly, partly.length)}</p>
      <QuestionLinks ids={[...states.keys()]} view={view} session={session} states={states} />
    </div>
  );
}

function stateOf(filled: number, asked: number): string {
  return fill(filled < asked ? words.quiz.partly_few : words.quiz.partly_many, { filled, asked });
}

function Doubtful({ view, session }: KindProps<QuizView>) {
  const { doubtful = [] } = view;
  if (doubtful.length === 0) return null;
  if (view.questions.length === 1) return <p>{words.quiz.only_question_doubtful}</p>;
  return (
    <div>
      <p>{countOf(words.quiz.doubtful, doubtful.length)}</p>
      <QuestionLinks ids={doubtful} view={view} session={session} />
    </div>
  );
}

function Unchecked({ view, session }: KindProps<QuizView>) {
  const open = view.questions.filter((question) => question.phase === "open").map(({ id }) => id);
  if (open.length === 0) return null;
  return (
    <div>
      <p>{countOf(words.quiz.unchecked, open.length)}</p>
      <QuestionLinks ids={open} view={view} session={session} />
    </div>
  );
}

function QuestionLinks({ ids, view, session, states }: KindProps<QuizView> & { ids: string[]; states?: Map<string, string> }) {
  const nameOf = (id: string) => {
    const number = view.questions.findIndex((question) => question.id === id) + 1;
    const state = states?.get(id);
    return state ? fill(words.quiz.partly_named, { number, state }) : fill(words.quiz.question, { number });
  };
  return (
    <ul class="ssfh-blanks">
      {ids.map((id) => (
        <li key={id}>
          <button type="button" class="ssfh-link" onClick={() => session.send({ kind: "go", question: id })}>
            {nameOf(id)}
          </button>
        </li>
      ))}
    </ul>
  );
}

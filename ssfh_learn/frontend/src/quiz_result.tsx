import { Confirm } from "./confirm";
import type { KindProps } from "./kinds";
import { Markup } from "./markup";
import type { QuizResult, QuizView } from "./views";
import { Verdict } from "./verdict";
import { fill, number, words } from "./words";

/** The last page: in a test that is still open a place to hand in, otherwise the result. */
export function QuizResultPage({ view, session }: KindProps<QuizView>) {
  if (view.mode === "test" && view.phase === "open") return <HandIn view={view} session={session} />;
  return (
    <div class="ssfh-result">
      {view.result && <Score result={view.result} passMark={view.pass_mark} />}
      {!view.result && <p>{view.mode === "test" ? words.quiz.handed_in : words.quiz.no_result}</p>}
      {view.mode === "practice" && <Unchecked view={view} session={session} />}
      {view.mode === "practice" ? <PracticeAgain view={view} session={session} /> : <AttemptsLeft view={view} session={session} />}
    </div>
  );
}

function Score({ result, passMark }: { result: QuizResult; passMark: number | null }) {
  const { points, maximum, percent } = result;
  return (
    <>
      <p class="ssfh-score">
        {percent !== null && <span class="ssfh-score-percent">{number(percent)}%</span>}
        <span>{fill(words.quiz.score, { points: number(points), maximum: number(maximum) })}</span>
      </p>
      {result.passed !== null && (
        <p>
          <Verdict verdict={result.passed ? "right" : "partly"} word={result.passed ? words.quiz.passed : words.quiz.not_passed} />
          {passMark !== null && ` ${fill(words.quiz.pass_mark, { percent: passMark })}`}
        </p>
      )}
      <Markup value={result.feedback} />
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
  const { used, allowed } = view.attempts;
  const left = allowed === null ? null : Math.max(0, allowed - used);
  return (
    <>
      {left !== null && <p>{left === 0 ? words.quiz.no_attempts_left : countOf(words.quiz.attempts_left, left)}</p>}
      {left !== 0 && (
        <button type="button" class="ssfh-button" onClick={() => session.send({ kind: "begin" })}>
          {words.quiz.new_attempt}
        </button>
      )}
    </>
  );
}

/** Names what is still blank and asks once more, because after this nothing can be changed. */
export function HandIn({ view, session }: KindProps<QuizView>) {
  return (
    <div class="ssfh-hand-in">
      {view.blank.length === 0 ? <p>{words.quiz.no_blanks}</p> : <Blanks view={view} session={session} />}
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
  if (view.questions.length === 1) return <p>{words.quiz.blank_one}</p>;
  return (
    <div>
      <p>{countOf(words.quiz.blanks, view.blank.length)}</p>
      <QuestionLinks ids={view.blank} view={view} session={session} />
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

function QuestionLinks({ ids, view, session }: KindProps<QuizView> & { ids: string[] }) {
  return (
    <ul class="ssfh-blanks">
      {ids.map((id) => (
        <li key={id}>
          <button type="button" class="ssfh-link" onClick={() => session.send({ kind: "go", question: id })}>
            {fill(words.quiz.question, { number: view.questions.findIndex((question) => question.id === id) + 1 })}
          </button>
        </li>
      ))}
    </ul>
  );
}

function countOf(sentence: { one: string; many: string }, count: number): string {
  return count === 1 ? sentence.one : fill(sentence.many, { count });
}

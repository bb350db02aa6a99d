import type { ComponentChildren, RefObject } from "preact";
import type { KindProps } from "../kind_props";
import { Markup } from "../markup";
import { Verdict } from "../verdict";
import type { Markup as MarkupValue, PracticeHisView, TaskResultView, TaskView } from "../views";
import { fill } from "../words";
import { hisWords } from "./his_words";

interface ResultProps extends KindProps<PracticeHisView> {
  task: TaskView;
  result: TaskResultView;
  heading: RefObject<HTMLHeadingElement>;
}

/** Safe or not and complete or not; beside it her own words to compare, and why; then what to do next. */
export function Result({ view, session, task, result, heading }: ResultProps) {
  const { explanation, not_taught } = hisWords;
  return (
    <section class="ssfh-his-result">
      <h4 ref={heading} tabIndex={-1}>
        {hisWords.result}
      </h4>
      <Markup value={result.summary} />
      <div class="ssfh-his-beside">
        <div class="ssfh-his-decided">
          {task.touched ? <Safety result={result} /> : <NothingDone needed={result.unsafe} />}
          <Completeness result={result} isTouched={task.touched} />
        </div>
        <OwnWords compare={result.compare} />
        {result.explanation && (
          <div class="ssfh-coaching">
            <p class="ssfh-strong">{explanation}</p>
            <Markup value={result.explanation} />
            {result.not_taught && <p class="ssfh-small">{not_taught}</p>}
            <Markup value={result.not_taught} />
          </div>
        )}
      </div>
      <Onward view={view} session={session} task={task} />
    </section>
  );
}

/** Nothing was done, so nothing can be said of it but what the task needs. */
function NothingDone({ needed }: { needed: TaskResultView["unsafe"] }) {
  const { nothing_done, nothing_done_why } = hisWords;
  return (
    <Findings title={<Verdict verdict="done" word={nothing_done} />} verdict="done">
      <p>{nothing_done_why}</p>
      <Listed findings={needed.map(({ text }) => text)} />
    </Findings>
  );
}

/** What was done that is not safe stands apart from what was left out: who did nothing wrong is not told that she did. */
function Safety({ result: { safe, unsafe, capped, compare } }: { result: TaskResultView }) {
  const isWritten = compare.some(({ own }) => own.length > 0);
  const done = unsafe.filter(({ moment }) => moment !== null);
  const leftOut = unsafe.filter(({ moment }) => moment === null);
  const { is_safe, is_unsafe, is_not_yet_safe, not_judged, left_out } = hisWords;
  const wrong = done.length > 0 ? is_unsafe : is_not_yet_safe;
  const verdict = safe === null ? "done" : safe ? "right" : "unsafe";
  const word = safe === null ? hisWords.outcome.not_judged : safe ? is_safe : wrong;
  return (
    <Findings title={<Verdict verdict={verdict} word={word} />} verdict={verdict}>
      {safe === null && <p>{not_judged}</p>}
      {isWritten && <p>{safe ? hisWords.safe_as_chosen : hisWords.as_chosen}</p>}
      {done.length > 0 && (
        <ul>
          {done.map((one) => (
            <li key={one.text.html}>
              <Markup value={one.text} />
              <p class="ssfh-small">{fill(hisWords.moments[one.moment!.kind], { what: one.moment!.what })}</p>
            </li>
          ))}
        </ul>
      )}
      {leftOut.length > 0 && <p class="ssfh-strong">{left_out}</p>}
      <Listed findings={leftOut.map(({ text }) => text)} />
      {capped && <p class="ssfh-small">{done.length > 0 ? hisWords.capped : hisWords.capped_left_out}</p>}
    </Findings>
  );
}

/** Complete is no praise where nothing was done, or where it was not safe; what the task asks for is said all the same. */
function Completeness({ result, isTouched }: { result: TaskResultView; isTouched: boolean }) {
  const { safe, complete, missing, right } = result;
  const isDoneUnsafely = result.unsafe.some(({ moment }) => moment !== null); // then it is no praise, as it may be a guess
  const { completeness, is_complete, is_complete_unsafe, is_incomplete } = hisWords;
  const wentWell = isDoneUnsafely ? hisWords.done_though : hisWords.right;
  if (complete === null && missing.length + right.length === 0) return null;
  if (!isTouched) {
    return (
      <Findings title={completeness} verdict="done">
        <Listed findings={missing} />
      </Findings>
    );
  }
  const isPraise = complete && safe !== false;
  const verdict = complete === null ? "done" : isPraise ? "right" : complete ? "done" : "missed";
  const word = isPraise ? is_complete : complete ? is_complete_unsafe : is_incomplete;
  return (
    <Findings title={complete === null ? completeness : <Verdict verdict={verdict} word={word} />} verdict={verdict}>
      <Listed findings={missing} />
      {complete === false && missing.length === 0 && <p>{hisWords.missing_above}</p>}
      {right.length > 0 && <p class="ssfh-strong">{wentWell}</p>}
      <Listed findings={right} />
    </Findings>
  );
}

/** What she wrote herself beside what could stand there. Nobody judges it, and that is said. */
function OwnWords({ compare }: { compare: TaskResultView["compare"] }) {
  const { own_words, own_words_how, own_nothing, example, points } = hisWords;
  if (compare.length === 0) return null;
  return (
    <Findings title={own_words} verdict="done">
      <p>{own_words_how}</p>
      {compare.map((one) => (
        <div key={one.label} class="ssfh-his-compare">
          <p class="ssfh-strong">{one.label}</p>
          {one.own.length === 0 && <p class="ssfh-small">{own_nothing}</p>}
          {one.own.map((text, place) => (
            <blockquote key={place}>{text}</blockquote>
          ))}
          <p class="ssfh-small">{one.example ? example : hisWords.no_example}</p>
          <Markup value={one.example} />
          {one.points.length > 0 && <p class="ssfh-small">{points}</p>}
          <ul>
            {one.points.map((point) => (
              <li key={point}>{point}</li>
            ))}
          </ul>
        </div>
      ))}
    </Findings>
  );
}

function Findings({ verdict, title, children }: { verdict: string; title: ComponentChildren; children: ComponentChildren }) {
  return (
    <div class="ssfh-his-findings" data-verdict={verdict}>
      <h5>{title}</h5>
      {children}
    </div>
  );
}

function Listed({ findings }: { findings: MarkupValue[] }) {
  if (findings.length === 0) return null;
  return (
    <ul>
      {findings.map((finding) => (
        <li key={finding.html}>
          <Markup value={finding} />
        </li>
      ))}
    </ul>
  );
}

function Onward({ view, session, task }: Omit<ResultProps, "result" | "heading">) {
  const { again, next, back } = hisWords;
  const following = view.recommended.find((one) => one.task !== task.id);
  return (
    <div class="ssfh-buttons">
      {following && (
        <button type="button" class="ssfh-button ssfh-primary" onClick={() => session.send({ kind: "begin", task: following.task })}>
          {next}
        </button>
      )}
      <button type="button" class="ssfh-button" onClick={() => session.send({ kind: "begin", task: task.id })}>
        {again}
      </button>
      <button type="button" class="ssfh-button" onClick={() => session.send({ kind: "back" })}>
        {back}
      </button>
    </div>
  );
}

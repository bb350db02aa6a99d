import type { RefObject } from "preact";
import type { KindProps } from "../kind_props";
import { Markup } from "../markup";
import { Verdict } from "../verdict";
import type { Markup as MarkupValue, PracticeHisView, TaskResultView, TaskView } from "../views";
import { fill, number, words } from "../words";
import { Outcome } from "./task_list";

interface ResultProps extends KindProps<PracticeHisView> {
  task: TaskView;
  result: TaskResultView;
  heading: RefObject<HTMLHeadingElement>;
}

/** What is right, what is missing and what is not safe, and where to go from there. */
export function Result({ view, session, task, result, heading }: ResultProps) {
  const { percent, capped, right, missing, unsafe, explanation } = words.practice_his;
  return (
    <section class="ssfh-his-result">
      <h4 ref={heading} tabIndex={-1}>
        {words.practice_his.result}
      </h4>
      <p class="ssfh-his-score">
        <strong>{fill(percent, { percent: number(result.percent) })}</strong>
        <Outcome outcome={result.outcome} word={result.outcome_text} />
      </p>
      {result.capped && <p class="ssfh-small">{capped}</p>}
      <Markup value={result.summary} />
      {result.own_words && <p>{words.practice_his.own_words}</p>}
      <Findings verdict="unsafe" title={unsafe} findings={result.unsafe} />
      <Findings verdict="missed" title={missing} findings={result.missing} />
      <Findings verdict="right" title={right} findings={result.right} />
      {result.explanation && (
        <div class="ssfh-coaching">
          <p class="ssfh-strong">{explanation}</p>
          <Markup value={result.explanation} />
        </div>
      )}
      <Onward view={view} session={session} task={task} />
    </section>
  );
}

function Findings({ verdict, title, findings }: { verdict: string; title: string; findings: MarkupValue[] }) {
  if (findings.length === 0) return null;
  return (
    <div class="ssfh-his-findings" data-verdict={verdict}>
      <h5>
        <Verdict verdict={verdict} word={title} />
      </h5>
      <ul>
        {findings.map((finding) => (
          <li key={finding.html}>
            <Markup value={finding} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Onward({ view, session, task }: Omit<ResultProps, "result" | "heading">) {
  const { again, next, back } = words.practice_his;
  const following = view.tasks[view.tasks.findIndex(({ id }) => id === task.id) + 1];
  return (
    <div class="ssfh-buttons">
      {following && (
        <button type="button" class="ssfh-button ssfh-primary" onClick={() => session.send({ kind: "begin", task: following.id })}>
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

import type { RefObject } from "preact";
import type { KindProps } from "../kind_props";
import { Verdict } from "../verdict";
import type { TaskListedView, TaskResultView, PracticeHisView } from "../views";
import { fill, number, words } from "../words";

const VERDICTS = { safe: "right", partly: "partly", unsafe: "unsafe", not_judged: "done" };

interface TaskListProps extends KindProps<PracticeHisView> {
  heading: RefObject<HTMLHeadingElement>;
}

/** The tasks of each level, with the best result so far. */
export function TaskList({ view, session, heading }: TaskListProps) {
  return (
    <>
      <h3 ref={heading} tabIndex={-1}>
        {words.practice_his.tasks}
      </h3>
      {levelsOf(view.tasks).map(([level, tasks]) => (
        <section key={level} class="ssfh-his-level">
          <h4>{tasks[0]!.level_label}</h4>
          <ul class="ssfh-choices">
            {tasks.map((task) => (
              <li key={task.id}>
                <button type="button" class="ssfh-choice" onClick={() => session.send({ kind: "begin", task: task.id })}>
                  <span class="ssfh-strong">{task.title}</span>{" "}
                  <BestResult task={task} />
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

function levelsOf(tasks: TaskListedView[]): [string, TaskListedView[]][] {
  const levels = new Map<string, TaskListedView[]>();
  for (const task of tasks) levels.set(task.level, [...(levels.get(task.level) ?? []), task]);
  return [...levels];
}

function BestResult({ task }: { task: TaskListedView }) {
  const { not_done, done, best } = words.practice_his;
  if (task.state === "new") return <span class="ssfh-small">{not_done}</span>;
  return (
    <span class="ssfh-his-best">
      <span class="ssfh-small">{task.best === null ? done : fill(best, { percent: number(task.best) })}</span>
      {task.outcome && <Outcome outcome={task.outcome} />}
    </span>
  );
}

/** The result of a task, as a sign and a word. */
export function Outcome({ outcome, word }: { outcome: TaskResultView["outcome"]; word?: string }) {
  return <Verdict verdict={VERDICTS[outcome]} word={word ?? words.practice_his.outcome[outcome]} />;
}

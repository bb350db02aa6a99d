import type { RefObject } from "preact";
import type { KindProps } from "../kind_props";
import type { Session } from "../session";
import { Verdict } from "../verdict";
import type { TaskListedView, PracticeHisView } from "../views";
import { countOf, fill, number } from "../words";
import { hisWords } from "./his_words";

interface TaskListProps extends KindProps<PracticeHisView> {
  heading: RefObject<HTMLHeadingElement>;
}

/** A few tasks that are advised, and below them all others by level, each with its time and the best result so far. */
export function TaskList({ view, session, heading }: TaskListProps) {
  const { tasks, recommended, recommended_why, all_done, more_tasks } = hisWords;
  const advised = view.recommended.map(({ task, why }) => ({ task: view.tasks.find(({ id }) => id === task)!, why }));
  const others = view.tasks.filter(({ id }) => !view.recommended.some(({ task }) => task === id));
  return (
    <>
      <h3 ref={heading} tabIndex={-1}>
        {tasks}
      </h3>
      <section class="ssfh-his-recommended">
        <h4>{advised.length > 0 ? recommended : all_done}</h4>
        <ul class="ssfh-choices">
          {advised.map(({ task, why }) => (
            <TaskChoice key={task.id} task={task} session={session} why={recommended_why[why]} />
          ))}
        </ul>
      </section>
      {others.length > 0 && (
        <section>
          <h4>{more_tasks}</h4>
          <div class="ssfh-his-levels">
            {levelsOf(others).map(([level, ofLevel]) => (
              <section key={level} class="ssfh-his-level">
                <h5>
                  {ofLevel[0]!.level_label} <DoneOf tasks={ofLevel} />
                </h5>
                <ul class="ssfh-choices">
                  {ofLevel.map((task) => (
                    <TaskChoice key={task.id} task={task} session={session} />
                  ))}
                </ul>
              </section>
            ))}
          </div>
        </section>
      )}
    </>
  );
}

function levelsOf(tasks: TaskListedView[]): [string, TaskListedView[]][] {
  const levels = new Map<string, TaskListedView[]>();
  for (const task of tasks) levels.set(task.level, [...(levels.get(task.level) ?? []), task]);
  return [...levels];
}

function DoneOf({ tasks }: { tasks: TaskListedView[] }) {
  const done = tasks.filter(({ state }) => state === "done").length;
  return <span class="ssfh-small">{fill(hisWords.done_of, { done, all: tasks.length })}</span>;
}

/** A task to begin; `why` says for whom it is advised. */
function TaskChoice({ task, session, why }: { task: TaskListedView; session: Session; why?: string }) {
  const time = task.minutes !== null && countOf(hisWords.minutes, task.minutes);
  return (
    <li>
      <button type="button" class="ssfh-choice" onClick={() => session.send({ kind: "begin", task: task.id })}>
        {why && <span class="ssfh-his-why">{why}</span>}{" "}
        <span class="ssfh-strong">{task.title}</span>{" "}
        <span class="ssfh-small">{[why && task.level_label, time].filter(Boolean).join(" · ")}</span>{" "}
        <BestResult task={task} />
      </button>
    </li>
  );
}

function BestResult({ task }: { task: TaskListedView }) {
  const { done, best } = hisWords;
  if (task.state === "new") return null;
  return (
    <span class="ssfh-his-best">
      <span class="ssfh-small">{task.best === null ? done : fill(best, { percent: number(task.best) })}</span>
      {task.outcome && <Verdict verdict={hisWords.outcome_verdict[task.outcome]} word={hisWords.outcome[task.outcome]} />}
    </span>
  );
}

import type { RefObject } from "preact";
import type { KindProps } from "../kind_props";
import { Markup } from "../markup";
import { meta } from "../site";
import type { TaskView, PracticeHisView } from "../views";
import { countOf } from "../words";
import { Desk } from "./desk";
import { useForms } from "./forms";
import { useNews } from "./news";
import { Result } from "./result";
import { Steps } from "./steps";
import { hisWords } from "./his_words";

interface TaskProps extends KindProps<PracticeHisView> {
  task: TaskView;
  /** Takes the focus at the start, and when the result appears. */
  heading: RefObject<HTMLHeadingElement>;
  /** Whether it was begun on this page, and not open already when the page came. */
  isBegunHere: boolean;
}

/** One task: the assignment, the HIS and the other actions; after the task, its result. */
export function Task({ view, session, task, heading, isBegunHere }: TaskProps) {
  const { result } = task;
  const forms = useForms(`ssfh his ${meta("person")} ${task.id} ${view.attempt}`, task.open, result !== null);
  const news = useNews(task);
  const props = { task, session, forms, isReadOnly: result !== null };
  const desk = (
    <Desk key="desk" {...props} isBegunHere={isBegunHere} today={view.today} news={news}>
      <Steps {...props} steps={task.steps} opening={task.opening} talk={task.talk} />
    </Desk>
  );
  return (
    <>
      <header class="ssfh-his-task">
        <p class="ssfh-small">
          {task.level_label}
          {task.minutes !== null && ` · ${countOf(hisWords.minutes, task.minutes)}`}
        </p>
        <h3 ref={result ? null : heading} tabIndex={-1}>
          {task.title}
        </h3>
      </header>
      {result ? (
        <>
          <Result view={view} session={session} task={task} result={result} heading={heading} />
          <details>
            <summary>{hisWords.assignment}</summary>
            <Markup value={task.assignment} />
          </details>
          <details class="ssfh-not-printed">
            <summary>{hisWords.look}</summary>
            {desk}
          </details>
        </>
      ) : (
        desk
      )}
    </>
  );
}

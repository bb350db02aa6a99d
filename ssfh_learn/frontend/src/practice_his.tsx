import { useFocusOnChange } from "./focus";
import type { KindProps } from "./kind_props";
import { Task } from "./practice_his/task";
import { TaskList } from "./practice_his/task_list";
import type { PracticeHisView } from "./views";

/** A small, fictional HIS to practise in: the learner chooses a task, does it, and its end state is checked. */
export function PracticeHis({ view, session }: KindProps<PracticeHisView>) {
  const { task } = view;
  const heading = useFocusOnChange<HTMLHeadingElement>(task ? `${task.id} ${task.result ? "result" : "work"}` : "list");
  if (!task) return <TaskList view={view} session={session} heading={heading} />;
  return <Task key={task.id} view={view} session={session} task={task} heading={heading} />;
}

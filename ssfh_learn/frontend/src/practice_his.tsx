import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { useFocusOnChange } from "./focus";
import type { KindProps } from "./kind_props";
import { Task } from "./practice_his/task";
import { TaskList } from "./practice_his/task_list";
import type { PracticeHisView } from "./views";

/** A small, fictional HIS to practise in: the learner chooses a task, does it, and its end state is checked. */
export function PracticeHis({ view, session }: KindProps<PracticeHisView>) {
  const { task } = view;
  const place = task ? `${task.id} ${task.result ? "result" : "work"}` : "list";
  const isBegunHere = useRef(false);
  if (!task || task.result) isBegunHere.current = true; // what is played next was not reopened
  const heading = useFocusOnChange<HTMLHeadingElement>(place);
  useScrollOnChange(heading, place);
  if (!task) return <TaskList view={view} session={session} heading={heading} />;
  return <Task key={task.id} view={view} session={session} task={task} heading={heading} isBegunHere={isBegunHere.current} />;
}

/** Brings the element to the top of the screen when the token changes, so that a place of work is in view as a whole. */
function useScrollOnChange(element: RefObject<HTMLElement>, token: string): void {
  const before = useRef(token);
  useLayoutEffect(() => {
    if (before.current !== token) element.current?.scrollIntoView?.();
    before.current = token;
  }, [token]);
}

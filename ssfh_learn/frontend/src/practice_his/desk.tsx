import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { useFocusOnChange } from "../focus";
import { Markup } from "../markup";
import type { Session } from "../session";
import type { TaskView } from "../views";
import { words } from "../words";
import type { Forms } from "./forms";
import { Part } from "./part";
import { PartNavigation } from "./part_navigation";
import { PatientBar, PatientChoice } from "./patient_bar";

interface DeskProps {
  task: TaskView;
  today: string;
  session: Session;
  forms: Forms;
  news: string;
  isReadOnly: boolean;
  /** What stands in the margin: what happens outside the HIS, such as calls. */
  children: ComponentChildren;
}

/** The HIS itself: the open patient, the list of parts, and one part. Only this page knows which part is in view. */
export function Desk({ task, today, session, forms, news, isReadOnly, children }: DeskProps) {
  const name = useFocusOnChange<HTMLParagraphElement>(task.open ?? "nobody");
  const heading = useRef<HTMLHeadingElement>(null);
  const [chosen, show] = useShownPart(task);
  const part = task.parts.find(({ id }) => id === chosen) ?? task.parts[0];
  const [jumps, countJump] = useState(0);
  useLayoutEffect(() => {
    if (jumps > 0) heading.current?.focus();
  }, [jumps]);
  return (
    <div class="ssfh-his-place">
      <div class="ssfh-his-desk" role="group" aria-label={words.kinds.practice_his}>
        <div class="ssfh-his-bar">
          <div class="ssfh-his-bar-top">
            <span>{today}</span>
            {!isReadOnly && <AssignmentAtHand task={task} />}
          </div>
          <PatientBar task={task} session={session} isReadOnly={isReadOnly} name={name} />
        </div>
        {!isReadOnly && task.open === null && <PatientChoice task={task} session={session} />}
        <div class="ssfh-his-body">
          <PartNavigation
            parts={task.parts}
            shown={part?.id}
            onShow={(id, isJump) => {
              show(id);
              if (isJump) countJump((count) => count + 1);
            }}
          />
          <div class="ssfh-his-main">
            <p class="ssfh-his-news" role="status">
              {news}
            </p>
            {part && (
              <Part
                key={`${part.id} ${part.patient_bound ? task.open : ""}`}
                part={part}
                session={session}
                forms={forms}
                heading={heading}
              />
            )}
          </div>
        </div>
      </div>
      <div class="ssfh-his-aside">{children}</div>
    </div>
  );
}

/** Opening a record shows its first part, unless a part of a record is already in view. */
function useShownPart(task: TaskView): [string | undefined, (part: string) => void] {
  const first = task.parts.find((part) => part.patient_bound)?.id;
  const [shown, show] = useState(task.open === null ? undefined : first);
  const before = useRef(task.open);
  useLayoutEffect(() => {
    if (before.current === null && task.open !== null) show(first);
    before.current = task.open;
  }, [task.open]);
  return [shown, show];
}

/** The assignment, one click away at any scroll position. Escape closes it. */
function AssignmentAtHand({ task }: { task: TaskView }) {
  const folded = useRef<HTMLDetailsElement>(null);
  const foldIn = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || !folded.current?.open) return;
    folded.current.open = false;
    folded.current.querySelector("summary")!.focus();
  };
  return (
    <details class="ssfh-his-at-hand ssfh-not-printed" ref={folded} onKeyDown={foldIn}>
      <summary>{words.practice_his.assignment}</summary>
      <div tabIndex={0} role="group" aria-label={words.practice_his.assignment}>
        <Markup value={task.assignment} />
      </div>
    </details>
  );
}

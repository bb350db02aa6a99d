import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { useFocusOnChange } from "../focus";
import type { Session } from "../session";
import type { TaskView } from "../views";
import { words } from "../words";
import { Finish } from "./finish";
import type { Forms } from "./forms";
import { Margin } from "./margin";
import { Part } from "./part";
import { PartNavigation } from "./part_navigation";
import { PatientBar } from "./patient_bar";
import { PatientSearch } from "./patient_search";

interface DeskProps {
  task: TaskView;
  today: string;
  session: Session;
  forms: Forms;
  news: string;
  isBegunHere: boolean;
  isReadOnly: boolean;
  /** What stands in the margin below the task: what happens outside the HIS, such as calls. */
  children: ComponentChildren;
}

/** The place of work: the task in the margin, and the HIS itself with the open patient, the list of parts, and one
 *  part. Only this page knows which part is in view. */
export function Desk({ task, today, session, forms, news, isBegunHere, isReadOnly, children }: DeskProps) {
  const name = useFocusOnChange<HTMLParagraphElement>(task.open ?? "nobody");
  const heading = useRef<HTMLHeadingElement>(null);
  const [chosen, show] = useShownPart(task);
  const part = task.parts.find(({ id }) => id === chosen) ?? task.parts[0];
  useEffect(() => {
    if (part?.tells_look) session.send({ kind: "look", part: part.id });
  }, [part?.id, part?.tells_look]);
  const [jumps, countJump] = useState(0);
  const [isSheetOpen, openSheet] = useState(isBegunHere && !task.touched); // who begins reads the task first
  useLayoutEffect(() => {
    if (jumps > 0) heading.current?.focus();
  }, [jumps]);
  return (
    <div class="ssfh-his-place">
      <Margin task={task} isReadOnly={isReadOnly} isOpen={isSheetOpen} onOpen={openSheet}>
        {children}
      </Margin>
      <div
        class="ssfh-his-desk"
        role="group"
        aria-label={words.kinds.practice_his}
        onFocusIn={() => openSheet(false)}
      >
        <div class="ssfh-his-bar">
          <p class="ssfh-his-today">{today}</p>
          <PatientBar task={task} session={session} isReadOnly={isReadOnly} name={name} />
        </div>
        {!isReadOnly && task.open === null && <PatientSearch task={task} session={session} />}
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
      {!isReadOnly && <Finish session={session} isTouched={task.touched} isUnsaved={forms.isUnsaved} />}
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

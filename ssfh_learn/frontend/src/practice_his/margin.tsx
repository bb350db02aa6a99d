import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import { Markup } from "../markup";
import { useUniqueId } from "../unique_id";
import type { TaskView } from "../views";
import { hisWords } from "./his_words";

interface MarginProps {
  task: TaskView;
  isReadOnly: boolean;
  /** Whether the sheet lies open, on a narrow screen. */
  isOpen: boolean;
  onOpen: (isOpen: boolean) => void;
  /** What happens outside the HIS, such as calls. */
  children: ComponentChildren;
}

/** The task beside the work: a column that stays in view, or on a narrow screen a sheet above a button that stays.
 *  Escape closes the sheet, and so does leaving it with the focus. */
export function Margin({ task, isReadOnly, isOpen, onOpen, children }: MarginProps) {
  const id = useUniqueId();
  const handle = useRef<HTMLButtonElement>(null);
  const { assignment, margin, sheet_close } = hisWords;
  const label = task.steps.length > 0 ? margin : assignment;
  const fold = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || !isOpen) return;
    onOpen(false);
    handle.current!.focus({ preventScroll: true });
  };
  const leave = ({ relatedTarget, currentTarget }: FocusEvent) => {
    if (relatedTarget instanceof Node && !(currentTarget as Node).contains(relatedTarget)) onOpen(false);
  };
  if (isReadOnly) return <div class="ssfh-his-aside">{children}</div>;
  return (
    <aside class="ssfh-his-aside" aria-label={label} data-open={isOpen} onKeyDown={fold} onFocusOut={leave}>
      <button
        type="button"
        class="ssfh-button ssfh-his-handle"
        ref={handle}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => onOpen(!isOpen)}
      >
        {isOpen ? sheet_close : label}
      </button>
      <div class="ssfh-his-sheet" id={id}>
        <details class="ssfh-role" open>
          <summary>{assignment}</summary>
          <Markup value={task.assignment} />
        </details>
        {children}
      </div>
    </aside>
  );
}

import type { RefObject } from "preact";
import type { Session } from "../session";
import type { TaskView } from "../views";
import { fill } from "../words";
import { openName } from "./news";
import { hisWords } from "./his_words";

interface PatientBarProps {
  task: TaskView;
  session: Session;
  isReadOnly: boolean;
  name: RefObject<HTMLParagraphElement>;
}

/** The patient whose record is open; this must always be clear. */
export function PatientBar({ task, session, isReadOnly, name }: PatientBarProps) {
  const { no_record, current_record, birth, close_record } = hisWords;
  const patient = task.patients.find(({ id }) => id === task.open);
  return (
    <div class="ssfh-his-patient" data-open={patient !== undefined}>
      <p ref={name} tabIndex={-1}>
        {patient ? <span class="ssfh-his-note">{current_record}</span> : no_record}
        {patient && <strong>{openName(task)}</strong>}
        {patient && <span>{fill(birth, { birth: patient.birth })}</span>}
      </p>
      {!isReadOnly && patient && (
        <button type="button" class="ssfh-button" onClick={() => session.send({ kind: "close_record" })}>
          {close_record}
        </button>
      )}
    </div>
  );
}

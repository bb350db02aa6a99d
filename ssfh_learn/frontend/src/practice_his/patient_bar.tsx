import type { RefObject } from "preact";
import { useState } from "preact/hooks";
import type { Session } from "../session";
import { useUniqueId } from "../unique_id";
import type { TaskView } from "../views";
import { fill, words } from "../words";
import { openName } from "./news";

interface PatientBarProps {
  task: TaskView;
  session: Session;
  isReadOnly: boolean;
  name: RefObject<HTMLParagraphElement>;
}

/** The patient whose record is open; this must always be clear. */
export function PatientBar({ task, session, isReadOnly, name }: PatientBarProps) {
  const { no_record, current_record, birth, close_record } = words.practice_his;
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

/** The choice of the patient whose record to open. */
export function PatientChoice({ task, session }: { task: TaskView; session: Session }) {
  const id = useUniqueId();
  const [chosen, choose] = useState("");
  const { patient, choose: none, open_record } = words.practice_his;
  const open = (event: Event) => {
    event.preventDefault();
    if (chosen) session.send({ kind: "open_record", patient: chosen });
  };
  return (
    <form class="ssfh-his-choice" onSubmit={open}>
      <label for={id}>{patient}</label>
      <select id={id} value={chosen} onChange={(event) => choose(event.currentTarget.value)}>
        <option value="">{none}</option>
        {task.patients.map(({ id: one, name, birth }) => (
          <option key={one} value={one}>
            {name}, {birth}
          </option>
        ))}
      </select>
      <button type="submit" class="ssfh-button">
        {open_record}
      </button>
    </form>
  );
}

import { useRef, useState } from "preact/hooks";
import type { Session } from "../session";
import { useUniqueId } from "../unique_id";
import type { TaskView } from "../views";
import { countOf, fill } from "../words";
import { foundPatients } from "./found_patients";
import { hisWords } from "./his_words";

/** A search for the patient whose record to open, by name or date of birth. Only opening a record leaves a trace. */
export function PatientSearch({ task, session }: { task: TaskView; session: Session }) {
  const id = useUniqueId();
  const [typed, type] = useState("");
  const list = useRef<HTMLUListElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const { search, search_how, found, found_nobody, birth, open_record } = hisWords;
  const patients = foundPatients(typed, task.patients);
  const isSearching = typed.trim() !== "";
  const buttons = () => [...(list.current?.querySelectorAll("button") ?? [])];
  const toFirst = (event: Event) => {
    event.preventDefault();
    buttons()[0]?.focus();
  };
  const walk = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const place = buttons().indexOf(event.target as HTMLButtonElement) + step;
    (place < 0 ? field.current : buttons()[place])?.focus();
  };
  return (
    <form class="ssfh-his-search" role="search" onSubmit={toFirst} onKeyDown={walk}>
      <label for={id}>{search}</label>
      <input
        id={id}
        ref={field}
        type="search"
        autocomplete="off"
        maxLength={80}
        value={typed}
        aria-describedby={`${id}-how`}
        onInput={(event) => type(event.currentTarget.value)}
      />
      <p class="ssfh-small" id={`${id}-how`}>
        {search_how}
      </p>
      <p class="ssfh-small" role="status" id={`${id}-found`}>
        {isSearching && (patients.length > 0 ? countOf(found, patients.length) : found_nobody)}
      </p>
      {patients.length > 0 && (
        <ul ref={list} aria-labelledby={`${id}-found`}>
          {patients.map((patient) => (
            <li key={patient.id}>
              <button type="button" class="ssfh-choice" onClick={() => session.send({ kind: "open_record", patient: patient.id })}>
                <strong>{patient.name}</strong> <span>{fill(birth, { birth: patient.birth })}</span>{" "}
                <span class="ssfh-his-open">{open_record}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </form>
  );
}

import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { Markup } from "../markup";
import type { Session } from "../session";
import type { PartView, RecordView } from "../views";
import { countOf, fill } from "../words";
import { Agenda } from "./agenda";
import { type Forms, NEW } from "./forms";
import { useFresh } from "./fresh";
import { JournalEntries } from "./journal";
import { RecordForm } from "./record_form";
import { RecordTable } from "./record_table";
import { hisWords } from "./his_words";

interface PartProps {
  part: PartView;
  session: Session;
  forms: Forms;
  heading: RefObject<HTMLHeadingElement>;
}

/** One part of the HIS: its records, and a form above them to add or change one. */
export function Part({ part, session, forms, heading }: PartProps) {
  const asked = forms.opened(part);
  const record = part.records.find(({ id }) => id === asked);
  const editing = asked === NEW || record ? asked : null; // the record may be gone meanwhile
  const fresh = useFresh(part.records);
  const opener = useRef("");
  const place = useFocusAfterForm(editing, opener, fresh, heading);
  const open = (record: string, start?: RecordView["values"], by = record) => {
    opener.current = by;
    forms.open(part, record, start);
  };
  const records = { part, editing, fresh, onChange: (id: string) => open(id) };
  const { add_named, count, add, as_list, writing } = hisWords;
  return (
    <section class="ssfh-his-part" ref={place}>
      <div class="ssfh-his-part-head">
        <h4 ref={heading} tabIndex={-1}>
          {part.label}
        </h4>
        {part.records.length > 0 && <span class="ssfh-small">{countOf(count, part.records.length)}</span>}
        {part.can_add && editing !== NEW && (
          <button
            type="button"
            class="ssfh-button"
            data-opens={NEW}
            aria-label={part.is_sent ? undefined : fill(add_named, { part: part.label })}
            onClick={() => open(NEW)}
          >
            {part.is_sent ? writing : add}
          </button>
        )}
      </div>
      <Markup value={part.explanation} />
      {editing !== null && <RecordForm key={editing} part={part} record={record} forms={forms} session={session} />}
      {part.agenda ? (
        <>
          <Agenda {...records} agenda={part.agenda} onPick={(start, by) => open(NEW, start, by)} />
          <details>
            <summary>{as_list}</summary>
            <RecordTable {...records} />
          </details>
        </>
      ) : part.layout === "journal" ? (
        <JournalEntries {...records} />
      ) : (
        <RecordTable {...records} />
      )}
    </section>
  );
}

/** When a form closes, the focus goes to what opened it. If that is gone it goes to the new record, or to the heading. */
function useFocusAfterForm(
  editing: string | null,
  opener: RefObject<string>,
  fresh: string | undefined,
  heading: RefObject<HTMLElement>,
): RefObject<HTMLElement> {
  const place = useRef<HTMLElement>(null);
  const before = useRef(editing);
  useLayoutEffect(() => {
    const closed = before.current;
    before.current = editing;
    if (closed === null || editing !== null) return;
    const all = [...place.current!.querySelectorAll<HTMLElement>("[data-opens]")];
    const openers = [opener.current, fresh].flatMap((name) => all.filter((one) => one.dataset["opens"] === name));
    [...openers, heading.current].some((one) => (one?.focus(), one === document.activeElement));
  }, [editing]);
  return place;
}

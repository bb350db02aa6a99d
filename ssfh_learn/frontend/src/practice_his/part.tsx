import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { Markup } from "../markup";
import type { Session } from "../session";
import type { PartView } from "../views";
import { countOf, fill, words } from "../words";
import { type Forms, NEW } from "./forms";
import { RecordForm } from "./record_form";
import { RecordTable } from "./record_table";

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
  const place = useFocusAfterForm(editing, heading);
  return (
    <section class="ssfh-his-part" ref={place}>
      <div class="ssfh-his-part-head">
        <h4 ref={heading} tabIndex={-1}>
          {part.label}
        </h4>
        {part.records.length > 0 && <span class="ssfh-small">{countOf(words.practice_his.count, part.records.length)}</span>}
        {part.can_add && editing !== NEW && (
          <button
            type="button"
            class="ssfh-button"
            data-opens={NEW}
            aria-label={fill(words.practice_his.add_named, { part: part.label })}
            onClick={() => forms.open(part, NEW)}
          >
            {words.practice_his.add}
          </button>
        )}
      </div>
      <Markup value={part.explanation} />
      {editing !== null && <RecordForm key={editing} part={part} record={record} forms={forms} session={session} />}
      <RecordTable part={part} editing={editing} onChange={(id) => forms.open(part, id)} />
    </section>
  );
}

/** When a form closes, the focus goes to the button that opened it, or to the heading if that button is gone. */
function useFocusAfterForm(editing: string | null, heading: RefObject<HTMLElement>): RefObject<HTMLElement> {
  const place = useRef<HTMLElement>(null);
  const before = useRef(editing);
  useLayoutEffect(() => {
    const closed = before.current;
    before.current = editing;
    if (closed === null || editing !== null) return;
    const openers = [...place.current!.querySelectorAll<HTMLElement>("[data-opens]")];
    (openers.find((one) => one.dataset["opens"] === closed) ?? heading.current)?.focus();
  }, [editing]);
  return place;
}

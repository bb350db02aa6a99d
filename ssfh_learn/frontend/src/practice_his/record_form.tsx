import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { Confirm } from "../confirm";
import type { Session } from "../session";
import { useUniqueId } from "../unique_id";
import type { PartView, RecordView } from "../views";
import { fill } from "../words";
import { FormField } from "./form_field";
import { type Forms, NEW } from "./forms";
import { nameOf } from "./news";
import { hisWords } from "./his_words";

interface RecordFormProps {
  part: PartView;
  /** The record to change; undefined to add a record. */
  record: RecordView | undefined;
  forms: Forms;
  session: Session;
}

/** A form to add or change a record. It closes once the HIS accepts the record, and otherwise stays with its text. */
export function RecordForm({ part, record, forms, session }: RecordFormProps) {
  const titleId = useUniqueId();
  const form = useRef<HTMLFormElement>(null);
  const [missing, setMissing] = useState<string[]>([]);
  const typed = forms.typed(part, record?.id ?? NEW);
  const fields = part.fields.filter(({ locked, for_change }) => !locked && (record || !for_change));
  const start = forms.started(part);
  const begun = (id: string, initial: string) => (record ? record.values[id] : start?.[id] ?? initial) ?? "";
  const values = typed ?? Object.fromEntries(fields.map(({ id, initial }) => [id, begun(id, initial)]));
  const wait = useAnswer(session, () => forms.close(part));
  // A slot of the agenda fills in some fields; then the first that is left has the focus.
  useLayoutEffect(() => {
    const controls = [...form.current!.querySelectorAll<HTMLInputElement>("input, select, textarea")];
    const left = start && controls.find(({ name, value }) => !(name in start) && !value);
    (left ?? controls[0])?.focus();
  }, [start]);

  const save = (event: Event) => {
    event.preventDefault();
    if (record && !typed) return forms.close(part);
    const empty = fields.filter(({ id, required }) => required && !values[id]!.trim()).map(({ id }) => id);
    setMissing(empty);
    if (empty.length > 0) return (form.current!.elements.namedItem(empty[0]!) as HTMLElement).focus();
    wait();
    session.send(record ? { kind: "change", part: part.id, record: record.id, values } : { kind: "add", part: part.id, values });
  };
  const closeKeeping = (event: KeyboardEvent) => {
    const isOfQuestion = event.target instanceof Element && event.target.closest(".ssfh-confirm");
    if (event.key === "Escape" && !isOfQuestion) forms.close(part, true);
  };
  return (
    <form class="ssfh-his-form" ref={form} aria-labelledby={titleId} noValidate onSubmit={save} onKeyDown={closeKeeping}>
      <h5 id={titleId}>{titleOf(part, record)}</h5>
      <div class="ssfh-his-fields" data-layout={part.layout}>
        {record && <Locked part={part} record={record} />}
        {fields.map((field) => (
          <FormField
            key={field.id}
            field={field}
            value={values[field.id]!}
            isMissing={missing.includes(field.id) && !values[field.id]!.trim()}
            onInput={(text) => forms.type(part, record?.id ?? NEW, { ...values, [field.id]: text })}
          />
        ))}
      </div>
      <div class="ssfh-buttons">
        <button type="submit" class="ssfh-button ssfh-primary">
          {part.is_sent && !record ? hisWords.send : hisWords.save}
        </button>
        <button type="button" class="ssfh-button" onClick={() => forms.close(part)}>
          {hisWords.cancel}
        </button>
        {record && part.can_remove && <Remove part={part} record={record} session={session} />}
      </div>
    </form>
  );
}

function titleOf(part: PartView, record: RecordView | undefined): string {
  const { adding, writing, change_named } = hisWords;
  if (record) return fill(change_named, { name: nameOf(part, record) });
  return part.is_sent ? writing : fill(adding, { part: part.label });
}

/** The fields of the record that nobody may change. */
function Locked({ part, record }: { part: PartView; record: RecordView }) {
  const locked = part.fields.filter(({ id, locked }) => locked && record.shown[id]);
  if (locked.length === 0) return null;
  return (
    <dl class="ssfh-his-locked">
      {locked.map(({ id, label }) => (
        <div key={id}>
          <dt>{label}</dt>
          <dd>{record.shown[id]}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Calls `onAccepted` once a response that was sent after `wait()` is written, and not if it is refused. */
function useAnswer(session: Session, onAccepted: () => void): () => void {
  const [isWaiting, setWaiting] = useState(false);
  const { state } = session.status;
  useEffect(() => {
    if (!isWaiting || state === "busy" || state === "late" || state === "queued") return;
    setWaiting(false);
    if (state !== "problem") onAccepted();
  }, [isWaiting, state]);
  return () => setWaiting(true);
}

/** Removes a record, after confirmation. */
function Remove({ part, record, session }: { part: PartView; record: RecordView; session: Session }) {
  const { remove, remove_confirm, remove_yes, remove_no } = hisWords;
  return (
    <Confirm
      look="danger"
      ask={remove}
      question={fill(remove_confirm, { name: nameOf(part, record) })}
      yes={remove_yes}
      no={remove_no}
      onYes={() => session.send({ kind: "remove", part: part.id, record: record.id })}
    />
  );
}

import type { FieldView, RecordView } from "../views";
import type { RecordsProps } from "./record_table";
import { ChangeButton } from "./record_table";
import { hisWords } from "./his_words";

/** The journal: of each contact S, O, E and P below each other, each with its label. */
export function JournalEntries({ part, editing, fresh, onChange }: RecordsProps) {
  if (part.records.length === 0) return <p class="ssfh-small">{hisWords.empty}</p>;
  const texts = part.fields.filter(({ type }) => type === "long");
  const [day, ...facts] = part.fields.filter(({ type }) => type !== "long");
  return (
    <ul class="ssfh-his-entries" aria-label={part.label}>
      {part.records.map((record) => (
        <li key={record.id} data-editing={record.id === editing} data-fresh={record.id === fresh}>
          <div class="ssfh-his-entry-head">
            <p class="ssfh-strong">{day && record.shown[day.id]}</p>
            {part.can_change && <ChangeButton part={part} record={record} onChange={onChange} />}
          </div>
          <Rows fields={facts} record={record} />
          <Rows fields={texts} record={record} keepsEmpty />
        </li>
      ))}
    </ul>
  );
}

interface RowsProps {
  fields: FieldView[];
  record: RecordView;
  /** Whether an empty field has its row too; one that only a change has is never there while it is empty. */
  keepsEmpty?: boolean;
}

function Rows({ fields, record, keepsEmpty = false }: RowsProps) {
  const rows = fields.filter(({ id, for_change }) => record.shown[id] || (keepsEmpty && !for_change));
  if (rows.length === 0) return null;
  return (
    <dl>
      {rows.map(({ id, label }) => (
        <div key={id}>
          <dt>{label}</dt>
          <dd>{record.shown[id] || <span class="ssfh-small">{hisWords.nothing_written}</span>}</dd>
        </div>
      ))}
    </dl>
  );
}

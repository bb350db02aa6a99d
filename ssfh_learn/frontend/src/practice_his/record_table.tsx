import type { FieldView, PartView, RecordView } from "../views";
import { fill } from "../words";
import { nameOf } from "./news";
import { hisWords } from "./his_words";

const MOST_COLUMNS = 7;

export interface RecordsProps {
  part: PartView;
  /** The record that is open in a form, or null. */
  editing: string | null;
  /** The record that was added or changed just now. */
  fresh: string | undefined;
  onChange: (record: string) => void;
}

/** The records of a part as a table, or as cards if the table does not fit. The roles are explicit, because Safari
 *  drops them from a table that is drawn as cards. */
export function RecordTable({ part, editing, fresh, onChange }: RecordsProps) {
  if (part.records.length === 0) return <p class="ssfh-small">{hisWords.empty}</p>;
  const fields = part.fields.filter(({ id }) => part.records.some(({ shown }) => shown[id]));
  return (
    <table class="ssfh-his-table" role="table" data-cards={isCard(part)}>
      <caption class="ssfh-unseen">{part.label}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {fields.map(({ id, label }) => (
            <th key={id} role="columnheader" scope="col">
              {label}
            </th>
          ))}
          {part.can_change && (
            <th role="columnheader" scope="col">
              <span class="ssfh-unseen">{hisWords.actions}</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {part.records.map((record) => (
          <tr key={record.id} role="row" data-editing={record.id === editing} data-fresh={record.id === fresh}>
            {fields.map((field) => (
              <Cell key={field.id} field={field} value={record.shown[field.id] ?? ""} />
            ))}
            {part.can_change && (
              <td role="cell" class="ssfh-his-actions">
                <ChangeButton part={part} record={record} onChange={onChange} />
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface ChangeButtonProps {
  part: PartView;
  record: RecordView;
  onChange: (record: string) => void;
}

/** Opens the form of a record that stands already. */
export function ChangeButton({ part, record, onChange }: ChangeButtonProps) {
  const { change, change_named } = hisWords;
  const name = fill(change_named, { name: nameOf(part, record) });
  return (
    <button type="button" class="ssfh-link" data-opens={record.id} aria-label={name} onClick={() => onChange(record.id)}>
      {change}
    </button>
  );
}

/** Whether a record is too long for one line of a table, or is the only record. */
function isCard({ fields, patient_bound, can_add }: PartView): boolean {
  const texts = fields.filter(({ type }) => type === "long");
  return fields.length > MOST_COLUMNS || texts.length > 1 || (patient_bound && !can_add);
}

function Cell({ field, value }: { field: FieldView; value: string }) {
  return (
    <td role="cell" data-field={field.label} data-type={field.type} data-empty={!value}>
      <span>{value}</span>
    </td>
  );
}

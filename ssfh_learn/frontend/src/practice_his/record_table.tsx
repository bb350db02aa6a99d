import type { FieldView, PartView } from "../views";
import { fill, words } from "../words";
import { nameOf } from "./news";

const MOST_COLUMNS = 7;

interface RecordTableProps {
  part: PartView;
  /** The row that is open in a form, or null. */
  editing: string | null;
  onChange: (record: string) => void;
}

/** The records of a part as a table, or as cards if the table does not fit. The roles are explicit, because Safari
 *  drops them from a table that is drawn as cards. */
export function RecordTable({ part, editing, onChange }: RecordTableProps) {
  if (part.records.length === 0) return <p class="ssfh-small">{words.practice_his.empty}</p>;
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
              <span class="ssfh-unseen">{words.practice_his.actions}</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {part.records.map((record) => (
          <tr key={record.id} role="row" data-editing={record.id === editing}>
            {fields.map((field) => (
              <Cell key={field.id} field={field} value={record.shown[field.id] ?? ""} />
            ))}
            {part.can_change && (
              <td role="cell" class="ssfh-his-actions">
                <button
                  type="button"
                  class="ssfh-link"
                  data-opens={record.id}
                  aria-label={fill(words.practice_his.change_named, { name: nameOf(part, record) })}
                  onClick={() => onChange(record.id)}
                >
                  {words.practice_his.change}
                </button>
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Whether a record is too long for one line of a table, or is the only record. */
function isCard({ fields, patient_bound, can_add }: PartView): boolean {
  const texts = fields.filter(({ type }) => type === "long");
  return fields.length > MOST_COLUMNS || texts.length > 1 || (patient_bound && !can_add);
}

function Cell({ field, value }: { field: FieldView; value: string }) {
  return (
    <td role="cell" data-label={field.label} data-type={field.type} data-empty={!value}>
      <span>{value}</span>
    </td>
  );
}

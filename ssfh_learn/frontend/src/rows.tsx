import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Response } from "./responses";
import type { Session } from "./session";
import { useUniqueId } from "./unique_id";
import { useDraft } from "./use_draft";
import { fill, words } from "./words";

export const MAX_ROWS = 12;

export interface RowBase {
  row: number;
}

interface RowsProps<Row extends RowBase> {
  session: Session;
  rows: Row[];
  /** The fields of a row, in order, with their labels. */
  fields: { name: keyof Row & string; label: string; lines: number }[];
  title: string;
  maxLength: number;
  slotOfRow: (row: number) => string;
  respond: (row: Row) => Response;
  remove: (row: number) => Response;
}

/** Rows to fill in, with one empty row at the end as long as more rows are allowed. */
export function Rows<Row extends RowBase>(props: RowsProps<Row>) {
  const { rows, session, slotOfRow } = props;
  const undo = useRef<HTMLButtonElement>(null);
  const line = useRef<HTMLParagraphElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const [returning, setReturning] = useState<number | null>(null);
  const isBack = returning !== null && rows.some(({ row }) => row === returning);
  const [removed, setRemoved] = useState<{ row: Row; name: string } | null>(null);
  useLayoutEffect(() => {
    if (removed) undo.current?.focus();
  }, [removed]);
  useLayoutEffect(() => {
    // The row above the line goes only with the answer, and takes its height away.
    if (removed && document.activeElement === undo.current) line.current?.scrollIntoView?.({ block: "nearest" });
  }, [removed, rows.length]);
  useLayoutEffect(() => {
    if (!isBack) return;
    list.current?.querySelector<HTMLElement>(`[data-row="${returning}"] textarea`)?.focus();
    setReturning(null);
  }, [isBack]);
  const next = nextRow(rows.map((row) => row.row));
  const shown = next === null ? rows : [...rows, { row: next } as Row];
  const remove = (row: Row, name: string) => {
    const slot = slotOfRow(row.row);
    setRemoved({ row: session.drafts.value(slot, row), name });
    session.drafts.forget(slot);
    session.send(props.remove(row.row));
  };
  const putBack = () => {
    session.send(props.respond(removed!.row));
    list.current?.focus(); // until the row is there again
    setReturning(removed!.row.row);
    setRemoved(null);
  };
  return (
    <>
      <ul class="ssfh-rows" ref={list} tabIndex={-1}>
        {shown.map((row, index) => {
          const name = fill(props.title, { number: index + 1 });
          return <RowFields key={row.row} {...props} row={row} name={name} onRemove={row.row === next ? null : () => remove(row, name)} />;
        })}
      </ul>
      {removed && (
        <p class="ssfh-removed ssfh-not-printed" ref={line}>
          {fill(words.rows.removed, { name: removed.name })}{" "}
          <button type="button" class="ssfh-button" ref={undo} onClick={putBack}>
            {words.rows.undo}
          </button>
        </p>
      )}
    </>
  );
}

function nextRow(taken: number[]): number | null {
  if (taken.length >= MAX_ROWS) return null;
  const following = Math.max(0, ...taken) + 1;
  if (following <= MAX_ROWS) return following;
  return Array.from({ length: MAX_ROWS }, (_, index) => index + 1).find((row) => !taken.includes(row)) ?? null;
}

type RowFieldsProps<Row extends RowBase> = RowsProps<Row> & { row: Row; name: string; onRemove: (() => void) | null };

function RowFields<Row extends RowBase>({ session, row, name, fields, maxLength, slotOfRow, respond, onRemove }: RowFieldsProps<Row>) {
  const id = useUniqueId();
  const { value: values, type, field: focusing } = useDraft(session, slotOfRow(row.row), row, respond);
  const complete = (change: Partial<Row>) =>
    ({ ...Object.fromEntries(fields.map(({ name }) => [name, values[name] ?? ""])), row: row.row, ...change }) as Row;
  return (
    <li class="ssfh-row" data-row={row.row}>
      <fieldset class="ssfh-row-fields">
        <legend class="ssfh-strong">{name}</legend>
        {fields.map((field) => (
          <div class="ssfh-field" key={field.name} data-wide={field.lines > 1}>
            <label for={`${id}-${field.name}`}>{field.label}</label>
            <textarea
              {...focusing}
              id={`${id}-${field.name}`}
              rows={field.lines}
              maxLength={maxLength}
              value={String(values[field.name] ?? "")}
              onInput={(event) => type(complete({ [field.name]: event.currentTarget.value } as Partial<Row>))}
            />
          </div>
        ))}
      </fieldset>
      {onRemove && (
        <button type="button" class="ssfh-link ssfh-not-printed" aria-label={fill(words.rows.remove_named, { name })} onClick={onRemove}>
          {words.rows.remove}
        </button>
      )}
    </li>
  );
}

/** Rows as lines of text, for the file that a learner keeps. */
export function rowLines<Row extends RowBase>({ session, rows, fields, title, slotOfRow }: Omit<RowsProps<Row>, "respond" | "remove">): string[] {
  return rows.flatMap((stored, index) => {
    const row = session.drafts.value<Row>(slotOfRow(stored.row), stored);
    return [fill(title, { number: index + 1 }), ...fields.map(({ name, label }) => `  ${label}: ${String(row[name] ?? "")}`)];
  });
}

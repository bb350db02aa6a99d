import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Response } from "./responses";
import type { Session } from "./session";
import { TextField } from "./text_field";
import { fill, shortened, words } from "./words";

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
  /** The words of the button that asks for one more row. */
  more: string;
  maxLength: number;
  slotOfRow: (row: number) => string;
  /** Writes these fields of a row, and leaves the others as they are: another page may fill them in. */
  respond: (row: RowBase & Partial<Row>) => Response;
  remove: (row: number) => Response;
}

/** Rows to fill in: an empty one to begin with, and one more where she asks for it, as long as more are allowed. */
export function Rows<Row extends RowBase>(props: RowsProps<Row>) {
  const { rows, session, slotOfRow } = props;
  const undo = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const [returning, setReturning] = useState<number | null>(null);
  const isBack = returning !== null && rows.some(({ row }) => row === returning);
  const [removed, setRemoved] = useState<{ row: Row; name: string; place: number } | null>(null);
  useLayoutEffect(() => {
    if (removed) undo.current?.focus();
  }, [removed]);
  useLayoutEffect(() => {
    if (!isBack) return;
    list.current?.querySelector<HTMLElement>(`[data-row="${returning}"] textarea`)?.focus();
    setReturning(null);
  }, [isBack]);
  const next = nextRow(rows.map((row) => row.row));
  const [asked, ask] = useState<number | null>(null);
  const isOffered = next !== null && (rows.length === 0 || asked === next || isBegun(props, next));
  const shown = isOffered ? [...rows, { row: next } as Row] : rows;
  useLayoutEffect(() => {
    if (asked !== null) list.current?.querySelector<HTMLElement>(`[data-row="${asked}"] textarea`)?.focus();
  }, [asked]);
  const remove = (row: Row, name: string, place: number) => {
    setRemoved({ row: shownRow(props, row), name: ownName(props, row) || name, place });
    for (const field of props.fields) session.drafts.forget(slotOf(slotOfRow(row.row), field.name));
    session.send(props.remove(row.row));
  };
  const putBack = () => {
    session.send(props.respond(removed!.row));
    list.current?.focus(); // until the row is there again
    setReturning(removed!.row.row);
    setRemoved(null);
  };
  const drawn = shown.map((row, index) => {
    const name = fill(props.title, { number: index + 1 });
    return <RowFields key={row.row} {...props} row={row} name={name} onRemove={row.row === next ? null : () => remove(row, name, index)} />;
  });
  if (removed) {
    // Where the row was, and before it, so that it stays in view when that row goes.
    drawn.splice(
      removed.place,
      0,
      <li key="removed" class="ssfh-removed ssfh-not-printed">
        {fill(words.rows.removed, { name: removed.name })}{" "}
        <button type="button" class="ssfh-button" ref={undo} onClick={putBack}>
          {words.rows.undo}
        </button>
      </li>,
    );
  }
  return (
    <ul class="ssfh-rows" ref={list} tabIndex={-1}>
      {drawn}
      {next !== null && !isOffered && (
        <li key="more" class="ssfh-not-printed">
          <button type="button" class="ssfh-button" onClick={() => ask(next)}>
            {props.more}
          </button>
        </li>
      )}
    </ul>
  );
}

function nextRow(taken: number[]): number | null {
  if (taken.length >= MAX_ROWS) return null;
  const following = Math.max(0, ...taken) + 1;
  if (following <= MAX_ROWS) return following;
  return Array.from({ length: MAX_ROWS }, (_, index) => index + 1).find((row) => !taken.includes(row)) ?? null;
}

/** The slot of one field of a row: each is sent on its own, so that two pages can fill in one row. */
function slotOf(slotOfRow: string, field: string): string {
  return `${slotOfRow}:${field}`;
}

type DrawnRows<Row extends RowBase> = Omit<RowsProps<Row>, "respond" | "remove">;

/** A row as it is on the screen, with what was typed and not saved yet. */
function shownRow<Row extends RowBase>({ session, fields, slotOfRow }: DrawnRows<Row>, stored: Row): Row {
  const texts = fields.map(({ name }) => [name, session.drafts.value(slotOf(slotOfRow(stored.row), name), String(stored[name] ?? ""))]);
  return { row: stored.row, ...Object.fromEntries(texts) } as Row;
}

/** A row by its own first words, because another row takes its number; empty if it has none. */
function ownName<Row extends RowBase>(drawn: DrawnRows<Row>, stored: Row): string {
  const text = String(shownRow(drawn, stored)[drawn.fields[0]!.name] ?? "").trim();
  return text && fill(words.rows.own_name, { text: shortened(text) });
}

/** Whether something is typed in a row that no view has yet. */
export function isBegun<Row extends RowBase>(drawn: DrawnRows<Row>, row = 1): boolean {
  const { row: _, ...texts } = shownRow(drawn, { row } as Row);
  return Object.values(texts).some((text) => text !== "");
}

type RowFieldsProps<Row extends RowBase> = RowsProps<Row> & { row: Row; name: string; onRemove: (() => void) | null };

function RowFields<Row extends RowBase>({ session, row, name, fields, maxLength, slotOfRow, respond, onRemove }: RowFieldsProps<Row>) {
  return (
    <li class="ssfh-row" data-row={row.row}>
      <fieldset class="ssfh-row-fields">
        <legend class="ssfh-strong">{name}</legend>
        {fields.map((field) => (
          <TextField
            key={field.name}
            session={session}
            slot={slotOf(slotOfRow(row.row), field.name)}
            label={field.label}
            stored={String(row[field.name] ?? "")}
            respond={(text) => respond({ row: row.row, [field.name]: text } as RowBase & Partial<Row>)}
            maxLength={maxLength}
            rows={field.lines}
            isWide={field.lines > 1}
          />
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
export function rowLines<Row extends RowBase>(drawn: DrawnRows<Row>): string[] {
  return drawn.rows.flatMap((stored, index) => {
    const row = shownRow(drawn, stored);
    return [fill(drawn.title, { number: index + 1 }), ...drawn.fields.map(({ name, label }) => `  ${label}: ${String(row[name])}`)];
  });
}

import { useEffect, useLayoutEffect, useState } from "preact/hooks";
import type { PartView, RecordView } from "../views";

type Values = RecordView["values"];

export const NEW = "";

/** The text in forms that is not saved in the HIS yet. It stays while the learner looks at another part. It is not
 *  saved automatically, because a record is sent as a whole. */
export interface Forms {
  /** The record whose form is open in a part; NEW for a new record, null for none. */
  opened: (part: PartView) => string | null;
  /** `start` is what a form begins with; it takes the place of what was typed in the same fields before. */
  open: (part: PartView, record: string, start?: Values) => void;
  started: (part: PartView) => Values | undefined;
  /** Closes the form, and drops its text unless `keep` is set. */
  close: (part: PartView, keep?: boolean) => void;
  typed: (part: PartView, record: string) => Values | undefined;
  type: (part: PartView, record: string, values: Values) => void;
  isUnsaved: boolean;
}

interface Kept {
  opened: Record<string, string | null>;
  started: Record<string, Values | undefined>;
  typed: Record<string, Values>;
}

const NOTHING: Kept = { opened: {}, started: {}, typed: {} };

/** The forms of one task. `patient` is the patient whose record is open, or null; a form belongs to its patient.
 *
 *  What was typed outlives a reload of its tab, under a name that says whose it is and of which attempt.
 */
export function useForms(name: string, patient: string | null, isOver: boolean): Forms {
  const [kept, change] = useState(() => inTab(name));
  const { opened, started, typed } = kept;
  useLayoutEffect(() => void inTab(name, kept), [kept]);
  const isUnsaved = Object.keys(typed).length > 0;
  useEffect(() => {
    if (isOver) change(NOTHING);
  }, [isOver]);
  useWarningBeforeLeaving(isUnsaved);
  const place = (part: PartView) => (part.patient_bound ? `${part.id} ${patient}` : part.id);
  const slot = (part: PartView, record: string) => `${place(part)} ${record}`;
  return {
    opened: (part) => opened[place(part)] ?? null,
    open: (part, record, start) =>
      change((kept) => {
        const before = kept.typed[slot(part, record)];
        return {
          opened: { ...kept.opened, [place(part)]: record },
          started: { ...kept.started, [place(part)]: start },
          typed: before ? { ...kept.typed, [slot(part, record)]: { ...before, ...start } } : kept.typed,
        };
      }),
    started: (part) => started[place(part)],
    close: (part, keep = false) =>
      change((kept) => {
        const texts = { ...kept.typed };
        if (!keep) delete texts[slot(part, kept.opened[place(part)] ?? NEW)];
        return { ...kept, opened: { ...kept.opened, [place(part)]: null }, typed: texts };
      }),
    typed: (part, record) => typed[slot(part, record)],
    type: (part, record, values) => change((kept) => ({ ...kept, typed: { ...kept.typed, [slot(part, record)]: values } })),
    isUnsaved,
  };
}

/** What this tab kept, or keeps from now on; nothing where the browser allows no store, or none was kept. */
function inTab(name: string, kept?: Kept): Kept {
  try {
    if (kept) sessionStorage[name] = JSON.stringify(kept);
    return JSON.parse(sessionStorage[name]) as Kept;
  } catch {
    return NOTHING;
  }
}

/** Lets the browser ask for confirmation before the page closes, because unsaved text is only on this page. */
function useWarningBeforeLeaving(isUnsaved: boolean): void {
  useLayoutEffect(() => {
    if (!isUnsaved) return;
    const warn = (event: Event) => event.preventDefault();
    addEventListener("beforeunload", warn);
    return () => removeEventListener("beforeunload", warn);
  }, [isUnsaved]);
}

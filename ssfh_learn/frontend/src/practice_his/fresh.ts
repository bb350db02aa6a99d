import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { RecordView } from "../views";

const LIT = 2000;

/** The record that was added or changed just now, for as long as it is lit. What changed is told elsewhere too. */
export function useFresh(records: RecordView[]): string | undefined {
  const before = useRef(records);
  const [fresh, light] = useState<string>();
  useLayoutEffect(() => {
    const old = new Map(before.current.map(({ id, values }) => [id, JSON.stringify(values)]));
    before.current = records;
    const other = records.find(({ id, values }) => old.get(id) !== JSON.stringify(values));
    if (other) light(other.id);
  }, [records]);
  useEffect(() => {
    if (fresh === undefined) return;
    const timer = setTimeout(() => light(undefined), LIT);
    return () => clearTimeout(timer);
  }, [fresh]);
  return fresh;
}

import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { PartView, RecordView, TaskView } from "../views";
import { fill } from "../words";
import { hisWords } from "./his_words";

/** A short name for a record: its first values that fit on a line. */
export function nameOf(part: PartView, record: RecordView): string {
  const short = part.fields.filter(({ type }) => type !== "long").map(({ id }) => record.shown[id]);
  return short.filter(Boolean).slice(0, 3).join(", ");
}

/** The name of the patient whose record is open. */
export function openName(task: TaskView): string {
  return task.patients.find(({ id }) => id === task.open)?.name ?? "";
}

/** The last change, in a sentence for a screen reader. */
export function useNews(task: TaskView): string {
  const before = useRef(task);
  const [news, tell] = useState("");
  useLayoutEffect(() => {
    const isOther = (before.current.result === null) !== (task.result === null);
    const sentence = isOther ? "" : newsOf(before.current, task);
    before.current = task;
    if (isOther || sentence) tell(sentence);
  }, [task]);
  return news;
}

function newsOf(before: TaskView, now: TaskView): string {
  const { news } = hisWords;
  if (before.open !== now.open) return now.open ? fill(news.opened, { name: openName(now) }) : news.closed;
  const step = now.steps.find(({ id, taken }) => before.steps.some((one) => one.id === id && one.taken !== taken));
  if (step) return fill(step.taken ? news.step : news.undone, { step: step.text });
  for (const part of now.parts) {
    const sentence = newsOfPart(before.parts.find(({ id }) => id === part.id), part);
    if (sentence) return sentence;
  }
  return "";
}

/** Parts that only the HIS itself writes are not announced. */
function newsOfPart(before: PartView | undefined, now: PartView): string {
  if (!before || !(now.can_add || now.can_change || now.can_remove)) return "";
  const { added, sent, changed, removed } = hisWords.news;
  const tell = (sentence: string, record: RecordView) => fill(sentence, { part: now.label, name: nameOf(now, record) });
  const old = (record: RecordView) => before.records.find(({ id }) => id === record.id);
  const extra = now.records.find((record) => !old(record));
  if (extra) return tell(now.is_sent ? sent : added, extra);
  const other = now.records.find((record) => JSON.stringify(old(record)!.values) !== JSON.stringify(record.values));
  if (other) return tell(changed, other);
  const gone = before.records.find((record) => !now.records.some(({ id }) => id === record.id));
  return gone ? tell(removed, gone) : "";
}

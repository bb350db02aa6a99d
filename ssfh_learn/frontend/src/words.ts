import { frontend } from "../../words.json";

/** The interface words; they live in ssfh_learn/words.json, section "frontend". */
export const words = frontend;

/** The template with each {name} replaced by its value. */
export function fill(template: string, values: Record<string, string | number>): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ""));
}

interface Counted {
  one: string;
  many: string;
}

/** The sentence for one, or for more with {count} filled in; a part of one is spoken of as one. */
export function countOf(sentence: Counted, count: number, values: Record<string, string | number> = {}): string {
  return fill(count > 0 && count <= 1 ? sentence.one : sentence.many, { count, ...values });
}

/** "6,5 van de 9 punten"; empty where there is nothing to get. */
export function pointsOf(sentence: Counted, points: number, maximum: number): string {
  return maximum > 0 ? countOf(sentence, maximum, { points: number(points), maximum: number(maximum) }) : "";
}

const dutchNumber = new Intl.NumberFormat("nl-NL", { maximumFractionDigits: 2 });

/** A number as Dutch readers write it: 2,3 */
export function number(value: number): string {
  return dutchNumber.format(value);
}

const dutchMean = new Intl.NumberFormat("nl-NL", { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** A mean to one decimal, as Dutch readers write it: 4,0 */
export function mean(value: number): string {
  return dutchMean.format(value);
}

const dutchList = new Intl.ListFormat("nl-NL", { type: "conjunction" });

/** "a, b en c" */
export function list(parts: string[]): string {
  return dutchList.format(parts);
}

/** "zaterdag 21 november 2026 om 14.05 uur", by the clock of the reader; empty where the time cannot be read. */
export function moment(at: string): string {
  const time = new Date(at);
  if (Number.isNaN(time.getTime())) return "";
  const date = time.toLocaleDateString("nl-NL", { weekday: "long", day: "numeric", month: "long", year: "numeric" });
  const minute = String(time.getMinutes()).padStart(2, "0");
  return fill(words.moment, { date, hour: time.getHours(), minute });
}

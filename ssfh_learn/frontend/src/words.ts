import { frontend } from "../../words.json";

/** The interface words; they live in ssfh_learn/words.json, section "frontend". */
export const words = frontend;

/** The template with each {name} replaced by its value. */
export function fill(template: string, values: Record<string, string | number>): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ""));
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

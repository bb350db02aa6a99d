import { frontend } from "../../words/frontend.json";

/** The interface words, from the section "frontend" of ssfh_learn/words/frontend.json. */
export const words = frontend;

/** The template with each {name} replaced by its value. */
export function fill(template: string, values: Record<string, string | number>): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ""));
}

interface Counted {
  one: string;
  many: string;
}

/** The sentence for one, or for many with {count} filled in; a fraction of one takes the sentence for one. */
export function countOf(sentence: Counted, count: number, values: Record<string, string | number> = {}): string {
  return fill(count > 0 && count <= 1 ? sentence.one : sentence.many, { count, ...values });
}

/** "6,5 van de 9 punten"; empty if there are no points. */
export function pointsOf(sentence: Counted, points: number, maximum: number): string {
  return maximum > 0 ? countOf(sentence, maximum, { points: number(points), maximum: number(maximum) }) : "";
}

const dutchNumber = new Intl.NumberFormat("nl-NL", { maximumFractionDigits: 2 });

/** A number as Dutch readers write it: 2,3 */
export function number(value: number): string {
  return dutchNumber.format(value);
}

const dutchMean = new Intl.NumberFormat("nl-NL", { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** A mean with one decimal, as Dutch readers write it: 4,0 */
export function mean(value: number): string {
  return dutchMean.format(value);
}

const dutchList = new Intl.ListFormat("nl-NL", { type: "conjunction" });

/** "a, b en c" */
export function list(parts: string[]): string {
  return dutchList.format(parts);
}

const HERE = { timeZone: "Europe/Amsterdam" };
const dutchDate = new Intl.DateTimeFormat("nl-NL", { ...HERE, weekday: "long", day: "numeric", month: "long", year: "numeric" });
const dutchClock = new Intl.DateTimeFormat("nl-NL", { ...HERE, hour: "numeric", minute: "2-digit", hourCycle: "h23" });
const dutchDay = new Intl.DateTimeFormat("nl-NL", { ...HERE, day: "numeric", month: "long", year: "numeric" });
const HOUR = 3_600_000;

/** "21 november 2026": the day that it is in the Netherlands. */
export function day(time: Date): string {
  return dutchDay.format(time);
}

/**
 * "zaterdag 21 november 2026 om 14.05 uur", in Dutch time, in any time zone of the browser; empty if the time cannot
 * be read. A time that the clock shows twice, when summer time ends, also says which of the two it is.
 */
export function moment(at: string): string {
  const time = new Date(at).getTime();
  if (Number.isNaN(time)) return "";
  const said = inWords(time);
  if (inWords(time + HOUR) === said) return `${said} (${words.summer_time})`;
  return inWords(time - HOUR) === said ? `${said} (${words.winter_time})` : said;
}

function inWords(time: number): string {
  const parts = dutchClock.formatToParts(time);
  const part = (type: string) => parts.find((one) => one.type === type)!.value;
  return fill(words.moment, { date: dutchDate.format(time), hour: Number(part("hour")), minute: part("minute") });
}

const NAME_LENGTH = 60;

/** The first words of a line, as a part of a name. */
export function shortened(line: string): string {
  return line.length <= NAME_LENGTH ? line : `${line.slice(0, NAME_LENGTH - 1).replace(/ [^ ]*$/, "")}…`;
}

import type { PatientView } from "../views";

const MONTHS = ["jan", "feb", "maa", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"];
const IGNORED = new Set(["geb", "geboren", "op", "dhr", "mevr", "mw"]);

/** The patients that fit what was typed: names by how their words begin, a date of birth in any Dutch way of writing,
 *  whole or in part. Nobody if nothing was typed. */
export function foundPatients(typed: string, patients: PatientView[]): PatientView[] {
  const { names, dates } = readQuery(typed);
  if (names.length === 0 && dates.length === 0) return [];
  return patients.filter(
    ({ name, born }) =>
      names.every((one) => plain(name).split(/[^a-z]+/).some((word) => word.startsWith(one))) &&
      (dates.length === 0 || dates.some((date) => fits(date, born))),
  );
}

/** The words of a name, and the ways to read the numbers as a day, a month and a year; "" is a part that is not known. */
function readQuery(typed: string): { names: string[]; dates: Pieces[] } {
  const withNumbers = plain(typed).replace(/(\d\s*)(mrt|[a-z]{3,})/g, (all, day: string, word: string) => {
    const month = MONTHS.indexOf(word === "mrt" ? "maa" : word.slice(0, 3)) + 1;
    return month > 0 ? `${day} ${month} ` : all;
  });
  const names = (withNumbers.match(/[a-z]+/g) ?? []).filter((word) => !IGNORED.has(word));
  return { names, dates: readings(withNumbers.match(/\d+/g) ?? []) };
}

interface Pieces {
  day: string;
  month: string;
  year: string;
}

function readings(numbers: string[]): Pieces[] {
  const [first = "", second = "", third = ""] = numbers;
  if (first === "") return [];
  if (numbers.length > 1) {
    const isYearFirst = first.length === 4;
    return [isYearFirst ? { year: first, month: second, day: third } : { day: first, month: second, year: third }];
  }
  const dayFirst = { day: first.slice(0, 2), month: first.slice(2, 4), year: first.slice(4) };
  const yearFirst = { year: first.slice(0, 4), month: first.slice(4, 6), day: first.slice(6) };
  return first.length > 2 ? [dayFirst, yearFirst] : [dayFirst];
}

/** Whether a date of birth, as 1961-02-14, has these pieces; of a piece that is still being typed its beginning. */
function fits({ day, month, year }: Pieces, born: string): boolean {
  const [bornYear = "", bornMonth = "", bornDay = ""] = born.split("-");
  return isOf(day, bornDay) && isOf(month, bornMonth) && (bornYear.startsWith(year) || bornYear.slice(2).startsWith(year));
}

function isOf(typed: string, number: string): boolean {
  return number.startsWith(typed) || String(Number(number)).startsWith(typed);
}

/** In small letters, without accents. */
function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

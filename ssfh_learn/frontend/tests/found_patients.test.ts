import { expect, test } from "vitest";
import { foundPatients } from "../src/practice_his/found_patients";

const person = (id: string, name: string, born: string) => ({ id, name, birth: "", born });
const PEOPLE = [
  person("february", "Jan de Test", "1961-02-14"),
  person("december", "Jan de Test", "1961-12-14"),
  person("noor", "Noor Proef", "1954-05-03"),
  person("zoe", "Zoë van der Meer-Bloem", "2004-05-03"),
];
const found = (typed: string) => foundPatients(typed, PEOPLE).map(({ id }) => id);

test.each(["", "  ", "-", "geboren op"])("%j finds nobody", (typed) => {
  expect(found(typed)).toEqual([]);
});

test.each([
  ["jan", ["february", "december"]],
  ["Test Jan", ["february", "december"]],
  ["JAN DE T", ["february", "december"]],
  ["an", []],
  ["zoe", ["zoe"]],
  ["bloem", ["zoe"]],
  ["van der Meer", ["zoe"]],
  ["jan proef", []],
])("the name %j finds %j", (typed, ids) => {
  expect(found(typed)).toEqual(ids);
});

test.each([
  "14-2-1961", "14-02-1961", "14/2/1961", "14.2.61", "14 2 61", "14-2-'61", "14021961", "140261", "1961-02-14", "19610214",
  "14 februari 1961", "14 feb 1961", "14 feb. '61", "14februari1961", "geb. 14-2-1961", "geboren op 14 februari 1961", "Jan, 14-2-1961", "14-2-1961 de Test",
])("the date of birth %j finds one of two with the same name", (typed) => {
  expect(found(typed)).toEqual(["february"]);
});

test.each([
  ["14-12-1961", ["december"]],
  ["14 dec 61", ["december"]],
  ["3 mei", ["noor", "zoe"]],
  ["3-5-54", ["noor"]],
  ["3-5-2004", ["zoe"]],
  ["1961", ["february", "december"]],
  ["jan 1961", ["february", "december"]],
  ["14-2-1962", []],
  ["31-2-1961", []],
  ["12-14-1961", []],
  ["noor 14-2-1961", []],
])("%j finds %j", (typed, ids) => {
  expect(found(typed)).toEqual(ids);
});

test("while a date is typed, who it is going to be stays in view", () => {
  const whole = "14-2-1961";
  for (let length = 1; length <= whole.length; length++) expect(found(whole.slice(0, length))).toContain("february");
});

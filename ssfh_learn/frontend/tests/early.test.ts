import { expect, test } from "vitest";
import { earlyIn } from "../src/early";

function page(html: string): HTMLElement {
  const place = document.createElement("div");
  place.innerHTML = html;
  return place;
}

const radio = (value: string, more = "") => `<input type="radio" name="a" value='${value}' ${more}>`;
const box = (value: string, more = "") => `<input type="checkbox" value='${value}' ${more}>`;
const group = (response: object, controls: string, field?: string) =>
  `<div data-ssfh-early='${JSON.stringify(response)}' ${field ? `data-ssfh-field="${field}"` : ""}>${controls}</div>`;

function choose(place: HTMLElement, ...values: string[]): void {
  for (const one of place.querySelectorAll("input")) if (values.includes(one.value)) one.checked = !one.checked;
}

test("what was chosen is the response that the server wrote beside it, with its value", () => {
  const place = page(group({ kind: "answer", item: "s1" }, radio("3") + radio('"na"'), "value"));
  choose(place, '"na"');
  expect(earlyIn(place)).toEqual([{ kind: "answer", item: "s1", value: "na" }]);
});

test("of several boxes the response has all that are ticked now, also when the last one was unticked", () => {
  const boxes = () => page(group({ kind: "answer", question: "v1" }, box('"a"', "checked") + box('"b"'), "answer"));
  const more = boxes();
  choose(more, '"b"');
  expect(earlyIn(more)).toEqual([{ kind: "answer", question: "v1", answer: ["a", "b"] }]);
  const none = boxes();
  choose(none, '"a"');
  expect(earlyIn(none)).toEqual([{ kind: "answer", question: "v1", answer: [] }]);
});

test("a button that was pressed comes after the choice above it", () => {
  const answer = group({ kind: "answer", question: "v1" }, radio('"a"'), "answer");
  const place = page(answer + group({ kind: "check", question: "v1" }, '<input type="checkbox">'));
  choose(place, '"a"', "on");
  expect(earlyIn(place).map(({ kind }) => kind)).toEqual(["answer", "check"]);
});

test("what is as the server drew it means nothing", () => {
  const place = page(group({ kind: "answer", question: "v1" }, radio('"a"', "checked") + radio('"b"'), "answer"));
  expect(earlyIn(place)).toEqual([]);
});

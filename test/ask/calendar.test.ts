import { expect, test } from "vitest";
import { daysIn, spellDates } from "../../src/ask/calendar.ts";
import { written } from "../../src/ask/words.ts";

const wednesday = Temporal.PlainDate.from("2023-10-11");

const daysOf = (question: string, today = wednesday): string[] =>
  daysIn(written(spellDates(question), /[ñ¿]|\b(?:el|de|la|que)\b/.test(question)), today).map(({ from, to }) =>
    from.equals(to) ? from.toString() : `${from}/${to}`,
  );

test.each([
  ["is nov 1 confirmed", ["2023-11-01"]],
  ["November 1st?", ["2023-11-01"]],
  ["es seguro lo del 1 de noviembre", ["2023-11-01"]],
  ["1ro de nov", ["2023-11-01"]],
  ["the 10/12 session", ["2023-10-12"]],
  ["on 10/12/2023", ["2023-10-12"]],
  ["on 2023-10-12", ["2023-10-12"]],
  ["between oct 4 and oct 7", ["2023-10-04", "2023-10-07"]],
  ["in november", ["2023-11-01/2023-11-30"]],
  ["en noviembre", ["2023-11-01/2023-11-30"]],
  ["today or tmrw", ["2023-10-11", "2023-10-12"]],
  ["mañana", ["2023-10-12"]],
  ["que pasa por la mañana", []],
  ["yesterday", ["2023-10-10"]],
  ["on friday", ["2023-10-13"]],
  ["el viernes", ["2023-10-13"]],
  ["wednesday", ["2023-10-11"]],
  ["tuesdays session", ["2023-10-17"]],
  ["this week", ["2023-10-09/2023-10-15"]],
  ["next week", ["2023-10-16/2023-10-22"]],
  ["la proxima semana", ["2023-10-16/2023-10-22"]],
  ["next month", ["2023-11-01/2023-11-30"]],
  ["on the 14th", ["2023-10-14"]],
  ["la sesion del 12", ["2023-10-12"]],
  ["el 13", ["2023-10-13"]],
])("%s is %j", (question, expected) => expect(daysOf(question)).toEqual(expected));

test.each(["feb 30", "31 de abril", "13/45", "what may happen", "we mar go", "10 days", "the 1st session", "our 2nd strike", "85,000"])(
  "%s names no day",
  (question) => expect(daysOf(question)).toEqual([]),
);

test("a day alone is this month's, or the next one's when this month's is long past", () => {
  expect(daysOf("the 3rd", Temporal.PlainDate.from("2023-10-11"))).toEqual(["2023-10-03"]);
  expect(daysOf("the 3rd", Temporal.PlainDate.from("2023-10-28"))).toEqual(["2023-11-03"]);
  expect(daysOf("the 31st", Temporal.PlainDate.from("2023-09-20"))).toEqual(["2023-09-30"]);
});

test("without a year, the nearest one is meant", () => {
  expect(daysOf("jan 5", Temporal.PlainDate.from("2023-12-20"))).toEqual(["2024-01-05"]);
  expect(daysOf("dec 20", Temporal.PlainDate.from("2024-01-05"))).toEqual(["2023-12-20"]);
  expect(daysOf("feb 29", Temporal.PlainDate.from("2024-03-01"))).toEqual(["2024-02-29"]);
  expect(daysOf("feb 29", Temporal.PlainDate.from("2023-03-01"))).toEqual([]);
});

test("where its words stand is known, so that they count as nothing else", () => {
  expect(daysIn(written("is the 1 de noviembre strike on", false), wednesday)).toMatchObject([{ at: 2, length: 3 }]);
});

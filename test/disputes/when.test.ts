import { expect, test } from "vitest";
import { endOf, firstDay, isVaguer, sameWhen, startOf, type When, whenKey } from "../../src/disputes/when.ts";

const la = "America/Los_Angeles";
const days = (from: string, to: string, lastDay: "included" | "excluded" | "not stated", zone = la): When => ({
  type: "days",
  from: Temporal.PlainDate.from(from),
  to: Temporal.PlainDate.from(to),
  lastDay,
  zone,
});
const day = (value: string, zone = la): When => ({ type: "day", day: Temporal.PlainDate.from(value), zone });
const at = (value: string, zone = la): When => ({ type: "instant", at: Temporal.PlainDateTime.from(value), zone });
const hours = (from: string, to: string): When => ({
  type: "hours",
  from: Temporal.PlainDateTime.from(from),
  to: Temporal.PlainDateTime.from(to),
  zone: la,
});
const month = (value: string): When => ({ type: "month", month: Temporal.PlainYearMonth.from(value), zone: la });
const notBefore = (value: string): When => ({ type: "notBefore", day: Temporal.PlainDate.from(value), zone: la });
const tbd: When = { type: "tbd", zone: la };

test.each<[string, When, string | undefined, string | undefined]>([
  ["a day", day("2023-10-12"), "2023-10-12T07:00:00Z", "2023-10-13T07:00:00Z"],
  ["a day of 25 hours", day("2023-11-05"), "2023-11-05T07:00:00Z", "2023-11-06T08:00:00Z"],
  ["a day of 23 hours", day("2024-03-10"), "2024-03-10T08:00:00Z", "2024-03-11T07:00:00Z"],
  ["a day that a zone skips midnight of", day("2023-04-28", "Africa/Cairo"), "2023-04-27T22:00:00Z", "2023-04-28T21:00:00Z"],
  ["an instant is over at once", at("2023-10-04T06:00"), "2023-10-04T13:00:00Z", "2023-10-04T13:00:00Z"],
  ["an hour that occurs twice is the first", at("2023-11-05T01:30"), "2023-11-05T08:30:00Z", "2023-11-05T08:30:00Z"],
  ["an hour that is skipped is the later", at("2024-03-10T02:30"), "2024-03-10T10:30:00Z", "2024-03-10T10:30:00Z"],
  ["days to the last, included", days("2023-11-01", "2023-11-08", "included"), "2023-11-01T07:00:00Z", "2023-11-09T08:00:00Z"],
  ["days to the last, excluded", days("2023-10-04", "2023-10-07", "excluded"), "2023-10-04T07:00:00Z", "2023-10-07T07:00:00Z"],
  [
    "days to a last one of which nobody says",
    days("2023-10-04", "2023-10-07", "not stated"),
    "2023-10-04T07:00:00Z",
    "2023-10-08T07:00:00Z",
  ],
  ["hours", hours("2023-10-04T06:00", "2023-10-07T06:00"), "2023-10-04T13:00:00Z", "2023-10-07T13:00:00Z"],
  ["a month with a clock change", month("2023-11"), "2023-11-01T07:00:00Z", "2023-12-01T08:00:00Z"],
  ["a bound never passes", notBefore("2023-10-17"), "2023-10-17T07:00:00Z", undefined],
  ["the unknown never begins nor passes", tbd, undefined, undefined],
])("%s: its start and its end", (_, when, start, end) => {
  expect(startOf(when)?.toString()).toBe(start);
  expect(endOf(when)?.toString()).toBe(end);
});

test("Cairo's day without a midnight begins at one o'clock", () => {
  const skipped = day("2023-04-28", "Africa/Cairo");
  expect(startOf(skipped)?.toZonedDateTimeISO("Africa/Cairo").toPlainTime().toString()).toBe("01:00:00");
});

test.each<[string, When, When, boolean]>([
  ["a day beside its hour", day("2023-10-04"), at("2023-10-04T06:00"), true],
  ["a day beside a range from it", day("2023-11-01"), days("2023-11-01", "2023-11-08", "included"), true],
  ["a month beside a day in it", month("2023-11"), day("2023-11-01"), true],
  ["a month beside a day outside it", month("2023-10"), day("2023-11-01"), false],
  ["a bound beside a later day", notBefore("2023-10-17"), day("2023-11-01"), true],
  ["a bound beside its own day", notBefore("2023-10-17"), day("2023-10-17"), true],
  ["a bound beside an earlier day", notBefore("2023-10-17"), day("2023-10-16"), false],
  [
    "days beside the hours they stand for",
    days("2023-10-04", "2023-10-07", "not stated"),
    hours("2023-10-04T06:00", "2023-10-07T06:00"),
    true,
  ],
  [
    "days with an open last day beside a stated one",
    days("2023-10-04", "2023-10-07", "not stated"),
    days("2023-10-04", "2023-10-07", "excluded"),
    true,
  ],
  ["two stated last days", days("2023-10-04", "2023-10-07", "included"), days("2023-10-04", "2023-10-07", "excluded"), false],
  ["a start beside the hours", at("2023-10-04T06:00"), hours("2023-10-04T06:00", "2023-10-07T06:00"), true],
  ["another start beside the hours", at("2023-10-04T07:00"), hours("2023-10-04T06:00", "2023-10-07T06:00"), false],
  ["an hour beside its day adds precision", at("2023-10-04T06:00"), day("2023-10-04"), false],
  ["another day", day("2023-10-13"), day("2023-10-12"), false],
  ["the same day is no vaguer", day("2023-10-12"), day("2023-10-12"), false],
  ["tbd takes the date away", tbd, day("2023-10-12"), false],
  ["anything says more than tbd", month("2023-11"), tbd, false],
])("%s: whether it is vaguer", (_, vague, exact, expected) => {
  expect(isVaguer(vague, exact)).toBe(expected);
});

test("wording is no difference, a zone is", () => {
  expect(sameWhen(day("2023-10-12"), { ...day("2023-10-12"), wording: "next Thursday" })).toBe(true);
  expect(sameWhen(day("2023-10-12"), day("2023-10-12", "Asia/Manila"))).toBe(false);
});

test("a month, a bound and the unknown have no first day", () => {
  expect([month("2023-11"), notBefore("2023-10-17"), tbd].map(firstDay)).toEqual([undefined, undefined, undefined]);
});

test("the order in which its fields were written is no part of its identity", () => {
  const zone = "America/Los_Angeles";
  expect(whenKey({ type: "tbd", zone })).toBe(whenKey({ zone, type: "tbd", wording: "soon" }));
});

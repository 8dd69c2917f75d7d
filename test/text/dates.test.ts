import { expect, test } from "vitest";
import { inlineText } from "../../src/core/reply.ts";
import type { When } from "../../src/disputes/when.ts";
import { daysUntil, rangeInlines, relativeDays, whenInlines } from "../../src/text/dates.ts";

const zone = "America/Los_Angeles";
const day = (value: string) => Temporal.PlainDate.from(value);
const wall = (value: string) => Temporal.PlainDateTime.from(value);
const cases: [string, When, en: string, es: string][] = [
  ["a day", { zone, type: "day", day: day("2023-10-12") }, "Thu, Oct 12, 2023", "jue, 12 de oct de 2023"],
  [
    "an instant",
    { zone, type: "instant", at: wall("2023-10-04T06:00") },
    "Wed, Oct 4, 2023, 6:00 AM PDT",
    "mié, 4 de oct de 2023, 6:00 a.m. PDT",
  ],
  [
    "days",
    { zone, type: "days", from: day("2023-11-01"), to: day("2023-11-08"), lastDay: "included" },
    "Wed, Nov 1, 2023 to Wed, Nov 8, 2023",
    "mié, 1 de nov de 2023 al mié, 8 de nov de 2023",
  ],
  ["a month", { zone, type: "month", month: Temporal.PlainYearMonth.from("2023-11") }, "November 2023", "noviembre de 2023"],
  ["a bound", { zone, type: "notBefore", day: day("2023-10-17") }, "not before Tue, Oct 17, 2023", "no antes del mar, 17 de oct de 2023"],
  ["the unknown", { zone, type: "tbd" }, "date not in any report", "sin fecha en ningún informe"],
];

test.each(cases)("%s, in both languages", (_, when, en, es) => {
  expect(inlineText(whenInlines(when, "en"))).toBe(en);
  expect(inlineText(whenInlines(when, "es"))).toBe(es);
});

test("hours over the clock change carry their own offset names", () => {
  const when: When = { zone, type: "hours", from: wall("2023-11-05T00:30"), to: wall("2023-11-05T06:00") };
  expect(inlineText(whenInlines(when, "en"))).toBe("Sun, Nov 5, 2023, 12:30 AM PDT to Sun, Nov 5, 2023, 6:00 AM PST");
  expect(whenInlines(when, "en").flatMap((i) => (i.type === "time" ? [i.value] : []))).toEqual([
    "2023-11-05T07:30:00Z",
    "2023-11-05T14:00:00Z",
  ]);
});

test.each([
  ["2023-10-12T06:59:59Z", 1],
  ["2023-10-12T07:00:00Z", 0],
  ["2023-10-13T06:59:59Z", 0],
  ["2023-10-13T07:00:00Z", -1],
])("at %s the day is %i days away, counted in its own zone", (now, away) => {
  expect(daysUntil({ zone, type: "day", day: day("2023-10-12") }, Temporal.Instant.from(now))).toBe(away);
});

test("days are counted over a clock change, and a month has none", () => {
  const evening = Temporal.Instant.from("2023-11-04T23:30-07:00");
  expect(daysUntil({ zone, type: "day", day: day("2023-11-06") }, evening)).toBe(2);
  expect(daysUntil({ zone, type: "month", month: Temporal.PlainYearMonth.from("2023-11") }, evening)).toBeUndefined();
});

test("relative words", () => {
  expect([0, 1, -1, 3, -2].map((n) => relativeDays(n, "en"))).toEqual(["today", "tomorrow", "yesterday", "in 3 days", "2 days ago"]);
  expect([0, 1, -1, 3].map((n) => relativeDays(n, "es"))).toEqual(["hoy", "mañana", "ayer", "dentro de 3 días"]);
});

test.each([
  ["2023-10-09", "2023-10-12", "Oct 9 – 12, 2023", "9–12 de oct de 2023"],
  ["2023-10-30", "2023-11-02", "Oct 30 – Nov 2, 2023", "30 de oct – 2 de nov 2023"],
  ["2023-10-09", "2023-10-09", "Oct 9, 2023", "9 oct 2023"],
])("%s to %s as one phrase in which each end is a time", (from, to, en, es) => {
  const ends = [...new Set([from, to])];
  for (const [lang, phrase] of [["en", en] as const, ["es", es] as const]) {
    const inlines = rangeInlines(day(from), day(to), zone, lang);
    expect(inlineText(inlines)).toBe(phrase);
    expect(inlines.flatMap((i) => (i.type === "time" ? [i.value] : []))).toEqual(ends);
  }
});

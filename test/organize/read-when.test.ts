import { describe, expect, test } from "vitest";
import type { Lang } from "../../src/core/words.ts";
import type { WhenInput } from "../../src/disputes/schema.ts";
import { readWhen } from "../../src/organize/read-when.ts";

const zone = "America/Los_Angeles";
/** A Tuesday, at noon. */
const tuesday = "2023-10-10T12:00-07:00";

/** Every reading, the likeliest first: none is nothing, one is clear. */
function readings(words: string, now = tuesday, lang: Lang = "en", at = zone): readonly WhenInput[] {
  const read = readWhen(words, { now: Temporal.Instant.from(now), zone: at, lang });
  if (read.read === "nothing") return [];
  if (read.read === "when") return [read.when];
  expect(read.readings.length).toBeGreaterThan(1);
  return read.readings;
}

const day = (value: string): WhenInput => ({ day: value });
const at = (value: string): WhenInput => ({ at: value });
const days = (from: string, to: string, lastDay: "included" | "excluded" | "not stated" = "included"): WhenInput => ({ from, to, lastDay });
const hours = (from: string, to: string): WhenInput => ({ from, to });

describe("clear in English", () => {
  test.each<[string, WhenInput]>([
    ["fri 10am", at("2023-10-13T10:00")],
    ["Friday at 10 a.m.", at("2023-10-13T10:00")],
    ["friday", day("2023-10-13")],
    ["this friday", day("2023-10-13")],
    ["last friday", day("2023-10-06")],
    ["today", day("2023-10-10")],
    ["tomorrow", day("2023-10-11")],
    ["yesterday", day("2023-10-09")],
    ["day after tomorrow", day("2023-10-12")],
    ["in 3 days", day("2023-10-13")],
    ["in 2 hours", at("2023-10-10T14:00")],
    ["in 14 hours", at("2023-10-11T02:00")],
    ["in an hour", at("2023-10-10T13:00")],
    ["in half an hour", at("2023-10-10T12:30")],
    ["in 90 minutes", at("2023-10-10T13:30")],
    ["2 hours from now", at("2023-10-10T14:00")],
    ["tomorrow 2pm", at("2023-10-11T14:00")],
    ["tomorrow morning at 10", at("2023-10-11T10:00")],
    ["tonight at 8", at("2023-10-10T20:00")],
    ["oct 12", day("2023-10-12")],
    ["Oct. 12th", day("2023-10-12")],
    ["12 oct", day("2023-10-12")],
    ["the 12th of October", day("2023-10-12")],
    ["Thursday, October 12", day("2023-10-12")],
    ["Thursday the 12th", day("2023-10-12")],
    ["the 12th", day("2023-10-12")],
    ["fri 13", day("2023-10-13")],
    ["fri 13 10am", at("2023-10-13T10:00")],
    ["jan 5", day("2024-01-05")],
    ["feb 29", day("2024-02-29")],
    ["October 12, 2023 10:00", at("2023-10-12T10:00")],
    ["October 12 at 14:00", at("2023-10-12T14:00")],
    ["oct 12 06:00", at("2023-10-12T06:00")],
    ["10:00 on oct 12", at("2023-10-12T10:00")],
    ["10am friday", at("2023-10-13T10:00")],
    ["oct 12 12am", at("2023-10-12T00:00")],
    ["oct 12 11:59pm", at("2023-10-12T23:59")],
    ["oct 4, 2023", day("2023-10-04")],
    ["oct 4 2023 noon", at("2023-10-04T12:00")],
    ["oct 12 noon", at("2023-10-12T12:00")],
    ["oct 12 12 noon", at("2023-10-12T12:00")],
    ["12 noon friday", at("2023-10-13T12:00")],
    ["in 2 weeks", day("2023-10-24")],
    ["noon on oct 12", at("2023-10-12T12:00")],
    ["10/14", day("2023-10-14")],
    ["10/14/23 10am", at("2023-10-14T10:00")],
    ["sat 10/14", day("2023-10-14")],
    ["11/11", day("2023-11-11")],
    ["2023-10-12", day("2023-10-12")],
    ["2023-10-12T10:00", at("2023-10-12T10:00")],
    ["2023-10-13 10:00", at("2023-10-13T10:00")],
    ["2023-10-12T17:00Z", at("2023-10-12T10:00")],
    ["2023-10-12T10:00-07:00", at("2023-10-12T10:00")],
    ["2023-11", { month: "2023-11" }],
    ["october", { month: "2023-10" }],
    ["in november", { month: "2023-11" }],
    ["november 2024", { month: "2024-11" }],
    ["next month", { month: "2023-11" }],
    ["oct 12 and 13", days("2023-10-12", "2023-10-13")],
    ["oct 12, 13 and 14", days("2023-10-12", "2023-10-14")],
    ["oct 12 & 13", days("2023-10-12", "2023-10-13")],
    ["thursday and friday", days("2023-10-12", "2023-10-13")],
    ["oct 12-13", days("2023-10-12", "2023-10-13")],
    ["Oct 12–13, 2023", days("2023-10-12", "2023-10-13")],
    ["12-13 october", days("2023-10-12", "2023-10-13")],
    ["oct 12 to 14", days("2023-10-12", "2023-10-14", "not stated")],
    ["from oct 12 to oct 14 inclusive", days("2023-10-12", "2023-10-14")],
    ["oct 12 until 14", days("2023-10-12", "2023-10-14")],
    ["oct 12 through oct 14", days("2023-10-12", "2023-10-14")],
    ["2023-10-12 to 2023-10-14", days("2023-10-12", "2023-10-14", "not stated")],
    ["2023-10-12 - 2023-10-14", days("2023-10-12", "2023-10-14")],
    ["10/12-10/14", days("2023-10-12", "2023-10-14")],
    ["dec 30 to jan 2", days("2023-12-30", "2024-01-02", "not stated")],
    ["dec 30 to jan 2, 2024", days("2023-12-30", "2024-01-02", "not stated")],
    ["mon to wed", days("2023-10-16", "2023-10-18", "not stated")],
    ["oct 14 to oct 12", days("2023-10-14", "2023-10-12", "not stated")],
    ["oct 14 6am to oct 17 6am", hours("2023-10-14T06:00", "2023-10-17T06:00")],
    ["fri 10am-2pm", hours("2023-10-13T10:00", "2023-10-13T14:00")],
    ["fri 10-2pm", hours("2023-10-13T10:00", "2023-10-13T14:00")],
    ["fri 1-2pm", hours("2023-10-13T13:00", "2023-10-13T14:00")],
    ["10-11am oct 12", hours("2023-10-12T10:00", "2023-10-12T11:00")],
    ["10am to 2pm on friday", hours("2023-10-13T10:00", "2023-10-13T14:00")],
    ["oct 12 between 10am and 2pm", hours("2023-10-12T10:00", "2023-10-12T14:00")],
    ["between oct 12 and oct 14", days("2023-10-12", "2023-10-14", "not stated")],
    ["fri 10pm-2am", hours("2023-10-13T22:00", "2023-10-14T02:00")],
    ["fri 10am-9am", hours("2023-10-13T10:00", "2023-10-13T09:00")],
    ["fri 8pm to midnight", hours("2023-10-13T20:00", "2023-10-14T00:00")],
    ["not before nov 1", { notBefore: "2023-11-01" }],
    ["after nov 1", { notBefore: "2023-11-01" }],
    ["no earlier than November 1, 2023", { notBefore: "2023-11-01" }],
    ["not before november", { notBefore: "2023-11-01" }],
    ["after november", { notBefore: "2023-12-01" }],
    ["tbd", { tbd: true }],
    ["TBA.", { tbd: true }],
    ["to be announced", { tbd: true }],
  ])("%s", (words, when) => {
    expect(readings(words)).toEqual([when]);
  });
});

describe("clear in Spanish", () => {
  test.each<[string, WhenInput]>([
    ["viernes a las 10:00", at("2023-10-13T10:00")],
    ["el viernes a las 10 de la mañana", at("2023-10-13T10:00")],
    ["viernes 13 a las 14:00", at("2023-10-13T14:00")],
    ["12 de octubre", day("2023-10-12")],
    ["el 12 de octubre de 2023", day("2023-10-12")],
    ["octubre 12", day("2023-10-12")],
    ["oct 12", day("2023-10-12")],
    ["jueves 12 de octubre", day("2023-10-12")],
    ["el 12", day("2023-10-12")],
    ["1ro de noviembre", day("2023-11-01")],
    ["mañana", day("2023-10-11")],
    ["pasado mañana", day("2023-10-12")],
    ["mañana a las 2 de la tarde", at("2023-10-11T14:00")],
    ["mañana por la mañana a las 9", at("2023-10-11T09:00")],
    ["esta noche a las 8", at("2023-10-10T20:00")],
    ["12 de octubre al mediodía", at("2023-10-12T12:00")],
    ["el viernes pasado", day("2023-10-06")],
    ["en 2 horas", at("2023-10-10T14:00")],
    ["dentro de una hora", at("2023-10-10T13:00")],
    ["en media hora", at("2023-10-10T12:30")],
    ["en 3 días", day("2023-10-13")],
    ["12 y 13 de octubre", days("2023-10-12", "2023-10-13")],
    ["del 12 al 14 de octubre", days("2023-10-12", "2023-10-14", "not stated")],
    ["del 12 al 14 de octubre de 2023 inclusive", days("2023-10-12", "2023-10-14")],
    ["del 12 hasta el 14 de octubre", days("2023-10-12", "2023-10-14")],
    ["lunes a miércoles", days("2023-10-16", "2023-10-18", "not stated")],
    ["viernes de 10am a 2pm", hours("2023-10-13T10:00", "2023-10-13T14:00")],
    ["viernes de 2 a 4 de la tarde", hours("2023-10-13T14:00", "2023-10-13T16:00")],
    ["viernes de las 10:00 a las 14:00", hours("2023-10-13T10:00", "2023-10-13T14:00")],
    ["14 de octubre a las 06:00 hasta el 17 de octubre a las 06:00", hours("2023-10-14T06:00", "2023-10-17T06:00")],
    ["en noviembre", { month: "2023-11" }],
    ["octubre de 2024", { month: "2024-10" }],
    ["el mes que viene", { month: "2023-11" }],
    ["no antes del 1 de noviembre", { notBefore: "2023-11-01" }],
    ["a partir del 1 de noviembre", { notBefore: "2023-11-01" }],
    ["después del 1 de noviembre", { notBefore: "2023-11-01" }],
    ["por confirmar", { tbd: true }],
    ["sin fecha", { tbd: true }],
    ["friday 10am", at("2023-10-13T10:00")],
    ["14/10", day("2023-10-14")],
  ])("%s", (words, when) => {
    expect(readings(words, tuesday, "es")).toEqual([when]);
  });

  test("words of the other language are read as well", () => {
    expect(readings("12 y 13 de octubre", tuesday, "en")).toEqual([days("2023-10-12", "2023-10-13")]);
  });
});

describe("ambiguous, the likeliest first", () => {
  test.each<[string, WhenInput[]]>([
    ["10/12", [day("2023-10-12"), day("2023-12-10")]],
    ["10/12 10am", [at("2023-10-12T10:00"), at("2023-12-10T10:00")]],
    ["10/11 to 10/12", [days("2023-10-11", "2023-10-12", "not stated"), days("2023-11-10", "2023-12-10", "not stated")]],
    ["fri 6", [at("2023-10-13T18:00"), at("2023-10-13T06:00")]],
    ["thu 12", [day("2023-10-12"), at("2023-10-12T12:00"), at("2023-10-12T00:00")]],
    ["oct 12 10", [at("2023-10-12T10:00"), at("2023-10-12T22:00")]],
    ["oct 12 at 6", [at("2023-10-12T18:00"), at("2023-10-12T06:00")]],
    ["oct 12 6:00", [at("2023-10-12T18:00"), at("2023-10-12T06:00")]],
    ["oct 12 at 12", [at("2023-10-12T12:00"), at("2023-10-12T00:00")]],
    ["fri 10-2", [hours("2023-10-13T10:00", "2023-10-13T14:00"), hours("2023-10-13T22:00", "2023-10-14T02:00")]],
    ["2pm", [at("2023-10-10T14:00"), at("2023-10-11T14:00")]],
    ["10am", [at("2023-10-11T10:00"), at("2023-10-10T10:00")]],
    ["at 6", [at("2023-10-10T18:00"), at("2023-10-11T18:00"), at("2023-10-11T06:00"), at("2023-10-10T06:00")]],
    ["10", [at("2023-10-11T10:00"), at("2023-10-10T10:00"), at("2023-10-10T22:00"), at("2023-10-11T22:00")]],
    ["tuesday", [day("2023-10-10"), day("2023-10-17")]],
    ["next friday", [day("2023-10-13"), day("2023-10-20")]],
    ["oct 12 midnight", [at("2023-10-13T00:00"), at("2023-10-12T00:00")]],
    ["midnight on oct 12", [at("2023-10-13T00:00"), at("2023-10-12T00:00")]],
    ["oct 4", [day("2024-10-04"), day("2023-10-04")]],
    ["september", [{ month: "2024-09" }, { month: "2023-09" }]],
    ["the 9th", [day("2023-11-09"), day("2023-10-09")]],
    ["friday oct 12", [day("2023-10-12"), day("2023-10-13")]],
    ["oct 12 and 19", [day("2023-10-12"), day("2023-10-19")]],
    ["oct 12 and 13 at 10am", [at("2023-10-12T10:00"), at("2023-10-13T10:00")]],
    ["12 and 13 october 10am", [at("2023-10-12T10:00"), at("2023-10-13T10:00")]],
    ["oct 12, 13 and 19 at noon", [at("2023-10-12T12:00"), at("2023-10-13T12:00"), at("2023-10-19T12:00")]],
    ["thursday and friday 2pm", [at("2023-10-12T14:00"), at("2023-10-13T14:00")]],
    ["oct 12 and 13 at 6", [at("2023-10-12T18:00"), at("2023-10-12T06:00"), at("2023-10-13T18:00"), at("2023-10-13T06:00")]],
    ["fri 10am and 2pm", [at("2023-10-13T10:00"), at("2023-10-13T14:00")]],
    ["oct 4 to 7", [days("2024-10-04", "2024-10-07", "not stated"), days("2023-10-04", "2023-10-07", "not stated")]],
    ["oct 4 6am to oct 7 6am", [hours("2024-10-04T06:00", "2024-10-07T06:00"), hours("2023-10-04T06:00", "2023-10-07T06:00")]],
  ])("%s", (words, expected) => {
    expect(readings(words)).toEqual(expected);
  });

  test.each<[string, WhenInput[]]>([
    ["viernes a las 10", [at("2023-10-13T10:00"), at("2023-10-13T22:00")]],
    ["10/12", [day("2023-12-10"), day("2023-10-12")]],
    ["12 y 13 de octubre a las 10:00", [at("2023-10-12T10:00"), at("2023-10-13T10:00")]],
    ["próximo viernes", [day("2023-10-13"), day("2023-10-20")]],
    ["el viernes que viene", [day("2023-10-13"), day("2023-10-20")]],
    ["12 de octubre a medianoche", [at("2023-10-13T00:00"), at("2023-10-12T00:00")]],
    ["12 de octubre a las 2 y media", [at("2023-10-12T14:30"), at("2023-10-12T02:30")]],
  ])("in Spanish: %s", (words, expected) => {
    expect(readings(words, tuesday, "es")).toEqual(expected);
  });

  test("friday said on a friday, and the sixth that is one", () => {
    expect(readings("friday", "2023-10-13T09:00-07:00")).toEqual([day("2023-10-13"), day("2023-10-20")]);
    expect(readings("next friday", "2023-10-13T09:00-07:00")).toEqual([day("2023-10-20")]);
    expect(readings("fri 6", "2023-10-02T09:00-07:00")).toEqual([day("2023-10-06"), at("2023-10-06T18:00"), at("2023-10-06T06:00")]);
  });

  test("the weekday tells which year is meant", () => {
    expect(readings("wed oct 4")).toEqual([day("2023-10-04")]);
    expect(readings("fri oct 4")).toEqual([day("2024-10-04")]);
  });

  test("the 29th of February, years before there is one", () => {
    expect(readings("feb 29", "2024-08-30T12:00-07:00")).toEqual([day("2028-02-29")]);
    expect(readings("29 de febrero", "2024-08-30T12:00-07:00", "es")).toEqual([day("2028-02-29")]);
  });

  test("a date over 60 days back is the next one", () => {
    expect(readings("aug 12")).toEqual([day("2024-08-12"), day("2023-08-12")]);
    expect(readings("aug 10")).toEqual([day("2024-08-10")]);
  });
});

test.each<[string, WhenInput]>([
  ["fri 10am PT", at("2023-10-13T10:00")],
  ["fri 10am pdt", at("2023-10-13T10:00")],
  ["fri 10am (Pacific time)", at("2023-10-13T10:00")],
  ["fri 10am ET", { at: "2023-10-13T10:00", zone: "America/New_York" }],
  ["oct 12 17:00 UTC", { at: "2023-10-12T17:00", zone: "UTC" }],
  ["fri 10am-2pm CT", { from: "2023-10-13T10:00", to: "2023-10-13T14:00", zone: "America/Chicago" }],
  ["oct 12 HST", { day: "2023-10-12", zone: "Pacific/Honolulu" }],
  ["viernes 10:00 hora del este", { at: "2023-10-13T10:00", zone: "America/New_York" }],
])("zone in words: %s", (words, when) => {
  expect(readings(words)).toEqual([when]);
});

test("the dispute's own zone stands where it goes by the name said", () => {
  expect(readings("fri 10am MST", tuesday, "en", "America/Phoenix")).toEqual([at("2023-10-13T10:00")]);
});

test("today is the dispute's, late in the evening too", () => {
  expect(readings("tomorrow", "2023-10-10T23:30-07:00")).toEqual([day("2023-10-11")]);
  expect(readings("tomorrow", "2023-10-10T23:30-07:00", "en", "America/New_York")).toEqual([day("2023-10-12")]);
});

test("hours ahead are counted from the moment of asking, to the minute, over a clock change, in the dispute's zone", () => {
  expect(readings("in 2 hours", "2023-10-10T12:00:59-07:00")).toEqual([at("2023-10-10T14:00")]);
  expect(readings("in 2 hours", "2023-11-05T00:30-07:00")).toEqual([at("2023-11-05T01:30")]);
  expect(readings("in 3 hours", "2024-03-10T00:30-08:00")).toEqual([at("2024-03-10T04:30")]);
  expect(readings("in 2 hours", tuesday, "en", "America/New_York")).toEqual([at("2023-10-10T17:00")]);
});

test("an hour that a clock change skips stays wall time", () => {
  expect(readings("March 10, 2024 2:30am")).toEqual([at("2024-03-10T02:30")]);
});

test.each([
  "",
  "   ",
  "soon",
  "not oct 12",
  "around oct 12",
  "oct 12 maybe",
  "feb 30",
  "2023-13-01",
  "2023-02-30",
  "oct 12 25:00",
  "oct 12 at 10 at 11",
  "10-12",
  "fri 14",
  "oct 12 23",
  "next week",
  "10am ET PT",
  "morning",
  "oct 12 and",
  "and 13",
  "not before 6pm",
  "not before nov 1 6am",
  "october to december",
  "oct 12 10am and oct 13",
  "oct 12 10am and oct 13 and oct 14 at 2pm",
  "oct 12 10am to oct 14",
  "the session moved",
  "mañana no",
  "in 999999999 days",
  "in 999999999 hours",
  "in 2 hours ET",
  "in half a minute",
  "2 hours",
  "2 hours ago",
  "in 2 hours or so",
  "99/99",
  "x".repeat(300),
])("nothing: %s", (words) => {
  expect(readings(words)).toEqual([]);
});

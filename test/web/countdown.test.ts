import { describe, expect, it } from "vitest";
import { countdown } from "../../adapters/web/client/countdown.js";

const zone = "America/Los_Angeles";
const words = { lang: "en", ahead: "in {}", ago: "{} ago", anyMoment: "any moment now" };
const at = (now: string, until: string) => countdown({ at: until, day: null, zone }, Date.parse(now), words);
const on = (now: string, day: string, lang = "en") => countdown({ at: null, day, zone }, Date.parse(now), { ...words, lang });

describe("the countdown", () => {
  it.each([
    ["2023-10-30T09:00:00Z", "in 2 d 4 h"],
    ["2023-10-30T13:00:00Z", "in 2 d"],
    ["2023-11-01T08:30:00Z", "in 4 h 30 min"],
    ["2023-11-01T12:59:00Z", "in 1 min"],
    ["2023-11-01T12:59:30Z", "any moment now"],
    ["2023-11-01T15:05:00Z", "2 h 5 min ago"],
  ])("of an instant, at %s: %s", (now, said) => {
    expect(at(now, "2023-11-01T13:00:00Z")).toBe(said);
  });

  it.each([
    ["2023-10-09T12:00:00-07:00", "in 3 days"],
    ["2023-10-11T00:00:00-07:00", "tomorrow"],
    ["2023-10-11T23:59:59-07:00", "tomorrow"],
    ["2023-10-12T00:00:00-07:00", "today"],
    ["2023-10-12T23:59:59-07:00", "today"],
    ["2023-10-13T00:00:00-07:00", "yesterday"],
  ])("of a day in its zone, at %s: %s", (now, said) => {
    expect(on(now, "2023-10-12")).toBe(said);
  });

  it("of a day counts calendar days, over the change of clocks too", () => {
    expect(on("2023-11-04T23:30:00-07:00", "2023-11-06")).toBe("in 2 days");
    expect(on("2023-11-05T23:30:00-08:00", "2023-11-06")).toBe("tomorrow");
  });

  it("speaks Spanish", () => {
    expect(on("2023-10-11T12:00:00-07:00", "2023-10-12", "es")).toBe("mañana");
  });
});

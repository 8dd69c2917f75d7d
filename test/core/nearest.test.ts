import fc from "fast-check";
import { expect, test } from "vitest";
import { distance, nearest } from "../../src/core/nearest.ts";

const commands = ["next-session", "deadlines", "status", "timeline", "positions", "care", "help", "use"];

test.each([
  ["nxt-session", "next-session"],
  ["next-sesion", "next-session"],
  ["next", "next-session"],
  ["dead", "deadlines"],
  ["DEADLINES", "deadlines"],
  ["stauts", "status"],
  ["hlep", "help"],
  ["sue", "use"],
  ["xyzzy", undefined],
  ["", undefined],
])("%j means %j", (typed, meant) => {
  expect(nearest(typed, commands)).toBe(meant);
});

test("a swap is one edit, and the distance is the same both ways", () => {
  expect(distance("stauts", "status")).toBe(1);
  expect(distance("", "abc")).toBe(3);
  const words = fc.string({ maxLength: 8 });
  fc.assert(
    fc.property(words, words, (a, b) => {
      expect(distance(a, b)).toBe(distance(b, a));
      expect(distance(a, b) === 0).toBe(a === b);
    }),
  );
});

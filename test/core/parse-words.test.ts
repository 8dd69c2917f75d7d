import { expect, test } from "vitest";
import type { ArgSpec } from "../../src/core/args.ts";
import { parseWords, placeWords } from "../../src/core/parse-words.ts";

const spec = (name: string, rest: Partial<ArgSpec> = {}): ArgSpec => ({
  name,
  type: "string",
  required: false,
  description: { en: name, es: name },
  named: false,
  rest: false,
  completes: false,
  ...rest,
});
const plain = [spec("count"), spec("second"), spec("unit", { named: true }), spec("as-of", { named: true }), spec("at", { named: true })];
const free = [spec("topic", { rest: true }), spec("unit", { named: true })];

const values = (line: string, specs = plain) => {
  const parsed = parseWords(line, specs);
  return parsed.ok ? parsed.values : parsed;
};

test.each<[line: string, Record<string, string>]>([
  ["", {}],
  ["   ", {}],
  ["3", { count: "3" }],
  ["3 unit:seattle", { count: "3", unit: "seattle" }],
  ["unit:seattle 3", { count: "3", unit: "seattle" }],
  ["unit=seattle", { unit: "seattle" }],
  ["--unit=seattle", { unit: "seattle" }],
  ["UNIT:Seattle", { unit: "Seattle" }],
  ['unit:"the Seattle group"', { unit: "the Seattle group" }],
  ["unit:“the Seattle group”", { unit: "the Seattle group" }],
  ['"two words" second', { count: "two words", second: "second" }],
  ['unit:""', { unit: "" }],
  ["08:00", { count: "08:00" }],
  ["2023-10-11T12:00-07:00", { count: "2023-10-11T12:00-07:00" }],
  ["https://kp.org/a:b", { count: "https://kp.org/a:b" }],
  ["as-of:2023-10-11T12:00-07:00", { "as-of": "2023-10-11T12:00-07:00" }],
  ["at:08:00", { at: "08:00" }],
  ["unit:", { count: "unit:" }],
  ['"left open', { count: '"left', second: "open" }],
])("%j is read", (line, expected) => {
  expect(values(line)).toEqual(expected);
});

test("an argument that does not exist is named with the one that was meant", () => {
  expect(values("unti:seattle")).toEqual({ ok: false, problem: "unknown-argument", given: "unti", nearest: "unit" });
  expect(values("zzz:seattle")).toMatchObject({ problem: "unknown-argument", given: "zzz", nearest: undefined });
});

test("a word too many is named", () => {
  expect(values("1 2 3 4")).toEqual({ ok: false, problem: "too-many-words", given: "3" });
});

test.each<[line: string, Record<string, string>]>([
  ["is it confirmed", { topic: "is it confirmed" }],
  ["unit:seattle is it confirmed", { topic: "is it confirmed", unit: "seattle" }],
  ["nurses unit:seattle on strike", { topic: "nurses on strike", unit: "seattle" }],
  ["note: staffing:now at 08:00", { topic: "note: staffing:now at 08:00" }],
])("the last text takes the rest, word for word: %j", (line, expected) => {
  expect(values(line, free)).toEqual(expected);
});

test("what a platform names is not placed again, and a stranger among the names is refused", () => {
  expect(placeWords({ named: { count: 3 }, positional: ["x"] }, plain)).toEqual({ ok: true, values: { count: 3, second: "x" } });
  expect(placeWords({ named: { constructor: 1 }, positional: [] }, plain)).toMatchObject({ ok: false, given: "constructor" });
});

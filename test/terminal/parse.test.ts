import { expect, test } from "vitest";
import { parseCall } from "../../adapters/terminal/parse.ts";
import { UserError } from "../../src/core/errors.ts";

const call = (...argv: string[]) => parseCall(argv);

test("a command, its words, and named arguments as options or as people type them", () => {
  expect(call("next-session", "3", "--unit", "seattle", "place:washington", "--as-of=2023-10-08").invocation).toMatchObject({
    command: "next-session",
    args: { positional: ["3"], named: { unit: "seattle", place: "washington", "as-of": "2023-10-08" } },
  });
});

test("nothing typed is help", () => {
  expect(call().invocation.command).toBe("help");
});

test("--now, --lang and --json are the terminal's own, wherever they stand", () => {
  const { invocation, json } = call("--json", "status", "--lang", "es", "--now", "2023-10-11T12:00-07:00");
  expect(json).toBe(true);
  expect(invocation).toMatchObject({ command: "status", lang: "es", args: { positional: [], named: {} } });
  expect(invocation.now).toEqual(Temporal.Instant.from("2023-10-11T19:00Z"));
  expect(call("status").json).toBe(false);
  expect(call("status").invocation).not.toHaveProperty("now");
});

test("a moment, an address and an hour among the words stay words", () => {
  expect(call("what-changed", "2023-10-08T18:00-07:00").invocation.args).toMatchObject({ positional: ["2023-10-08T18:00-07:00"] });
  expect(call("use", "https://example.org").invocation.args).toMatchObject({ positional: ["https://example.org"] });
  expect(call("subscribe", "at:08:00").invocation.args).toMatchObject({ named: { at: "08:00" } });
});

test("it speaks for the machine's owner in the console's conversation", () => {
  expect(call("status").invocation).toMatchObject({
    caller: { role: "admin" },
    target: { platform: "web", workspace: "local", conversation: "console" },
  });
});

test.each([
  [["status", "--unit"], "--unit needs a value after it."],
  [["status", "--now", "2023-10-11"], '--now is a moment with an offset, as in 2023-10-11T12:00-07:00; "2023-10-11" is not.'],
  [["status", "--now", "\u001b[2Jtomorrow"], '--now is a moment with an offset, as in 2023-10-11T12:00-07:00; "[2Jtomorrow" is not.'],
  [["status", "--lang", "tl"], '--lang is one of en, es; "tl" is not.'],
])("%j: one sentence", (argv, message) => {
  expect(() => call(...argv)).toThrow(new UserError(message));
});

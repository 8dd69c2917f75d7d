import { expect, test } from "vitest";
import { converse } from "../../adapters/terminal/converse.ts";
import { parseCall } from "../../adapters/terminal/parse.ts";
import { en } from "../../src/text/en.ts";
import { fakeDispatch } from "../web/commands.ts";

/** A person who types these lines, then leaves. */
async function talk(typed: string[], ...argv: string[]) {
  const asked: string[] = [];
  const said: string[] = [];
  const left = [...typed];
  const typist = {
    say: (words: string) => void said.push(words),
    question: async () => {
      const line = left.shift();
      if (line === undefined) throw new Error("left");
      return line;
    },
  };
  const result = await converse(parseCall(argv).invocation, {
    ...{ ask: fakeDispatch(asked), typist, words: en.prompts },
    render: (reply) => reply.text,
    goesOn: (command) => command !== "next-session",
  }).catch((error: Error) => error.message);
  return { result, asked: asked.map((each) => (each.startsWith("{") ? JSON.parse(each) : each)), said: said.join("\n"), left };
}

test("a form is asked for field by field, and what it yields is confirmed by a number", async () => {
  const typed = ["session-2023-10-12", "oct 13", "2", "1, strikes", "“So.”", "All of it.", "", "1"];
  const { result, asked, said, left } = await talk(typed, "enter", "--dispute", "kaiser-2023");
  expect(asked).toEqual([
    {
      ...{ date: "session-2023-10-12", when: "oct 13", status: "cancelled", kinds: "sessions,strikes" },
      ...{ quote: "“So.”\nAll of it.", dispute: "kaiser-2023" },
    },
    "keep k3m9xa",
  ]);
  expect(result).toMatchObject({ status: "answered", reply: { text: "Sent." } });
  expect(said).toContain("When, in words (required; for example oct 12 and 13)");
  expect(said).toContain("How certain it is (a number; Enter skips)\n  1. scheduled\n  2. cancelled");
  expect(said).toContain("session-2023-10-12 would be oct 13.\n\n  1. Confirm");
  expect(left).toEqual([]);
});

test("what is required is asked for again, Enter skips the rest and keeps what is there, - empties it", async () => {
  const { asked, said } = await talk(["", "  ", "d", "w", "", "", "", ""], "enter");
  expect(asked).toEqual([{ date: "d", when: "w", quote: "“As agreed.”" }]);
  expect(said.split(en.prompts.needed)).toHaveLength(3);
  expect((await talk(["d", "w", "", "", "-", "", ""], "enter")).asked).toEqual([{ date: "d", when: "w" }]);
});

test("what is none of the choices is asked for again", async () => {
  const { asked, said } = await talk(["d", "w", "3", "soon", "scheduled", "9,1", "1", "", ""], "enter");
  expect(asked).toMatchObject([{ status: "scheduled", kinds: "sessions" }]);
  for (const wrong of ["3", "soon", "9,1"]) expect(said).toContain(en.prompts.noChoice(wrong));
});

test("a refusal asks for its field again, and for nothing else", async () => {
  const { asked, said } = await talk(["d", "yesterday", "2", "", "", "oct 13", ""], "enter");
  expect(said).toContain("\nA scheduled session cannot be over.\n\nWhen, in words (Enter keeps “yesterday”");
  expect(asked).toEqual([{ date: "d", when: "oct 13", status: "cancelled", quote: "“As agreed.”" }]);
});

test("who leaves has done nothing", async () => {
  expect(await talk(["d", "w"], "enter")).toMatchObject({ result: "left", asked: [] });
});

test("Enter leaves an answer as it is; answers to questions ask for nothing", async () => {
  expect(await talk(["d", "w", "", "", "", "x", ""], "enter")).toMatchObject({ result: undefined, left: [] });
  expect(await talk([], "next-session")).toMatchObject({ result: { status: "answered" } });
});

import { expect, test } from "vitest";
import * as z from "zod";
import { arg } from "../../src/core/args.ts";
import { command, registry } from "../../src/core/command.ts";
import { clip, createDispatch } from "../../src/core/dispatch.ts";
import { Unavailable, UserError } from "../../src/core/errors.ts";
import type { Invocation } from "../../src/core/invocation.ts";
import { file, mostOfFile, paragraph, reply, text } from "../../src/core/reply.ts";
import { messages } from "../../src/text/messages.ts";

const texts = messages("en").dispatch;
const say = (what: string) => reply(paragraph(text(what)));
const declare = command<object>();
const description = { en: "For tests", es: "Para pruebas" };
const count = arg(z.coerce.number().int().min(1).max(25).default(6), { en: "How many", es: "Cuántos" });
const failing = (name: string, error: unknown) =>
  declare({
    name,
    description,
    args: z.object({}),
    run: () => {
      throw error;
    },
  });

const reported: unknown[] = [];
const dispatch = createDispatch<object>({
  registry: registry([
    declare({ name: "deadlines", description, args: z.object({ count }), run: (args) => say(`count ${args.count}`) }),
    declare({
      name: "pick",
      description,
      args: z.object({ what: arg(z.string(), { en: "What to pick", es: "Qué" }) }),
      run: () => say("ok"),
    }),
    declare({ name: "told", description, audience: "channel", args: z.object({}), run: () => say("told") }),
    declare({ name: "confirm", description, role: "organizer", args: z.object({}), run: () => say("confirmed") }),
    declare({
      name: "export",
      description,
      args: z.object({ bytes: z.coerce.number() }),
      run: ({ bytes }) => reply(file("x.yaml", "application/yaml", "ñ".repeat(bytes / 2))),
    }),
    failing("refuse", new UserError("Not that one.")),
    failing("offline", new Unavailable("ECONNREFUSED 10.0.0.7:5432")),
    failing("crash", new TypeError("secret detail at /srv/picketline")),
    failing("crash-oddly", { thrown: "no error" }),
    declare({ name: "help", description, args: z.object({}), run: () => say("help") }),
  ]),
  contextFor: () => ({}),
  textsFor: () => texts,
  report(error) {
    reported.push(error);
    return "ref-1";
  },
});

const ask = (command: string, args: Invocation["args"] = "", role: Invocation["caller"]["role"] = "member") =>
  dispatch({ command, args, caller: { id: "U1", role }, target: { platform: "slack", workspace: "T1", conversation: "C1" } });

test("a command answers its audience, by any case of its name, with arguments typed or named", async () => {
  expect(await ask("deadlines", "3")).toMatchObject({ status: "answered", audience: "asker", reply: { text: "count 3" } });
  expect(await ask("Deadlines", { named: { count: 4 }, positional: [] })).toMatchObject({ reply: { text: "count 4" } });
  expect(await ask("told")).toMatchObject({ audience: "channel" });
});

test.each<[what: string, command: string, args: Invocation["args"], message: string, usage: string]>([
  ["an unknown command", "dedlines", "", "There is no command “dedlines”. Did you mean “deadlines”?", "deadlines [count]"],
  ["a command near none", "xyzzy", "", "There is no command “xyzzy”.", "help"],
  ["no command", "", "", "Which command?", "help"],
  ["an unknown argument", "deadlines", "cuont:3", "This command has no argument “cuont”. Did you mean “count”?", "deadlines [count]"],
  ["a word too many", "deadlines", "3 4", "I don't know what to do with “4”.", "deadlines [count]"],
  ["a value that is none", "deadlines", "many", "count should be a whole number from 1 to 25; “many” isn’t.", "deadlines [count]"],
  ["a value out of bounds", "deadlines", "26", "count should be a whole number from 1 to 25; “26” isn’t.", "deadlines [count]"],
  ["a value missing", "pick", "", "what is missing: What to pick.", "pick what"],
  [
    "a value of another kind",
    "pick",
    { named: { what: { deep: 1 } }, positional: [] },
    "what should be text; “[object Object]” isn’t.",
    "pick what",
  ],
])("%s: what was meant, and the usage line", async (_, command, args, message, usage) => {
  const result = await ask(command, args);
  expect(result).toMatchObject({ status: "refused", audience: "asker" });
  expect(result.reply.text).toBe(`${message}\n\nUsage: ${usage}`);
});

test("a role that is missing is refused before the arguments are read", async () => {
  expect(await ask("confirm", "with nonsense:too")).toMatchObject({ status: "refused", reply: { text: texts.notAllowed("organizer") } });
  expect(await ask("confirm", "", "organizer")).toMatchObject({ status: "answered" });
  expect(await ask("confirm", "", "admin")).toMatchObject({ status: "answered" });
});

test.each<[string, string, Invocation["args"]]>([
  ["in one line", "deadlines", "x".repeat(4_000)],
  ["in the command", "x".repeat(4_000), ""],
  ["in a named value", "deadlines", { named: { count: "9".repeat(4_000) }, positional: [] }],
  ["in many words", "deadlines", { named: {}, positional: Array.from({ length: 2_000 }, () => "ab") }],
  ["in the names", "deadlines", { named: { ["x".repeat(4_000)]: "1" }, positional: [] }],
])("4,000 characters %s: a clear refusal", async (_, command, args) => {
  const result = await ask(command, args);
  expect(result).toMatchObject({ status: "refused", audience: "asker", reply: { text: texts.tooLong(1_000) } });
});

test("a file larger than platforms take is refused in words, by its bytes", async () => {
  expect(await ask("export", String(mostOfFile))).toMatchObject({ status: "answered", reply: { text: "x.yaml" } });
  const refused = await ask("export", String(mostOfFile + 2));
  expect(refused).toMatchObject({ status: "refused", reply: { text: texts.fileTooLarge("x.yaml", mostOfFile) } });
});

test("what a command refuses is said as it is", async () => {
  expect(await ask("refuse")).toMatchObject({ status: "refused", reply: { text: "Not that one." } });
});

test("what cannot be reached is said without its address, and is no unexpected error", async () => {
  reported.length = 0;
  expect(await ask("offline")).toMatchObject({ status: "failed", audience: "asker", reply: { text: texts.unavailable() } });
  expect(reported).toEqual([]);
});

test.each(["crash", "crash-oddly"])("%s: a reference number, nothing of the error, and the error in the log", async (name) => {
  reported.length = 0;
  expect(await ask(name)).toMatchObject({ status: "failed", audience: "asker", reply: { text: texts.unexpected("ref-1") } });
  expect(reported).toHaveLength(1);
});

test("clip: one line, no control characters, whole characters, at most 60 and a mark", () => {
  expect(clip(" a\u0000\u001b[31m\r\n\tb\u202ec ")).toBe("a [31m b c");
  expect(clip("x".repeat(61))).toBe(`${"x".repeat(60)}…`);
  expect(clip("x".repeat(60))).toBe("x".repeat(60));
  expect(clip(`${"x".repeat(59)}😀y`)).toBe(`${"x".repeat(59)}…`);
  expect(clip("a\ud800b")).toBe("a b");
});

import { expect, test } from "vitest";
import * as z from "zod";
import { commands } from "../../commands/index.ts";
import { arg, argSpecs } from "../../src/core/args.ts";
import { command, registry, usage } from "../../src/core/command.ts";
import { reply } from "../../src/core/reply.ts";
import { languages } from "../../src/core/words.ts";

test("a spec is worked out from the schema", () => {
  const args = z.object({
    count: arg(z.coerce.number().int().min(1).max(25).default(6), { en: "How many", es: "Cuántos" }),
    loud: arg(z.boolean().optional(), { en: "Loud", es: "Alto", named: true }),
    side: arg(z.enum(["union", "employer"]), { en: "Side", es: "Parte", example: "union" }),
  });
  const common = { rest: false, completes: false };
  expect(argSpecs(args)).toEqual([
    {
      ...common,
      name: "side",
      type: "string",
      required: true,
      named: false,
      description: { en: "Side", es: "Parte" },
      choices: ["union", "employer"],
      example: "union",
    },
    {
      ...common,
      name: "count",
      type: "integer",
      required: false,
      named: false,
      description: { en: "How many", es: "Cuántos" },
      min: 1,
      max: 25,
    },
    { ...common, name: "loud", type: "boolean", required: false, named: true, description: { en: "Loud", es: "Alto" } },
  ]);
});

test("usage: required bare, the rest in brackets", () => {
  const args = z.object({ a: z.string(), b: z.string().optional(), c: arg(z.string().optional(), { en: "c", es: "c", named: true }) });
  expect(usage({ name: "go", specs: argSpecs(args) })).toBe("go a [b] [c:…]");
});

test("two commands of one name are a mistake that is seen at once", () => {
  const one = command<object>()({ name: "one", description: { en: "One", es: "Uno" }, args: z.object({}), run: () => reply() });
  expect(() => registry([one, one])).toThrow(/Two commands are called one/);
});

// discord.com/developers/docs/interactions/application-commands: names, descriptions, 25 options and subcommands, required first.
const discordName = /^[-_\p{Ll}\p{N}]{1,32}$/u;
const all = [...registry(commands).values()];

test("Discord takes every command as a subcommand", () => {
  for (const surface of ["strike", "strike-organize"]) expect(all.filter((c) => c.surface === surface).length).toBeLessThanOrEqual(25);
});

test.each(all)("Discord takes $name", ({ name, description, specs }) => {
  expect(name).toMatch(discordName);
  expect(specs.length).toBeLessThanOrEqual(25);
  expect(specs.map((s) => s.required)).toEqual([...specs.map((s) => s.required)].sort((a, b) => Number(b) - Number(a)));
  const described = [description, ...specs.map((s) => s.description)];
  for (const each of described) {
    for (const lang of languages) {
      expect(each[lang].length).toBeGreaterThan(2);
      expect(each[lang].length).toBeLessThanOrEqual(100);
    }
  }
  for (const { name: option, choices, en } of specs.map((s) => ({ ...s, en: s.description.en }))) {
    expect(option).toMatch(discordName);
    expect(en).not.toBe(option);
    expect(choices?.length ?? 0).toBeLessThanOrEqual(25);
  }
});

test("only the last word by position takes the rest, and no name stands twice", () => {
  for (const { specs } of all) {
    const positional = specs.filter((s) => !s.named);
    expect(positional.slice(0, -1).filter((s) => s.rest)).toEqual([]);
    expect(new Set(specs.map((s) => s.name)).size).toBe(specs.length);
  }
});

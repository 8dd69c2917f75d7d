import { expect, it } from "vitest";
import { checkCommand } from "../../adapters/discord/command-limits.ts";
import { commandsOf } from "../../adapters/discord/commands.ts";
import { asking, folderWith, kaiser, loaded } from "../helpers/asking.ts";

const described = { description: "d", description_localizations: { "es-ES": "e" } };
const command = { name: "strike", ...described };

it("every command is within Discord's limits, described in Spanish too, and works in servers, DMs and wherever a person took it", async () => {
  const { registry } = asking(await loaded(await folderWith([kaiser]))).answering;
  const commands = commandsOf(registry);
  expect(commands.map((c) => c.name)).toEqual(["strike", "strike-organize"]);
  expect(commands.flatMap((c) => c.options.map((o) => o.name)).sort()).toEqual([...registry.keys()].sort());
  for (const c of commands) {
    expect(c).toMatchObject({ contexts: [0, 1, 2], integration_types: [0, 1] });
    for (const each of [c, ...c.options, ...c.options.flatMap((o) => o.options)])
      expect(Object.keys(each.description_localizations)).toEqual(["es-ES", "es-419"]);
  }
});

it.each([
  ["a description", { ...command, description: "x".repeat(101) }, "strike: 101 characters of its description, and Discord takes 100"],
  ["a translation", { ...command, description_localizations: { "es-ES": "x".repeat(101) } }, "strike: 101 characters"],
  ["subcommands", { ...command, options: Array.from({ length: 26 }, () => command) }, "strike: 26 subcommands"],
  ["options", { ...command, options: [{ ...command, options: Array.from({ length: 26 }, () => command) }] }, "strike strike: 26 options"],
  ["choices", { ...command, choices: Array.from({ length: 26 }, () => ({ name: "a", value: "a" })) }, "strike: 26 choices"],
  ["a name", { ...command, name: "Strike Now" }, "no such name"],
  [
    "all of it",
    {
      ...command,
      options: Array.from({ length: 10 }, () => ({ ...command, options: Array(10).fill({ ...command, description: "x".repeat(90) }) })),
    },
    "characters, and Discord takes 8000",
  ],
])("%s over the limit is an error that names it, not cut", (_, wrong, said) => {
  expect(() => checkCommand(wrong)).toThrow(said);
});

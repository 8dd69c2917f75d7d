import { expect, it } from "vitest";
import { checkCommand } from "../../adapters/discord/command-limits.ts";
import { commandsOf } from "../../adapters/discord/commands.ts";
import type { Target } from "../../src/core/ports.ts";
import { argumentName } from "../../src/text/names.ts";
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

it("every command and argument has a Spanish name, distinct beside the others; what is sent back has the default one", async () => {
  const { registry } = asking(await loaded(await folderWith([kaiser]))).answering;
  // What is the same word in both is no translation.
  const same = new Set(["digest"].filter((name) => argumentName(name, "es") === name));
  for (const { options } of commandsOf(registry)) {
    for (const each of [...options, ...options.flatMap((o) => o.options)]) {
      const es = each.name_localizations?.["es-419"];
      expect([each.name, es !== undefined || same.has(each.name)]).toEqual([each.name, true]);
      expect(each.name_localizations).toEqual({ "es-ES": es, "es-419": es });
    }
  }
  const subscribe = commandsOf(registry)[0]?.options.find((o) => o.name === "subscribe");
  expect(subscribe?.options.find((o) => o.name === "ping")).toMatchObject({ type: 8, name_localizations: { "es-ES": "avisar" } });
});

it("help in Spanish names commands and arguments as Discord shows them there", async () => {
  const { invoke } = asking(await loaded(await folderWith([kaiser])));
  const target = { platform: "discord", workspace: "1", conversation: "11" } as const;
  const help = async (args: string, on: Target = target) => (await invoke({ command: "help", args, target: on, lang: "es" })).reply.text;
  expect(await help("")).toMatch(/suscribir ·/);
  expect(await help("suscribir")).toMatch(/^suscribir\n[\s\S]*avisar · Un rol al que avisar/);
  expect(await help("subscribe")).toMatch(/^suscribir/);
  expect(await help("", { ...target, platform: "slack" })).toMatch(/subscribe ·/);
});

it.each([
  ["a Spanish name", { ...command, name_localizations: { "es-ES": "Con Mayúscula" } }, "no such name: Con Mayúscula"],
  [
    "a Spanish name that is another's",
    {
      ...command,
      options: [
        { ...command, name: "at" },
        { ...command, name: "about", name_localizations: { "es-ES": "at" } },
      ],
    },
    "at and about are both called at in es-ES",
  ],
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

/** Discord's limits of commands: docs, application commands. Characters are counted per command, its longest language for each text. */
export const COMMAND_LIMITS = {
  name: 32,
  description: 100,
  subcommands: 25,
  options: 25,
  choices: 25,
  choice: 100,
  characters: 8_000,
} as const;

export interface Described {
  name: string;
  name_localizations?: Readonly<Record<string, string>>;
  description: string;
  description_localizations: Readonly<Record<string, string>>;
  options?: readonly Described[];
  choices?: readonly { name: string; value: string }[];
}

/** @throws Error naming what is too long or too many: nothing is cut silently. */
export function checkCommand(command: Described): void {
  within(command.name, "subcommands", command.options?.length ?? 0, COMMAND_LIMITS.subcommands);
  const characters = size(command, command.name);
  within(command.name, "characters", characters, COMMAND_LIMITS.characters);
}

function size(each: Described, path: string): number {
  const texts = [each.description, ...Object.values(each.description_localizations)].map((t) => t.length);
  const longest = Math.max(...texts);
  const names = [each.name, ...Object.values(each.name_localizations ?? {})];
  const bad = names.find((name) => !/^[-_\p{Ll}\p{N}]{1,32}$/u.test(name));
  if (bad !== undefined) throw new Error(`${path}: Discord takes no such name: ${bad}`);
  distinctNames(path, each.options ?? []);
  if (Math.min(...texts) < 1) throw new Error(`${path}: a description is missing`);
  within(path, "characters of its description", longest, COMMAND_LIMITS.description);
  within(path, "options", each.options?.length ?? 0, COMMAND_LIMITS.options);
  within(path, "choices", each.choices?.length ?? 0, COMMAND_LIMITS.choices);
  const choices = (each.choices ?? []).map(({ name, value }) => {
    within(path, `characters of the choice ${value}`, Math.max(name.length, value.length), COMMAND_LIMITS.choice);
    return name.length + value.length;
  });
  const inner = (each.options ?? []).map((option) => size(option, `${path} ${option.name}`));
  return [Math.max(...names.map((name) => name.length)), longest, ...choices, ...inner].reduce((a, b) => a + b, 0);
}

/** In no language may two beside each other be called the same, be it by one's default name. */
function distinctNames(path: string, all: readonly Described[]): void {
  for (const locale of new Set(all.flatMap((one) => Object.keys(one.name_localizations ?? {})))) {
    const seen = new Map<string, string>();
    for (const { name, name_localizations } of all) {
      for (const shown of new Set([name, name_localizations?.[locale] ?? name])) {
        const other = seen.get(shown);
        if (other !== undefined) throw new Error(`${path}: ${other} and ${name} are both called ${shown} in ${locale}`);
        seen.set(shown, name);
      }
    }
  }
}

function within(path: string, what: string, found: number, most: number): void {
  if (found > most) throw new Error(`${path}: ${found} ${what}, and Discord takes ${most}`);
}

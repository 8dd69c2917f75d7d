import type { ArgSpec } from "../../src/core/args.ts";
import { type Localized, onPlatform, type Registered, type Registry, type Surface } from "../../src/core/command.ts";
import { argumentName, commandName } from "../../src/text/names.ts";
import { COMMAND_LIMITS, checkCommand } from "./command-limits.ts";
import { channelTypes } from "./here.ts";

const surfaces: Record<Surface, Localized> = {
  strike: { en: "Ask about the strike: dates, sources, reminders", es: "Pregunta por la huelga: fechas, fuentes, recordatorios" },
  "strike-organize": { en: "For organizers", es: "Para quienes organizan" },
};

const described = ({ en, es }: Localized) => ({
  description: en,
  description_localizations: { "es-ES": es, "es-419": es },
});

/** The commands as Discord registers them, from the declarations: in servers, the bot's DMs and, installed by a person, anywhere. @throws Error where one is over a limit. */
export function commandsOf<C>(registry: Registry<C>) {
  return (Object.keys(surfaces) as Surface[]).flatMap((surface) => {
    const own = [...registry.values()].filter((c) => c.surface === surface).map((c) => onPlatform(c, "discord"));
    if (own.length === 0) return [];
    const options = own.map(subcommand);
    const command = { name: surface, type: 1, ...described(surfaces[surface]), contexts: [0, 1, 2], integration_types: [0, 1], options };
    checkCommand(command);
    return [command];
  });
}

/** Only where it differs: Discord shows the default name otherwise. */
function named(name: string, nameIn: typeof commandName) {
  const es = nameIn(name, "es");
  return { name, ...(es !== name && { name_localizations: { "es-ES": es, "es-419": es } }) };
}

const subcommand = <C>(c: Registered<C>) => ({
  type: 1,
  ...named(c.name, commandName),
  ...described(c.description),
  options: c.specs.map(option),
});

const types = { string: 3, integer: 4, boolean: 5 } as const;
const chosen = { person: 6, channel: 7, role: 8 } as const;
const { announcement, threads, forums } = channelTypes;

function option({ name, type, format, required, description, choices, min, max, completes }: ArgSpec) {
  const few = choices && choices.length <= COMMAND_LIMITS.choices;
  return {
    type: format === "person" || format === "role" || format === "channel" ? chosen[format] : types[type],
    ...(format === "channel" && { channel_types: [0, announcement, ...threads, ...forums] }),
    ...named(name, argumentName),
    required,
    ...described(description),
    ...(few && { choices: choices.map((value) => ({ name: value, value })) }),
    ...(!few && completes && { autocomplete: true }),
    ...(type === "integer" && min !== undefined && { min_value: min }),
    ...(type === "integer" && max !== undefined && { max_value: max }),
  };
}

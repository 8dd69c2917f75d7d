import type { ArgSpec } from "../../src/core/args.ts";
import type { Localized, Registered, Registry, Surface } from "../../src/core/command.ts";

const surfaces: Record<Surface, Localized> = {
  strike: { en: "Ask about the strike: dates, sources, reminders", es: "Pregunta por la huelga: fechas, fuentes, recordatorios" },
  "strike-organize": { en: "For organizers", es: "Para quienes organizan" },
};

/** Discord: 100 characters of description, 25 choices, 25 subcommands. */
const described = ({ en, es }: Localized) => ({
  description: en.slice(0, 100),
  description_localizations: { "es-ES": es.slice(0, 100), "es-419": es.slice(0, 100) },
});

/** The commands as Discord registers them, from the declarations: in servers, the bot's DMs and, installed by a person, anywhere. */
export function commandsOf<C>(registry: Registry<C>) {
  return (Object.keys(surfaces) as Surface[]).flatMap((surface) => {
    const own = [...registry.values()].filter((c) => c.surface === surface);
    if (own.length === 0) return [];
    const options = own.slice(0, 25).map(subcommand);
    return [{ name: surface, type: 1, ...described(surfaces[surface]), contexts: [0, 1, 2], integration_types: [0, 1], options }];
  });
}

const subcommand = <C>(c: Registered<C>) => ({
  type: 1,
  name: c.name,
  ...described(c.description),
  options: c.specs.slice(0, 25).map(option),
});

const types = { string: 3, integer: 4, boolean: 5 } as const;

function option({ name, type, required, description, choices, min, max, completes }: ArgSpec) {
  const few = choices && choices.length <= 25;
  return {
    ...{ type: types[type], name, required, ...described(description) },
    ...(few && { choices: choices.map((value) => ({ name: value, value })) }),
    ...(!few && completes && { autocomplete: true }),
    ...(type === "integer" && min !== undefined && { min_value: min }),
    ...(type === "integer" && max !== undefined && { max_value: max }),
  };
}

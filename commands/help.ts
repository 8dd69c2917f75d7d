import * as z from "zod";
import { arg } from "../src/core/args.ts";
import { onPlatform, type Registered, usage } from "../src/core/command.ts";
import { clip } from "../src/core/dispatch.ts";
import { UserError } from "../src/core/errors.ts";
import { nearest } from "../src/core/nearest.ts";
import { actions, code, heading, item, list, note, paragraph, type Reply, reply, text } from "../src/core/reply.ts";
import { type Context, command } from "./shared/context.ts";
import { shownName, shownNames } from "./shared/shown-names.ts";

export const help = command({
  name: "help",
  description: { en: "What you can ask, and how", es: "Qué se puede preguntar, y cómo" },
  args: z.object({
    command: arg(z.string().trim().min(1).max(60).optional(), {
      en: "One command, explained",
      es: "Un comando, explicado",
      completes: true,
    }),
  }),
  complete: (_, context) => [...context.registry().keys()],
  run({ command: given }, context) {
    const registry = context.registry();
    if (given === undefined) return overview(context);
    const name = given.toLowerCase();
    const shown = shownName(context.target.platform, context.lang);
    const one = registry.get(name) ?? [...registry.values()].find((c) => shown(c.name) === name);
    if (one) return explained(onPlatform(one, context.target.platform), context);
    throw new UserError(context.m.dispatch.unknownCommand(clip(given), nearest(given, registry.keys())));
  },
});

function overview({ registry, m, lang, target }: Context): Reply {
  const shown = shownName(target.platform, lang);
  const items = [...registry().values()].map((c) => item([code(shown(c.name)), text(` · ${c.description[lang]}`)]));
  const examples = ["next-session", "deadlines", "positions", "care", "subscribe"].filter((name) => registry().has(name));
  return reply(
    heading(m.help.title),
    list(items),
    note(text(`${m.help.common} ${m.help.more}`)),
    actions(...examples.map((name) => ({ label: shown(name), command: name, args: {} }))),
  );
}

function explained(given: Registered<Context>, { m, lang, target }: Context): Reply {
  const one = shownNames(given, target.platform, lang);
  const items = one.specs.map((s) => {
    const choices = s.choices ? ` ${m.help.choices(s.choices.join(", "))}` : "";
    const example = s.example === undefined ? "" : ` (${s.named ? `${s.name}:` : ""}${s.example})`;
    return item([code(s.name), text(` · ${s.description[lang]}${s.required ? ` · ${m.help.required}` : ""}.${choices}${example}`)]);
  });
  return reply(
    heading(one.name),
    paragraph(text(`${one.description[lang]}.`)),
    paragraph(code(usage(one))),
    ...(items.length > 0 ? [list(items)] : []),
  );
}

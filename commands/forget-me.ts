import * as z from "zod";
import { arg } from "../src/core/args.ts";
import { UserError } from "../src/core/errors.ts";
import type { Forgotten } from "../src/core/ports.ts";
import { actions, type Block, heading, item, list, note, paragraph, reply, text } from "../src/core/reply.ts";
import { type Context, command } from "./shared/context.ts";

export const forgetMe = command({
  name: "forget-me",
  description: { en: "Delete what is kept of you; first see what that is", es: "Borrar lo que se guarda de usted; antes, ver qué es" },
  repeatable: false,
  args: z.object({
    confirm: arg(z.enum(["yes"]).optional(), { en: "Really delete it", es: "Borrarlo de verdad", example: "yes" }),
  }),
  async run({ confirm }, context) {
    const { forgetting, here, target, callerId, m } = context;
    if (!forgetting) throw new UserError(m.forgetMe.noRecords);
    if (here.overheard) throw new UserError(m.forgetMe.overheard);
    const { platform, workspace, conversation } = target;
    const person = { platform, workspace, user: callerId };
    const direct = here.direct ? conversation : undefined;
    if (confirm) return reply(heading(m.forgetMe.gone), ...told(await forgetting.forget(person, direct), context));
    const kept = await forgetting.look(person, direct);
    const button = actions({ label: m.forgetMe.confirm, command: "forget-me", args: { confirm: "yes" } });
    return reply(heading(m.forgetMe.would), ...told(kept, context), ...(isEmpty(kept) ? [] : [button]));
  },
});

const isEmpty = (found: Forgotten): boolean => Object.values(found).every((count) => count === 0);

function told(found: Forgotten, { m, here, target }: Context): Block[] {
  const lines = (Object.keys(found) as (keyof Forgotten)[]).filter((each) => found[each] > 0);
  const bounds = [
    target.platform === "discord" ? m.forgetMe.server : m.forgetMe.account,
    ...(here.direct ? [] : [m.forgetMe.direct]),
    m.forgetMe.elsewhere,
  ];
  return [
    lines.length === 0 ? paragraph(text(m.forgetMe.nothing)) : list(lines.map((each) => item([text(m.forgetMe[each](found[each]))]))),
    note(text(bounds.join(" "))),
  ];
}

import * as z from "zod";
import { arg } from "../src/core/args.ts";
import { paragraph, reply, text } from "../src/core/reply.ts";
import { nameOf } from "../src/text/describe.ts";
import { command } from "./shared/context.ts";
import { chooseDispute, completeScope } from "./shared/scope.ts";

export const use = command({
  name: "use",
  description: { en: "Choose the dispute this conversation asks about", es: "Elegir el conflicto de esta conversación" },
  args: z.object({
    dispute: arg(z.string().trim().min(1).max(100), { en: "Which dispute", es: "Qué conflicto", completes: true, rest: true }),
  }),
  complete: completeScope,
  async run({ dispute: given }, context) {
    const { dispute } = chooseDispute(given, context);
    const { m, lang, preferences, target, preferred } = context;
    const title = nameOf(dispute.title, dispute, lang);
    if (preferred === dispute.id) return reply(paragraph(text(m.use.already(title))));
    await preferences.set(target, { ...(await preferences.get(target)), dispute: dispute.id });
    return reply(paragraph(text(m.use.done(title))));
  },
});

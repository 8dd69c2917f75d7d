import * as z from "zod";
import { arg } from "../src/core/args.ts";
import { UserError } from "../src/core/errors.ts";
import type { Preferences } from "../src/core/ports.ts";
import { paragraph, reply, text } from "../src/core/reply.ts";
import { languages } from "../src/core/words.ts";
import { nameOf } from "../src/text/describe.ts";
import { command } from "./shared/context.ts";
import { completeRule, ruleArgs } from "./shared/rule-arguments.ts";
import { chooseDispute, completeScope } from "./shared/scope.ts";

export const use = command({
  name: "use",
  description: { en: "Choose this conversation's dispute, language and zone", es: "Elegir conflicto, idioma y zona de esta conversación" },
  repeatable: false,
  args: z.object({
    dispute: arg(z.string().trim().min(1).max(100).optional(), { en: "Which dispute", es: "Qué conflicto", completes: true, rest: true }),
    language: arg(z.enum(languages).optional(), {
      ...{
        en: "What is read here; in channels, where the platform does not say",
        es: "Qué se lee aquí; en canales, si la plataforma no lo dice",
      },
      named: true,
    }),
    zone: ruleArgs.zone,
  }),
  complete: (name, context) => completeRule(name) ?? completeScope(name, context),
  async run({ dispute: given, language: lang, zone }, context) {
    const { preferences, target, m } = context;
    const before = await preferences.get(target);
    const dispute = given === undefined ? undefined : chooseDispute(given, context).dispute;
    if (!dispute && !lang && !zone) throw new UserError(m.use.nothing);
    const after: Preferences = { ...before, ...(dispute && { dispute: dispute.id }), ...(lang && { lang }), ...(zone && { zone }) };
    const changed = JSON.stringify(after) !== JSON.stringify(before);
    if (changed) await preferences.set(target, after);
    const title = dispute && nameOf(dispute.title, dispute, context.lang);
    return reply(
      ...(title === undefined ? [] : [paragraph(text(before.dispute === dispute?.id ? m.use.already(title) : m.use.done(title)))]),
      ...(lang || zone ? [paragraph(text((context.here.direct ? m.use.own : m.use.settings)(after.lang, after.zone)))] : []),
    );
  },
});

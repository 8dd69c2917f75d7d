import * as z from "zod";
import { UserError } from "../src/core/errors.ts";
import { type ReminderRule, ruleKey, type Subscription } from "../src/core/ports.ts";
import { actions, code, heading, item, list, note, reply, strong, text } from "../src/core/reply.ts";
import { nameOf } from "../src/text/describe.ts";
import { disputeArg, scopeArgs } from "./shared/arguments.ts";
import { command } from "./shared/context.ts";
import { subscriptionLines } from "./shared/describe-subscription.ts";
import { completeRule, ruleArgs } from "./shared/rule-arguments.ts";
import { chooseDispute, completeScope, named } from "./shared/scope.ts";

export const subscribe = command({
  name: "subscribe",
  description: { en: "Be reminded of dates here, and told when they change", es: "Recibir aquí recordatorios de fechas y sus cambios" },
  audience: "channel",
  args: z.object({ ...ruleArgs, unit: scopeArgs.unit, ...disputeArg }),
  complete: (name, context) => completeRule(name) ?? completeScope(name, context),
  async run({ remind, about, at, zone, unit, dispute: given }, context) {
    const { m, lang, subscriptions, target, callerId, now } = context;
    const { dispute } = chooseDispute(given, context);
    const only = named(unit, dispute.units, m.unknownUnit);
    if (!subscriptions) throw new UserError(m.subscribe.noReminders);
    const current = (await subscriptions.list(target)).find((s) => s.dispute === dispute.id);
    // What is not said this time stays as it was chosen before.
    const rule: ReminderRule = {
      leads: remind ?? current?.rule.leads ?? null,
      hour: at ?? current?.rule.hour ?? "09:00",
      zone: zone ?? current?.rule.zone ?? dispute.zone,
    };
    const kinds = about ?? current?.kinds ?? [];
    const units = only === undefined ? (current?.units ?? []) : [only];
    const { before, after } = await subscriptions.put({
      target,
      dispute: dispute.id,
      kinds,
      units,
      lang,
      rule,
      createdBy: callerId,
      createdAt: now,
    });
    const done = before ? (same(before, after) ? m.subscribe.same : m.subscribe.changed) : m.subscribe.done;
    return reply(
      heading(done),
      list([item([strong(nameOf(dispute.title, dispute, lang))], ...subscriptionLines(after, dispute), [text(m.subscribe.changes)])]),
      ...(before && !same(before, after)
        ? [note(text(m.subscribe.was)), list([item([strong(before.dispute)], ...subscriptionLines(before, dispute))])]
        : []),
      note(text(m.subscribe.stop), code("unsubscribe")),
      actions({ label: m.actions.deadlines, command: "deadlines", args: { dispute: dispute.id } }),
    );
  },
});

const same = (a: Subscription, b: Subscription): boolean => key(a) === key(b);
const key = ({ kinds, units, lang, rule }: Subscription): string =>
  JSON.stringify([[...kinds].sort(), [...units].sort(), lang, ruleKey(rule)]);

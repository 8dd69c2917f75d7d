import * as z from "zod";
import { UserError } from "../src/core/errors.ts";
import type { Subscription } from "../src/core/ports.ts";
import { type Action, actions, heading, item, list, paragraph, reply, strong, text } from "../src/core/reply.ts";
import { nameOf } from "../src/text/describe.ts";
import { channelArg, followed } from "./shared/channel-arguments.ts";
import { command } from "./shared/context.ts";
import { subscriptionLines } from "./shared/describe-subscription.ts";
import { settingsAction } from "./shared/settings-form.ts";

/** More buttons than this nobody reads. */
const mostSettings = 4;

export const subscriptions = command({
  name: "subscriptions",
  description: { en: "What this conversation is reminded of", es: "De qué recibe recordatorios esta conversación" },
  args: z.object(channelArg),
  async run({ channel }, context) {
    const { m, lang, subscriptions: port, disputes } = context;
    if (!port) throw new UserError(m.subscribe.noReminders);
    const own = await port.list((await followed(channel, port, context)).target);
    if (own.length === 0) {
      return reply(paragraph(text(m.subscriptions.none)), actions({ label: m.actions.subscribe, command: "subscribe", args: {} }));
    }
    const titleOf = (s: Subscription): string => {
      const known = disputes.find((h) => h.dispute.id === s.dispute)?.dispute;
      return known ? nameOf(known.title, known, lang) : s.dispute;
    };
    const settingsOf = (s: Subscription): Action => {
      const action = settingsAction(s.dispute, context);
      return own.length === 1 ? action : { ...action, label: `${action.label}: ${titleOf(s)}` };
    };
    const items = own.map((s) => {
      const known = disputes.find((h) => h.dispute.id === s.dispute)?.dispute;
      return item([strong(titleOf(s))], ...subscriptionLines({ ...s, lang }, known));
    });
    return reply(
      heading(m.subscriptions.title),
      list(items),
      actions(...own.slice(0, mostSettings).map((s) => settingsOf(s)), {
        label: m.actions.unsubscribe,
        command: "unsubscribe",
        args: {},
      }),
    );
  },
});

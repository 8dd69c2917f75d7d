import * as z from "zod";
import { UserError } from "../src/core/errors.ts";
import { item, list, paragraph, reply, text } from "../src/core/reply.ts";
import { nameOf } from "../src/text/describe.ts";
import { disputeArg } from "./shared/arguments.ts";
import { command } from "./shared/context.ts";
import { completeScope } from "./shared/scope.ts";

export const unsubscribe = command({
  name: "unsubscribe",
  description: { en: "Stop reminders here", es: "Detener los recordatorios aquí" },
  audience: "channel",
  args: z.object(disputeArg),
  complete: completeScope,
  async run({ dispute }, { m, lang, subscriptions, target, disputes }) {
    if (!subscriptions) throw new UserError(m.subscribe.noReminders);
    // Not through the loaded disputes: a subscription can always be ended, even when its dispute is gone.
    const ended = await subscriptions.end(target, dispute);
    if (ended.length === 0) return reply(paragraph(text(m.unsubscribe.none)));
    const titles = ended.map((s) => {
      const known = disputes.find((h) => h.dispute.id === s.dispute)?.dispute;
      return item([text(known ? nameOf(known.title, known, lang) : s.dispute)]);
    });
    return reply(paragraph(text(m.unsubscribe.done)), list(titles));
  },
});

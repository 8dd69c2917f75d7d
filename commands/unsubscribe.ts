import * as z from "zod";
import { UserError } from "../src/core/errors.ts";
import { item, list, paragraph, reply, text } from "../src/core/reply.ts";
import { nameOf } from "../src/text/describe.ts";
import { disputeArg } from "./shared/arguments.ts";
import { channelArg, followed, mayManage } from "./shared/channel-arguments.ts";
import { command } from "./shared/context.ts";
import { completeScope } from "./shared/scope.ts";

export const unsubscribe = command({
  name: "unsubscribe",
  description: { en: "Stop reminders here", es: "Detener los recordatorios aquí" },
  repeatable: false,
  audience: "channel",
  args: z.object({ ...disputeArg, ...channelArg }),
  complete: completeScope,
  async run({ dispute, channel }, context) {
    const { m, lang, subscriptions, disputes } = context;
    if (!subscriptions) throw new UserError(m.subscribe.noReminders);
    // Not through the loaded disputes: a subscription can always be ended, even when its dispute is gone.
    const place = await followed(channel, subscriptions, context);
    if (place.target.conversation !== context.target.conversation) mayManage(place, context);
    const ended = await subscriptions.end(place.target, dispute);
    if (ended.length === 0) return reply(paragraph(text(m.unsubscribe.none)));
    const titles = ended.map((s) => {
      const known = disputes.find((h) => h.dispute.id === s.dispute)?.dispute;
      return item([text(known ? nameOf(known.title, known, lang) : s.dispute)]);
    });
    return reply(paragraph(text(m.unsubscribe.done)), list(titles));
  },
});

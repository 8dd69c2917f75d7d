import * as z from "zod";
import { UserError } from "../src/core/errors.ts";
import type { Subscription } from "../src/core/ports.ts";
import {
  actions,
  type Block,
  heading,
  type Inline,
  type Item,
  item,
  list,
  note,
  paragraph,
  reply,
  strong,
  text,
} from "../src/core/reply.ts";
import type { Dispute } from "../src/disputes/report.ts";
import { instantText, whenInlines } from "../src/text/dates.ts";
import { milestoneName, nameOf, words } from "../src/text/describe.ts";
import { disputeArg } from "./shared/arguments.ts";
import { type Ahead, type Context, command } from "./shared/context.ts";
import { leadWords } from "./shared/describe-subscription.ts";
import { chooseDispute, completeScope } from "./shared/scope.ts";

const days = 30;
/** Of one subscription; a platform's message holds no more of them. */
const mostShown = 25;

export const preview = command({
  name: "preview",
  description: { en: "What will be sent here in the next 30 days", es: "Lo que se enviará aquí en los próximos 30 días" },
  args: z.object(disputeArg),
  complete: completeScope,
  async run({ dispute: given }, context) {
    const { m, lang, subscriptions, target } = context;
    if (!subscriptions) throw new UserError(m.subscribe.noReminders);
    const only = given === undefined ? undefined : chooseDispute(given, context).dispute;
    const own = (await subscriptions.list(target)).filter((s) => only === undefined || s.dispute === only.id);
    if (own.length === 0) {
      const none = only ? m.preview.noneFor(nameOf(only.title, only, lang)) : m.subscriptions.none;
      const args: Record<string, string> = only ? { dispute: only.id } : {};
      return reply(paragraph(text(none)), actions({ label: m.actions.subscribe, command: "subscribe", args }));
    }
    return reply(
      heading(m.preview.title(days)),
      ...own.flatMap((subscription) => blocksOf(subscription, context)),
      note(text(m.preview.news)),
      actions({ label: m.actions.deadlines, command: "deadlines", args: only ? { dispute: only.id } : {} }),
    );
  },
});

function blocksOf(subscription: Subscription, { disputes, preview: lookAhead, now, m, lang }: Context): Block[] {
  const dispute = disputes.find((h) => h.dispute.id === subscription.dispute)?.dispute;
  const ahead = lookAhead(subscription, now, now.add({ hours: 24 * days }));
  if (!dispute || !ahead) return [paragraph(strong(subscription.dispute)), paragraph(text(m.preview.unknown))];
  const title = paragraph(strong(nameOf(dispute.title, dispute, lang)));
  if (subscription.paused !== null) {
    return [
      title,
      paragraph(text(m.preview.paused)),
      actions({ label: m.actions.subscribe, command: "subscribe", args: { dispute: dispute.id } }),
    ];
  }
  if (ahead.length === 0) return [title, paragraph(text(m.preview.none(days)))];
  const more = ahead.length - mostShown;
  return [
    title,
    list(ahead.slice(0, mostShown).map((each) => itemOf(each, subscription, dispute, { m, lang }))),
    ...(more > 0 ? [paragraph(text(m.preview.more(more)))] : []),
  ];
}

/** When it will be sent, what it announces, and under it the rule that yields it. */
function itemOf(ahead: Ahead, { rule }: Subscription, dispute: Dispute, { m, lang }: Pick<Context, "m" | "lang">): Item {
  const { milestone, at } = ahead;
  const moment: Inline = {
    type: "time",
    text: instantText(at, rule.zone, lang),
    value: at.toString(),
    precision: "instant",
    zone: rule.zone,
  };
  const { condition, when, status } = milestone;
  return item(
    [
      moment,
      text(": "),
      strong(milestoneName(milestone, dispute, lang)),
      text(": "),
      ...whenInlines(when, lang),
      text(` · ${m.statuses[status]}`),
    ],
    ...(condition ? [[text(m.describe.condition(words(condition.text, dispute, lang)))]] : []),
    [text(ruleText(ahead, rule, m))],
  );
}

function ruleText({ edge, lead, by, milestone: { when } }: Ahead, rule: Subscription["rule"], m: Context["m"]): string {
  const words = leadWords(lead, m);
  const which = edge === "end" ? m.preview.end(words) : words;
  // A moment's own hour stands in what it announces; a day takes the subscriber's.
  const ownHour = (when.type === "instant" || when.type === "hours") && lead.amount > 0;
  if (by === "digest") return `${which}, ${m.preview.digest(rule.hour, rule.zone)}.`;
  const hour = ownHour ? which : `${which}, ${m.subscribe.at(rule.hour, rule.zone)}`;
  return by === "quiet" && rule.quiet ? `${hour}; ${m.preview.quiet(rule.quiet.from, rule.quiet.to, rule.zone)}.` : `${hour}.`;
}

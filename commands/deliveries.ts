import * as z from "zod";
import { arg } from "../src/core/args.ts";
import { clip } from "../src/core/dispatch.ts";
import { UserError } from "../src/core/errors.ts";
import { type DeliveryRecord, skipReasons } from "../src/core/outbox.ts";
import { heading, type Item, item, list, paragraph, reply, strong, text } from "../src/core/reply.ts";
import { instantInline } from "../src/text/dates.ts";
import { milestoneName } from "../src/text/describe.ts";
import { type Context, command } from "./shared/context.ts";

/** Newest first; more than this nobody reads in a chat. */
const most = 20;

export const deliveries = command({
  name: "deliveries",
  description: { en: "What was sent here, what was not, and why", es: "Qué se envió aquí, qué no y por qué" },
  role: "organizer",
  surface: "strike-organize",
  args: z.object({
    of: arg(z.string().trim().min(1).max(200).optional(), {
      en: "A milestone or a conversation; all of this workspace if unsaid",
      es: "Un hito o una conversación; todo este espacio si no se dice",
      completes: true,
      example: "session-2023-10-12",
    }),
  }),
  complete: (_, { disputes }) => disputes.flatMap((h) => [...h.dispute.milestones.keys()]),
  async run({ of }, context) {
    const { deliveryLog, target, disputes, m } = context;
    if (!deliveryLog) throw new UserError(m.subscribe.noReminders);
    const isMilestone = of !== undefined && disputes.some((h) => h.dispute.milestones.has(of));
    const only = of === undefined ? {} : isMilestone ? { milestone: of } : { conversation: of };
    const records = await deliveryLog.list(target, only, most);
    if (records.length === 0 && of !== undefined && !isMilestone) throw new UserError(m.deliveries.unknown(clip(of)));
    if (records.length === 0) return reply(heading(m.deliveries.title), paragraph(text(m.deliveries.none)));
    return reply(heading(m.deliveries.title), list(records.map((r) => recordItem(r, context))));
  },
});

function recordItem(
  { dispute: id, milestone, type, lead, dueAt, state, reason, late, uncertain, target }: DeliveryRecord,
  { disputes, m, lang }: Context,
): Item {
  const dispute = disputes.find((h) => h.dispute.id === id)?.dispute;
  const identity = dispute?.milestones.get(milestone);
  const zone = dispute?.zone ?? "UTC";
  const named = dispute && identity ? milestoneName(identity, dispute, lang) : milestone;
  const kind = type === "update" ? m.deliveries.update : m.deliveries.lead(lead ?? "");
  const marks = [...(late ? [m.deliveries.late] : []), ...(state === "delivered" && uncertain ? [m.deliveries.twice] : [])];
  const known = skipReasons.find((r) => r === reason);
  const why = reason === null ? "" : `: ${known ? m.deliveries.reasons[known] : reason}`;
  return item(
    [instantInline(dueAt.toZonedDateTimeISO(zone).toPlainDateTime(), zone, lang), text(" · "), strong(named), text(` · ${kind}`)],
    [text(`${m.deliveries.states[state]}${marks.length > 0 ? ` (${marks.join(", ")})` : ""}${why} · ${target.conversation}`)],
  );
}

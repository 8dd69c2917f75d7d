import * as z from "zod";
import { arg } from "../src/core/args.ts";
import { UserError } from "../src/core/errors.ts";
import { actions, heading, list, paragraph, type Reply, reply, text } from "../src/core/reply.ts";
import type { Approval } from "../src/organize/ports.ts";
import { type Context, command } from "./shared/context.ts";
import { organizing } from "./shared/organize.ts";
import { changeItem, proposalReply } from "./shared/proposal.ts";

export const draftArg = arg(z.string().trim().toLowerCase().min(1).max(20), {
  en: "Which draft",
  es: "Qué borrador",
  completes: false,
  example: "k3m9xa",
});

export const approve = command({
  name: "approve",
  description: { en: "Agree to a report that waits, so that it is sent", es: "Dar su acuerdo a un reporte en espera para que se envíe" },
  role: "organizer",
  surface: "strike-organize",
  args: z.object({
    draft: draftArg,
    seen: arg(z.string().trim().toLowerCase().max(20).optional(), {
      ...{ en: "Which preview you saw; its button says it", es: "Qué vista previa vio; lo dice su botón", named: true },
    }),
  }),
  async run({ draft, seen }, context) {
    return approvalReply(await organizing(context).approve(draft, seen), context);
  },
});

function approvalReply(approval: Approval, context: Context): Reply {
  const { m, lang, now } = context;
  switch (approval.outcome) {
    case "over":
      throw new UserError(m.organize.over[approval.why]);
    case "changed": {
      const message = organizing(context).message(approval.proposal, lang);
      return proposalReply(m.organize.changed, approval.proposal, message, now, lang);
    }
    case "waiting":
      return reply(paragraph(text(m.organize.waiting(approval.proposal.draft.id))));
    case "sent": {
      const { judged, draft } = approval.proposal;
      const telling = { state: judged.history.state(now), now, lang };
      const changed = judged.changes.map((change) => changeItem(change, telling));
      return reply(
        heading(m.organize.sent),
        ...(changed.length > 0 ? [list(changed)] : []),
        actions({ label: m.organize.undo, command: "retract", args: { what: draft.fragment.report.id, dispute: draft.dispute } }),
      );
    }
    default:
      return approval satisfies never;
  }
}

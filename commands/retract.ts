import * as z from "zod";
import { arg } from "../src/core/args.ts";
import { clip } from "../src/core/dispatch.ts";
import { UserError } from "../src/core/errors.ts";
import type { History } from "../src/disputes/fold.ts";
import { composeRetraction } from "../src/organize/compose-report.ts";
import { milestoneName } from "../src/text/describe.ts";
import { disputeArg } from "./shared/arguments.ts";
import { type Context, command } from "./shared/context.ts";
import { chooseOwn, completeMilestones, organizing, originOf, proposed } from "./shared/organize.ts";
import { completeScope } from "./shared/scope.ts";

export const retract = command({
  name: "retract",
  description: { en: "Take a report back, and tell those who were told", es: "Retirar un reporte y avisar a quienes se les dijo" },
  role: "organizer",
  surface: "strike-organize",
  args: z.object({
    what: arg(z.string().trim().min(1).max(200), {
      ...{ en: "A report, or a date whose latest report it is", es: "Un reporte, o la fecha cuyo último reporte es" },
      ...{ completes: true, closed: true, example: "session-2023-10-12" },
    }),
    ...disputeArg,
  }),
  form: { fields: ["what"] },
  complete: (name, context) => (name === "what" ? completeMilestones(context) : completeScope(name, context)),
  async run({ what, dispute }, context) {
    const history = chooseOwn(dispute, context);
    const id = reportMeant(what.toLowerCase(), history, context);
    return proposed(history, composeRetraction(id, originOf(history, context)), context);
  },
});

/** The report of that name; of a date, the latest that was entered in a conversation and still counts. */
function reportMeant(what: string, history: History, context: Context): string {
  const { m, now, lang } = context;
  const { reports, retracted, milestones, withdrawn, dispute } = history.state(now);
  if (reports.some(({ id }) => id === what)) return what;
  if (retracted.some(({ id }) => id === what)) throw new UserError(m.organize.already, "what");
  const milestone = milestones.get(what) ?? withdrawn.get(what);
  if (!milestone) throw new UserError(m.organize.unknownReport(clip(what)), "what");
  const desk = organizing(context);
  const last = reports.findLast(
    ({ id, asserts }) =>
      desk.entry(dispute.id, id) !== undefined && asserts.some((a) => a.type === "milestone" && a.milestone === milestone.id),
  );
  if (!last) throw new UserError(m.organize.nothingToRetract(milestoneName(milestone, dispute, lang)), "what");
  return last.id;
}

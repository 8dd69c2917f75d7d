import * as z from "zod";
import { command } from "./shared/context.ts";
import { chooseOwn, completeMilestones, findMilestone } from "./shared/organize.ts";
import { milestoneArg, proposedReport, sourceArgs } from "./shared/report-arguments.ts";
import { completeScope } from "./shared/scope.ts";

export const cancel = command({
  name: "cancel",
  description: { en: "Report that a date is called off", es: "Reportar que una fecha se canceló" },
  role: "organizer",
  surface: "strike-organize",
  args: z.object({ milestone: milestoneArg, ...sourceArgs }),
  form: { fields: ["milestone", "source", "quote", "speaker"] },
  complete: (name, context) => (name === "milestone" ? completeMilestones(context) : completeScope(name, context)),
  run(given, context) {
    const history = chooseOwn(given.dispute, context);
    const about = findMilestone(given.milestone, history.state(context.now), context);
    return proposedReport({ about, status: "cancelled" }, given, history, context);
  },
});

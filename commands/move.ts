import * as z from "zod";
import { command } from "./shared/context.ts";
import { chooseOwn, completeMilestones, findMilestone } from "./shared/organize.ts";
import {
  isOne,
  milestoneArg,
  proposedReport,
  saidAgain,
  sourceArgs,
  whenOfWords,
  whenWords,
  whichWhen,
} from "./shared/report-arguments.ts";
import { completeScope } from "./shared/scope.ts";

export const move = command({
  name: "move",
  description: { en: "Report that a date has moved", es: "Reportar que una fecha se movió" },
  role: "organizer",
  surface: "strike-organize",
  args: z.object({ milestone: milestoneArg, when: whenWords, ...sourceArgs }),
  form: { fields: ["milestone", "when", "source", "quote", "speaker"] },
  complete: (name, context) => (name === "milestone" ? completeMilestones(context) : completeScope(name, context)),
  async run(given, context) {
    const history = chooseOwn(given.dispute, context);
    const about = findMilestone(given.milestone, history.state(context.now), context);
    const when = whenOfWords(given.when, history, context);
    if (isOne(when)) return proposedReport({ about, when }, given, history, context);
    return whichWhen(given.when, when.readings, { command: "move", args: saidAgain(given) }, history, context);
  },
});

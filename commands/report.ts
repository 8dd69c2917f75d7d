import * as z from "zod";
import { arg } from "../src/core/args.ts";
import { UserError } from "../src/core/errors.ts";
import { milestoneKinds, statuses } from "../src/core/words.ts";
import type { History } from "../src/disputes/fold.ts";
import { type Context, command } from "./shared/context.ts";
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
import { completeScope, named } from "./shared/scope.ts";

const words = (most: number) => z.string().trim().min(1).max(most);

const args = z.object({
  milestone: arg(milestoneArg.optional(), {
    en: "Which date; none for a new one",
    es: "Qué fecha; ninguna si es nueva",
    completes: true,
    closed: true,
    example: "session-2023-10-12",
  }),
  when: arg(whenWords.optional(), {
    en: "When, in words",
    es: "Cuándo, en palabras",
    rest: true,
    format: "date",
    example: "oct 12 and 13",
  }),
  kind: arg(z.enum(milestoneKinds).optional(), {
    en: "Of which kind, for a new date",
    es: "De qué tipo, si la fecha es nueva",
    named: true,
  }),
  name: arg(words(200).optional(), {
    en: "What people call it, for a new date",
    es: "Cómo se le llama, si la fecha es nueva",
    named: true,
  }),
  status: arg(z.enum(statuses).optional(), { en: "How certain it is", es: "Qué tan seguro es", named: true }),
  condition: arg(words(300).optional(), {
    en: "On which condition",
    es: "Con qué condición",
    named: true,
    example: "if no agreement is reached",
  }),
  unit: arg(words(300).optional(), {
    en: "Bargaining units it concerns, with commas",
    es: "Unidades a las que concierne, con comas",
    named: true,
    completes: true,
  }),
  ...sourceArgs,
});

export const report = command({
  name: "report",
  description: {
    en: "Enter what was announced: a date, a change, an outcome",
    es: "Anotar lo que se anunció: una fecha, un cambio, un resultado",
  },
  role: "organizer",
  surface: "strike-organize",
  args,
  form: {
    fields: ["milestone", "when", "status", "source", "quote", "kind", "name", "condition", "unit", "speaker"],
    whenEmpty: true,
  },
  complete: (name, context) => (name === "milestone" ? completeMilestones(context) : completeScope(name, context)),
  async run(given, context) {
    const history = chooseOwn(given.dispute, context);
    const about = aboutOf(given, history, context);
    const units = unitsOf(given.unit, history, context);
    const { status, condition } = given;
    const said = { about, status, condition, units };
    if (given.when === undefined) return proposedReport(said, given, history, context);
    const when = whenOfWords(given.when, history, context);
    if (isOne(when)) return proposedReport({ ...said, when }, given, history, context);
    return whichWhen(given.when, when.readings, { command: "report", args: saidAgain(given) }, history, context);
  },
});

function aboutOf({ milestone, kind, name }: z.output<typeof args>, history: History, context: Context) {
  if (milestone !== undefined) return findMilestone(milestone, history.state(context.now), context);
  if (kind !== undefined) return { kind, name };
  throw new UserError(context.m.organize.whichMilestone, "milestone");
}

const unitsOf = (given: string | undefined, { dispute }: History, { m }: Context): string[] | undefined =>
  given?.split(",").map((unit) => named(unit.trim(), dispute.units, m.unknownUnit) ?? unit);

import type { MilestoneKind } from "../core/words.ts";
import { byStart, concerns, isAhead } from "../disputes/query.ts";
import type { Dispute } from "../disputes/report.ts";
import type { Milestone } from "../disputes/state.ts";
import { firstDay } from "../disputes/when.ts";
import type { Gap } from "./answer.ts";
import type { Days } from "./calendar.ts";
import type { Reading } from "./read.ts";

export interface ChosenMilestones {
  milestones: Milestone[];
  gaps: Gap[];
}

/** Asking for the notice or the vote of a strike is not asking for the strike. */
const particular: ReadonlySet<MilestoneKind> = new Set([
  "strike-notice",
  "strike-vote",
  "ratification-vote",
  "tentative-agreement",
  "return-to-work",
  "lockout",
  "picket",
]);

export function kindsMeant({ kinds }: Pick<Reading, "kinds">): readonly MilestoneKind[] {
  const narrow = kinds.filter((k) => particular.has(k));
  return narrow.length > 0 ? narrow : kinds;
}

/** The milestones a question is about: of its kind, unit and place, on its days, before or ahead. None is a gap, never a guess. */
export function chooseMilestones(reading: Reading, all: readonly Milestone[], dispute: Dispute, now: Temporal.Instant): ChosenMilestones {
  const kinds = kindsMeant(reading);
  const scoped = all.filter((m) => inScope(m, reading, dispute)).sort(byStart);
  const named = kinds.length > 0 ? scoped.filter((m) => kinds.includes(m.kind)) : reading.days.length > 0 ? scoped : [];
  if (kinds.length > 0 && named.length === 0) return { milestones: [], gaps: ["kind"] };
  const strikeIsOnlyNamed = kinds.some((k) => particular.has(k)) && (reading.kinds.includes("strike") || isMonth(reading.days[0]));
  const dated =
    reading.days.length === 0 || strikeIsOnlyNamed ? named : named.filter((m) => reading.days.some((d) => overlaps(m, d) || wasOn(m, d)));
  // "Is Nov 1 off now that there is a deal?" asks of what was set for that day.
  const then = scoped.filter((m) => reading.days.some((d) => overlaps(m, d)));
  if (dated.length === 0 && reading.aspects.has("moved") && then.length > 0)
    return { milestones: [...then, ...nearest(named, now)], gaps: [] };
  if (dated.length === 0 && named.length > 0)
    return kinds.length > 0 ? { milestones: nearest(named, now), gaps: ["otherTime"] } : { milestones: [], gaps: [] };
  return byTense(reading, dated, now);
}

/** "The notice for november" is of a strike then. */
const isMonth = (days: Days | undefined): boolean => days !== undefined && days.from.until(days.to).days > 7;

function byTense({ tenses, days }: Reading, chosen: Milestone[], now: Temporal.Instant): ChosenMilestones {
  const ahead = chosen.filter((m) => isAhead(m, now));
  const before = chosen.filter((m) => !isAhead(m, now));
  if (days.length > 0) {
    // What was set for that day and moved since comes behind what is set for it now.
    const then = (m: Milestone): boolean => days.some((d) => overlaps(m, d));
    const inOrder = tenses.has("past") ? [...latestFirst(before), ...ahead] : [...ahead, ...before];
    return { milestones: [...inOrder.filter(then), ...inOrder.filter((m) => !then(m))], gaps: [] };
  }
  if (tenses.has("next") || tenses.has("second"))
    return ahead.length > 0 ? { milestones: ahead, gaps: [] } : { milestones: before.slice(-2), gaps: chosen.length > 0 ? ["ahead"] : [] };
  if (tenses.has("past") && before.length > 0) return { milestones: latestFirst(before), gaps: [] };
  return { milestones: [...ahead, ...latestFirst(before)], gaps: [] };
}

const latestFirst = (list: Milestone[]): Milestone[] => list.toReversed();

const nearest = (list: Milestone[], now: Temporal.Instant): Milestone[] => {
  const ahead = list.filter((m) => isAhead(m, now));
  return (ahead.length > 0 ? ahead : latestFirst(list)).slice(0, 2);
};

export function inScope(
  of: { units: readonly string[]; places: readonly string[] },
  { units, places }: Reading,
  dispute: Dispute,
): boolean {
  if (units.length > 0) return of.units.length === 0 || of.units.some((u) => units.includes(u));
  return places.length === 0 || places.some((place) => concerns(dispute, of, { unit: undefined, place }));
}

/** Whether it was set for one of those days before it was moved or called off: that is the one people ask about. */
const wasOn = ({ revisions }: Milestone, days: Days): boolean => revisions.some(({ told }) => told && overlaps(told, days));

/** Whether any of its days is one of those; what has no day of its own lies in its month or after its bound. */
export function overlaps({ when }: Pick<Milestone, "when">, { from, to }: Days): boolean {
  const start =
    firstDay(when) ?? (when.type === "month" ? when.month.toPlainDate({ day: 1 }) : when.type === "notBefore" ? when.day : undefined);
  if (!start) return false;
  const end =
    when.type === "days"
      ? when.to
      : when.type === "hours"
        ? when.to.toPlainDate()
        : when.type === "month"
          ? start.add({ months: 1 }).subtract({ days: 1 })
          : start;
  return Temporal.PlainDate.compare(start, to) <= 0 && Temporal.PlainDate.compare(from, end) <= 0;
}

import type { Clock } from "../core/clock.ts";
import type { Delivery, Earlier, Reminder, SkipReason } from "../core/outbox.ts";
import type { Subscription } from "../core/ports.ts";
import type { History } from "../disputes/fold.ts";
import { maySee } from "../disputes/owner.ts";
import type { MilestoneIdentity } from "../disputes/report.ts";
import type { Milestone, Revision } from "../disputes/state.ts";
import { toldKey } from "../disputes/told.ts";
import { covers } from "./covers.ts";
import { dueTimes, edgeOver, edgesOf } from "./leads.ts";

/** A reminder that is still worth sending, with what it is about. */
export interface Entry {
  reminder: Reminder;
  identity: MilestoneIdentity;
  /** Undefined when every report of it was retracted. */
  milestone: Milestone | undefined;
  /** What its followers were told before an update. */
  before: Revision | undefined;
  late: boolean;
}

export type Checked =
  | { useful: true; entry: Entry }
  | { useful: false; reason: SkipReason }
  /** Another process knows more than this one: not ours to judge yet. */
  | { useful: false; reason: "behind" };

/** Real seconds after which a message is marked as late. */
const lateAfter = 120;

const skip = (reason: SkipReason): Checked => ({ useful: false, reason });

/** Whether a delivery should still go out: subscribed, the same revision, not past, and not what was told last. */
export function recheck(
  { reminder, subscription }: Delivery,
  earlier: Earlier | undefined,
  historyOf: (id: string) => History | undefined,
  clock: Clock,
): Checked {
  const history = historyOf(reminder.dispute);
  const now = clock.now();
  if (!history) return unknownYet(reminder, now) ?? skip("the dispute is not loaded");
  if (!subscription) return skip("the subscription ended");
  if (!maySee(history.dispute, subscription.target)) return skip("the dispute is no longer theirs to see");
  if (subscription.paused !== null) return skip("the subscription is paused");
  const state = history.state(now);
  const milestone = state.milestones.get(reminder.milestone);
  const identity = milestone ?? state.withdrawn.get(reminder.milestone);
  if (!identity) return unknownYet(reminder, now) ?? skip("the milestone is not known any more");
  const revision = identity.revisions.at(-1)?.number ?? 0;
  if (revision < reminder.revision) return { useful: false, reason: "behind" };
  if (revision !== reminder.revision) return skip("a newer revision replaced it");
  // Whoever was told otherwise is told of the change, even where it no longer concerns what they follow.
  const toldOtherwise = reminder.type === "update" && (earlier?.messages.length ?? 0) > 0;
  // The rule is not asked again: a lead that fell due before it was changed may not come under the new one.
  if (!toldOtherwise && !covers(subscription, { kind: identity.kind, units: milestone?.units ?? [] }))
    return skip("the subscription no longer covers it");
  if (reminder.type === "lead" && (!milestone || isPast(milestone, reminder, now))) return skip("it lies in the past");
  const late = now.since(reminder.dueAt).total("seconds") > lateAfter * clock.speed;
  const before = identity.revisions.find((r) => r.number === (earlier?.revision ?? reminder.previous));
  const told = identity.revisions.at(-1)?.told ?? null;
  const again = reminder.type === "update" && before !== undefined && toldKey(before.told) === toldKey(told);
  if (again && !leadFell(identity.revisions, before, milestone, subscription, now)) return skip("it is again what was told before");
  return { useful: true, entry: { reminder, identity, milestone, before, late } };
}

/** What was planned lately and is not known here is known to another process, or to this one when its clock was ahead. */
const unknownYet = ({ dueAt }: Reminder, now: Temporal.Instant): Checked | undefined =>
  now.since(dueAt).total("hours") < 24 ? { useful: false, reason: "behind" } : undefined;

/** Whether a lead fell while the wrong word stood: it was not sent, so the word that all is as before must be. */
function leadFell(
  revisions: readonly Revision[],
  before: Revision,
  milestone: Milestone | undefined,
  { rule }: Subscription,
  now: Temporal.Instant,
): boolean {
  const since = revisions.find((r) => r.number === before.number + 1)?.since;
  if (!since || !milestone) return false;
  return dueTimes(milestone.when, rule).some(
    ({ at }) => Temporal.Instant.compare(since, at) <= 0 && Temporal.Instant.compare(at, now) <= 0,
  );
}

function isPast({ when }: Milestone, { edge: name }: Reminder, now: Temporal.Instant): boolean {
  const edge = edgesOf(when).find((e) => e.name === name);
  return !edge || Temporal.Instant.compare(edgeOver(edge), now) <= 0;
}

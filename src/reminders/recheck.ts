import type { Clock } from "../core/clock.ts";
import type { Delivery, Earlier, Reminder, SkipReason } from "../core/outbox.ts";
import { ruleKey, type Subscription } from "../core/ports.ts";
import type { History } from "../disputes/fold.ts";
import type { MilestoneIdentity } from "../disputes/report.ts";
import type { Milestone, Revision } from "../disputes/state.ts";
import { toldKey } from "../disputes/told.ts";
import { edgeOver, edgesOf } from "./leads.ts";

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

export type Checked = { useful: true; entry: Entry } | { useful: false; reason: SkipReason };

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
  if (!history) return skip("the dispute is not loaded");
  if (!subscription) return skip("the subscription ended");
  if (subscription.paused !== null) return skip("the subscription is paused");
  const now = clock.now();
  const state = history.state(now);
  const milestone = state.milestones.get(reminder.milestone);
  const identity = milestone ?? state.withdrawn.get(reminder.milestone);
  if (!identity) return skip("the milestone is not known any more");
  if (identity.revisions.at(-1)?.number !== reminder.revision) return skip("a newer revision replaced it");
  // Whoever was told otherwise is told of the change, even where it no longer concerns what they follow.
  const toldOtherwise = reminder.type === "update" && (earlier?.messages.length ?? 0) > 0;
  if (!toldOtherwise && !follows(subscription, reminder, identity, milestone)) return skip("the subscription no longer covers it");
  if (reminder.type === "lead" && (!milestone || isPast(milestone, reminder, now))) return skip("it lies in the past");
  const late = now.since(reminder.dueAt).total("seconds") > lateAfter * clock.speed;
  const before = identity.revisions.find((r) => r.number === (earlier?.revision ?? reminder.previous));
  const told = identity.revisions.at(-1)?.told ?? null;
  if (reminder.type === "update" && before && toldKey(before.told) === toldKey(told)) return skip("it is again what was told before");
  return { useful: true, entry: { reminder, identity, milestone, before, late } };
}

function follows(subscription: Subscription, reminder: Reminder, { kind }: MilestoneIdentity, milestone: Milestone | undefined): boolean {
  if (reminder.rule !== null && ruleKey(subscription.rule) !== reminder.rule) return false;
  if (subscription.kinds.length > 0 && !subscription.kinds.includes(kind)) return false;
  const units = milestone?.units ?? [];
  return subscription.units.length === 0 || units.length === 0 || units.some((u) => subscription.units.includes(u));
}

function isPast({ when }: Milestone, { edge: name }: Reminder, now: Temporal.Instant): boolean {
  const edge = edgesOf(when).find((e) => e.name === name);
  return !edge || Temporal.Instant.compare(edgeOver(edge), now) <= 0;
}

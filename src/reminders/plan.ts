import type { Announced, Audience, Reminder } from "../core/outbox.ts";
import { leadText, type ReminderRule, ruleKey, type Subscription } from "../core/ports.ts";
import type { Status } from "../core/words.ts";
import type { History } from "../disputes/fold.ts";
import type { Milestone } from "../disputes/state.ts";
import { covers } from "./covers.ts";
import { type DueTime, dueTimes } from "./leads.ts";

/** Open at its start, closed at its end: every moment belongs to exactly one of two adjoining windows. */
export interface Window {
  after: Temporal.Instant;
  upTo: Temporal.Instant;
}

export interface Due {
  reminder: Reminder;
  audience: Audience;
}

const expected: ReadonlySet<Status> = new Set(["possible", "noticed", "scheduled", "confirmed", "postponed"]);
const running: ReadonlySet<Status> = new Set([...expected, "inProgress", "occurred"]);

/**
 * Which leads fell due in the window, by what is known at its end. Pure. A lead that lies before the milestone's
 * present revision is left out: its followers were told of the change itself. So is a milestone whose followers were told of a
 * later revision than the clock, set back, now knows of.
 */
export function plan(
  window: Window,
  histories: readonly History[],
  rules: readonly ReminderRule[],
  announced: Announced = new Map(),
): Due[] {
  return histories.flatMap(({ dispute: { id }, state }) =>
    [...state(window.upTo).milestones.values()]
      .filter((milestone) => (announced.get(`${id}/${milestone.id}`) ?? 0) <= milestone.revision)
      .flatMap((milestone) => rules.flatMap((rule) => leadsDue(window, id, milestone, rule))),
  );
}

function leadsDue(window: Window, dispute: string, milestone: Milestone, rule: ReminderRule): Due[] {
  const { id, revision } = milestone;
  const rule_ = ruleKey(rule);
  return falling(window, milestone, rule).map(({ edge, at, ...due }) => {
    const lead = leadText(due.lead);
    const key = `${dispute}/${id}/r${revision}/${edge}/${lead}/${rule_}`;
    const reminder: Reminder = { key, type: "lead", dispute, milestone: id, revision, previous: 0, lead, edge, rule: rule_, dueAt: at };
    return { reminder, audience: audienceOf(milestone) };
  });
}

function falling({ after, upTo }: Window, milestone: Milestone, rule: ReminderRule): DueTime[] {
  const since = milestone.revisions.at(-1)?.since;
  return leadsOf(milestone, rule).filter(({ at }) => {
    const fell = Temporal.Instant.compare(after, at) < 0 && Temporal.Instant.compare(at, upTo) <= 0;
    return fell && !(since && Temporal.Instant.compare(at, since) < 0);
  });
}

/** A start is announced until it is reported to have begun, an end also afterwards. */
const leadsOf = ({ when, status }: Milestone, rule: ReminderRule): DueTime[] =>
  dueTimes(when, rule, (edge) => (edge === "start" ? expected : running).has(status));

export interface Planned extends DueTime {
  milestone: Milestone;
}

/** What one subscription will be reminded of in the time ahead, in order, if nothing new is reported: by what is known at `from`. */
export function preview(subscription: Subscription, history: History, from: Temporal.Instant, to: Temporal.Instant): Planned[] {
  return [...history.state(from).milestones.values()]
    .filter((milestone) => covers(subscription, milestone))
    .flatMap((milestone) => falling({ after: from, upTo: to }, milestone, subscription.rule).map((due) => ({ ...due, milestone })))
    .sort((a, b) => Temporal.Instant.compare(a.at, b.at));
}

const audienceOf = ({ kind, units }: Pick<Milestone, "kind" | "units">): Audience => ({ kind, units });

export interface News {
  due: Due[];
  /** Revisions that this news brings followers up to, and those that a first sight takes as known. */
  announced: Announced;
}

/**
 * What followers have not been told of: every milestone whose revision is above the one announced. A dispute never seen
 * before is taken as known, in silence. By state and not by window, so that neither a crash nor a slow load loses news.
 */
export function news(upTo: Temporal.Instant, histories: readonly History[], before: Announced): News {
  const announced = new Map<string, number>();
  const due = histories.flatMap((history) => {
    const { id: dispute, milestones } = history.dispute;
    const first = !before.has(`${dispute}/`);
    if (first) announced.set(`${dispute}/`, 0);
    return [...history.revisions].flatMap(([id, all]): Due[] => {
      const revisions = all.filter((r) => Temporal.Instant.compare(r.since, upTo) <= 0);
      const [last, previous] = [revisions.at(-1), before.get(`${dispute}/${id}`) ?? 0];
      const identity = milestones.get(id);
      if (!last || !identity || last.number <= previous) return [];
      announced.set(`${dispute}/${id}`, last.number);
      if (first) return [];
      const told = revisions.find((r) => r.number === previous)?.told;
      const key = `${dispute}/${id}/r${last.number}/update`;
      const common = { dispute, milestone: id, revision: last.number, previous, lead: null, edge: "start", rule: null } as const;
      return [
        {
          reminder: { key, type: "update", dueAt: last.since, ...common },
          audience: { kind: identity.kind, units: bothUnits(told?.units, last.told?.units) },
        },
      ];
    });
  });
  return { due, announced };
}

/** Whom it concerns or concerned: a session that goes over to another unit is news to both. Empty: everyone. */
function bothUnits(before: readonly string[] | undefined, now: readonly string[] | undefined): readonly string[] {
  const stated = [before, now].filter((units) => units !== undefined);
  return stated.some((units) => units.length === 0) ? [] : [...new Set(stated.flat())];
}

/** The first moment after `now` at which something is due or becomes known: what a replay can jump to. */
export function nextEvent(
  now: Temporal.Instant,
  histories: readonly History[],
  rules: readonly ReminderRule[],
): Temporal.Instant | undefined {
  const later = (at: Temporal.Instant): boolean => Temporal.Instant.compare(at, now) > 0;
  const moments = histories.flatMap((h) => h.moments).filter(later);
  const leads = histories.flatMap((h) =>
    [...h.state(now).milestones.values()].flatMap((m) => rules.flatMap((rule) => leadsOf(m, rule).map((d) => d.at))).filter(later),
  );
  return [...moments, ...leads].sort(Temporal.Instant.compare)[0];
}

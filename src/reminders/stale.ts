import type { History } from "../disputes/fold.ts";
import { visibleFrom } from "../disputes/log.ts";
import { isAhead, statusAt } from "../disputes/query.ts";
import type { Milestone, State } from "../disputes/state.ts";
import { endOf, startOf } from "../disputes/when.ts";

/** What makes the facts stale: a date went by and nobody said what came of it, or dates are ahead and nothing is heard. */
export type Stale = { key: string; history: History } & (
  | { type: "passed"; milestone: Milestone }
  | { type: "silent"; last: Temporal.Instant }
);

/** How long after its end a report may take, and until when asking still makes sense. */
const grace = Temporal.Duration.from({ hours: 12 });
const forgotten = Temporal.Duration.from({ hours: 14 * 24 });
const silence = Temporal.Duration.from({ hours: 7 * 24 });

/** Pure. The key stands for the occasion: whoever remembers it asks once. */
export function staleFacts(history: History, now: Temporal.Instant): Stale[] {
  const state = history.state(now);
  return [...passed(history, state, now), ...silent(history, state, now)];
}

function passed(history: History, state: State, now: Temporal.Instant): Stale[] {
  return [...state.milestones.values()].flatMap((milestone): Stale[] => {
    const end = endOf(milestone.when);
    if (!end || statusAt(milestone, now) !== "passed") return [];
    const age = end.until(now);
    const due = Temporal.Duration.compare(age, grace) >= 0 && Temporal.Duration.compare(age, forgotten) <= 0;
    const heard = milestone.statements.some((s) => Temporal.Instant.compare(visibleFrom(s.report, history.dispute.zone), end) > 0);
    if (!due || heard) return [];
    return [{ key: `stale/${history.dispute.id}/${milestone.id}/r${milestone.revision}`, history, type: "passed", milestone }];
  });
}

function silent(history: History, state: State, now: Temporal.Instant): Stale[] {
  const last = history.moments.findLast((m) => Temporal.Instant.compare(m, now) <= 0);
  const expecting = [...state.milestones.values()].some((m) => startOf(m.when) && isAhead(m, now));
  if (!last || !expecting) return [];
  const age = last.until(now);
  if (Temporal.Duration.compare(age, silence) < 0 || Temporal.Duration.compare(age, silence.add(forgotten)) > 0) return [];
  return [{ key: `silent/${history.dispute.id}/${last}`, history, type: "silent", last }];
}

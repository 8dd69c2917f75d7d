import { byStart, isAhead, statusAt } from "../disputes/query.ts";
import type { Milestone, State } from "../disputes/state.ts";
import type { Answer } from "./answer.ts";
import { inScope, overlaps } from "./milestones.ts";
import type { Reading } from "./read.ts";

/** "Do I work tomorrow?": the strikes before, on and after that day, as reported. Never what to do. */
export function duty(reading: Reading, state: State, now: Temporal.Instant): Answer {
  const today = now.toZonedDateTimeISO(state.dispute.zone).toPlainDate();
  const [asked] = reading.days;
  const day = asked?.from ?? today;
  const span = { from: day, to: asked?.to ?? day, at: 0, length: 0 };
  const strikes = [...state.milestones.values()]
    .filter((m) => (m.kind === "strike" || m.kind === "lockout") && inScope(m, reading, state.dispute))
    .sort(byStart);
  const live = (m: Milestone): boolean => !["cancelled", "superseded", "postponed"].includes(m.status);
  const on = strikes.filter((m) => live(m) && overlaps(m, span) && !endedBefore(m, day));
  const rest = strikes.filter((m) => !on.includes(m));
  const after = rest.filter((m) => isAhead(m, now));
  const before = rest.filter((m) => !after.includes(m) && (live(m) || statusAt(m, now) === "cancelled"));
  return { type: "duty", day, before: before.slice(-2), on, after: after.slice(0, 3) };
}

/** "October 4 to 7, the last day not included" is over on the 7th. */
const endedBefore = ({ when }: Milestone, day: Temporal.PlainDate): boolean =>
  when.type === "days" && when.lastDay === "excluded" && when.to.equals(day);

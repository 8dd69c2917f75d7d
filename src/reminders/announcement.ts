import type { Reminder } from "../core/outbox.ts";
import type { Reply } from "../core/reply.ts";
import type { Lang } from "../core/words.ts";
import type { History } from "../disputes/fold.ts";
import type { MilestoneIdentity } from "../disputes/report.ts";
import type { Revision } from "../disputes/state.ts";
import { compose } from "./compose.ts";
import type { Entry } from "./recheck.ts";

interface Changed {
  identity: MilestoneIdentity;
  before: Revision | undefined;
  after: Revision;
}

/** The update that these changes will be told by, as whoever follows all of them gets it; undefined for none. */
export function announcement(changes: readonly Changed[], history: History, now: Temporal.Instant, lang: Lang): Reply | undefined {
  if (changes.length === 0) return undefined;
  // As it is told: once it is known, which a clock that is a little behind has still ahead.
  const known = changes.reduce((last, { after }) => (Temporal.Instant.compare(after.since, last) > 0 ? after.since : last), now);
  const state = history.state(known);
  const entries = changes.map(({ identity, before, after }): Entry => {
    const milestone = state.milestones.get(identity.id);
    return { reminder: updateOf(history.dispute.id, identity.id, before, after), identity, milestone, before, late: false };
  });
  return compose(entries, { lang }, history, known);
}

const updateOf = (
  dispute: string,
  milestone: string,
  before: Revision | undefined,
  { number: revision, since: dueAt }: Revision,
): Reminder => ({
  key: "",
  type: "update",
  ...{ dispute, milestone, revision, dueAt },
  previous: before?.number ?? 0,
  lead: null,
  edge: "start",
  rule: null,
});

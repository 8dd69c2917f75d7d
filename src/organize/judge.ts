import { createHash } from "node:crypto";
import type { Basis } from "../disputes/drafts.ts";
import type { Fragment } from "../disputes/entered.ts";
import { fold, type History } from "../disputes/fold.ts";
import { inOrder } from "../disputes/log.ts";
import type { Dispute, MilestoneIdentity } from "../disputes/report.ts";
import { resolveReport } from "../disputes/resolve.ts";
import type { Revision } from "../disputes/state.ts";
import { toldKey } from "../disputes/told.ts";

/** What one report would change of what people are told of a milestone. */
export interface Change {
  identity: MilestoneIdentity;
  /** Undefined: nothing was told of it before. */
  before: Revision | undefined;
  after: Revision;
}

export interface Judged {
  /** As it would be with the report. */
  history: History;
  changes: readonly Change[];
  /** The revision of each milestone that the report speaks of or changes, as it is now. */
  basis: Basis;
}

/**
 * The report as it is entered at `at`: whoever speaks now knows what is known, and says otherwise. So it supersedes what would weigh
 * more: an undated page that may have been stated later, a report of the same moment, or of a process whose clock is ahead.
 */
export function weighty({ dispute }: History, fragment: Fragment, at: Temporal.Instant): Fragment {
  const own = resolveReport(fragment.report, fragment.source, dispute.zone, at);
  const spoken = new Set(own.asserts.flatMap((a) => (a.type === "milestone" ? [a.milestone] : [])));
  const heavier = dispute.reports.filter(
    (other) =>
      inOrder(own, other) < 0 &&
      other.recordedAt.since(at).total("minutes") < 5 &&
      other.asserts.some((a) => a.type === "milestone" && spoken.has(a.milestone)),
  );
  return heavier.length === 0 ? fragment : { ...fragment, report: { ...fragment.report, supersedes: heavier.map(({ id }) => id) } };
}

/** What would be believed at `at` if this report were entered then. Pure: nothing is kept. */
export function judge(now: History, fragment: Fragment, at: Temporal.Instant): Judged {
  const { dispute } = now;
  const { report, source, milestone } = weighty(now, fragment, at);
  const added = resolveReport(report, source, dispute.zone, at);
  const identity: MilestoneIdentity | undefined = milestone && { ...milestone, name: milestone.name ?? null };
  const with_: Dispute = {
    ...dispute,
    milestones:
      identity && !dispute.milestones.has(identity.id) ? new Map([...dispute.milestones, [identity.id, identity]]) : dispute.milestones,
    reports: [...dispute.reports, added],
  };
  const history = fold(with_);
  const changes = [...with_.milestones.values()].flatMap((each): Change[] => {
    const [before, after] = [lastRevision(now, each.id, at), lastRevision(history, each.id, at)];
    return after && toldKey(after.told) !== toldKey(before?.told ?? null) ? [{ identity: each, before, after }] : [];
  });
  const spoken = added.asserts.flatMap((a) => (a.type === "milestone" ? [a.milestone] : []));
  const touched = new Set([...spoken, ...changes.map((change) => change.identity.id)]);
  const basis = Object.fromEntries([...touched].sort().map((id) => [id, lastRevision(now, id, at)?.number ?? 0]));
  return { history, changes, basis };
}

/** A few characters that stand for a basis: a button says by them which preview was seen. */
export const basisKey = (basis: Basis): string =>
  createHash("sha256")
    .update(JSON.stringify(Object.entries(basis).sort(([a], [b]) => (a < b ? -1 : 1))))
    .digest("hex")
    .slice(0, 8);

export const sameBasis = (a: Basis, b: Basis): boolean => {
  const ids = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...ids].every((id) => (a[id] ?? 0) === (b[id] ?? 0));
};

const lastRevision = ({ revisions }: History, id: string, at: Temporal.Instant): Revision | undefined =>
  revisions.get(id)?.findLast((revision) => Temporal.Instant.compare(revision.since, at) <= 0);

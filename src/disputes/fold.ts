import { inOrder, retractedIds, supersededIds, visibleFrom } from "./log.ts";
import { distinct, later, remember } from "./moments.ts";
import type { Dispute, MilestoneAssertion, Report } from "./report.ts";
import type { Claim, Milestone, Revision, State, Statement } from "./state.ts";
import { toldBy, toldKey, voidedBy } from "./told.ts";

/** A dispute's log, walked once: when something became known, and every revision. Asking is then a look-up. */
export interface History {
  dispute: Dispute;
  /** Moments at which reports became visible, ascending. */
  moments: readonly Temporal.Instant[];
  revisions: ReadonlyMap<string, readonly Revision[]>;
  /** What was known at `at`: only reports visible then, whatever came later. */
  state(at: Temporal.Instant): State;
}

interface Entry {
  report: Report;
  from: Temporal.Instant;
}

interface Word extends Entry {
  assertion: MilestoneAssertion;
}

/** The same reports in any order give the same history. */
export function fold(dispute: Dispute): History {
  const log: Entry[] = [...dispute.reports].sort(inOrder).map((report) => ({ report, from: visibleFrom(report, dispute.zone) }));
  const moments = distinct(log.map((entry) => entry.from));
  const revisions = walk(dispute, log, moments);
  return { dispute, moments, revisions, state: remember(moments, (moment) => stateOf(dispute, log, revisions, moment)) };
}

/** Moves from moment to moment and looks again only at the milestones that the new reports touch. */
function walk(dispute: Dispute, log: readonly Entry[], moments: readonly Temporal.Instant[]): Map<string, Revision[]> {
  const words = wordsByMilestone(log);
  const dependents = dependentsOf(words);
  const revisions = new Map<string, Revision[]>();
  const current = new Map<string, ReturnType<typeof toldBy>>();
  const arriving = [...log].sort((a, b) => Temporal.Instant.compare(a.from, b.from));
  let next = 0;
  for (const moment of moments) {
    const touched = new Set<string>();
    for (let entry = arriving[next]; entry && !later(entry.from, moment); entry = arriving[++next])
      touch(entry.report, touched, words, log);
    const visible = visibleAt(log, moment);
    const gone = retractedIds(visible);
    const superseded = supersededIds(visible.filter((report) => !gone.has(report.id)));
    for (const id of touched) {
      const statements = (words.get(id) ?? []).filter((w) => !later(w.from, moment) && !gone.has(w.report.id));
      if (statements.length > 0) current.set(id, toldBy(weighed(statements, superseded), dispute.zone));
      else current.delete(id);
    }
    for (const id of new Set([...touched, ...[...touched].flatMap((t) => dependents.get(t) ?? [])])) {
      const told = current.get(id) ?? null;
      const voided = told && voidedBy(told, (other) => current.get(other)?.status);
      advance(revisions, id, { since: moment, told: told && voided ? { ...told, status: "superseded" } : told });
    }
  }
  return revisions;
}

function advance(revisions: Map<string, Revision[]>, id: string, now: Omit<Revision, "number">): void {
  const before = revisions.get(id) ?? [];
  const last = before.at(-1);
  if (toldKey(last?.told ?? null) === toldKey(now.told)) return;
  revisions.set(id, [...before, { ...now, number: before.length + 1 }]);
}

function stateOf(dispute: Dispute, log: readonly Entry[], all: ReadonlyMap<string, readonly Revision[]>, moment: Temporal.Instant): State {
  const visible = visibleAt(log, moment);
  const gone = retractedIds(visible);
  const reports = visible.filter((r) => !gone.has(r.id));
  const superseded = supersededIds(reports);
  const milestones = new Map<string, Milestone>();
  const withdrawn = new Map<string, State["withdrawn"] extends ReadonlyMap<string, infer W> ? W : never>();
  const statements = statementsOf(reports, superseded);
  for (const [id, ever] of all) {
    const identity = dispute.milestones.get(id);
    const revisions = ever.filter((r) => !later(r.since, moment));
    const last = revisions.at(-1);
    if (!identity || !last) continue;
    if (!last.told) withdrawn.set(id, { ...identity, revisions });
    else {
      const own = statements.get(id) ?? [];
      // Not the revision's own copy: what it says alike may stand there in the wording of a report retracted since.
      const told = toldBy(own, dispute.zone);
      const voided = voidedBy(told, (other) => lastTold(all, other, moment)?.status);
      const status = voided ? "superseded" : told.status;
      milestones.set(id, { ...identity, ...told, status, revision: last.number, revisions, statements: own, voidedBy: voided });
    }
  }
  return {
    dispute,
    milestones,
    withdrawn,
    claims: claimsOf(reports, superseded),
    reports,
    retracted: visible.filter((r) => gone.has(r.id)),
  };
}

const lastTold = (all: ReadonlyMap<string, readonly Revision[]>, id: string, moment: Temporal.Instant) =>
  all.get(id)?.findLast((r) => !later(r.since, moment))?.told;

function wordsByMilestone(log: readonly Entry[]): Map<string, Word[]> {
  const words = new Map<string, Word[]>();
  for (const entry of log) {
    for (const assertion of entry.report.asserts) {
      if (assertion.type !== "milestone") continue;
      const own = words.get(assertion.milestone) ?? [];
      own.push({ ...entry, assertion });
      words.set(assertion.milestone, own);
    }
  }
  return words;
}

/** By milestone, those whose condition some report ties to it. */
function dependentsOf(words: ReadonlyMap<string, readonly Word[]>): Map<string, string[]> {
  const dependents = new Map<string, string[]>();
  for (const [id, own] of words) {
    for (const unless of new Set(own.flatMap((w) => w.assertion.condition?.unless ?? []))) {
      dependents.set(unless, [...(dependents.get(unless) ?? []), id]);
    }
  }
  return dependents;
}

/** What is no longer current weighs less than all that is, however late it was said. */
const weighed = <S extends { report: Report }>(statements: readonly S[], superseded: ReadonlySet<string>): S[] => [
  ...statements.filter(({ report }) => superseded.has(report.id)),
  ...statements.filter(({ report }) => !superseded.has(report.id)),
];

function touch(report: Report, touched: Set<string>, words: ReadonlyMap<string, readonly Word[]>, log: readonly Entry[]): void {
  const spoken = [report, ...log.map((entry) => entry.report).filter(({ id }) => report.supersedes.includes(id))];
  for (const { asserts } of spoken) for (const assertion of asserts) if (assertion.type === "milestone") touched.add(assertion.milestone);
  // A retraction may restore what another one took away, so all milestones are looked at again.
  if (report.retracts.length > 0) for (const id of words.keys()) touched.add(id);
}

function statementsOf(reports: readonly Report[], superseded: ReadonlySet<string>): Map<string, Statement[]> {
  const byMilestone = new Map<string, Statement[]>();
  for (const { report } of weighed(
    reports.map((each) => ({ report: each })),
    superseded,
  )) {
    for (const assertion of report.asserts) {
      if (assertion.type !== "milestone") continue;
      const own = byMilestone.get(assertion.milestone) ?? [];
      own.push({ report, assertion, superseded: superseded.has(report.id) });
      byMilestone.set(assertion.milestone, own);
    }
  }
  return byMilestone;
}

function claimsOf(reports: readonly Report[], superseded: ReadonlySet<string>): Claim[] {
  return reports.flatMap((report) =>
    report.asserts.flatMap((a) => (a.type === "claim" ? [{ ...a, report, superseded: superseded.has(report.id) }] : [])),
  );
}

const visibleAt = (log: readonly Entry[], moment: Temporal.Instant): Report[] =>
  log.filter((entry) => !later(entry.from, moment)).map((entry) => entry.report);

import fc from "fast-check";
import { expect, test } from "vitest";
import { fold } from "../../src/disputes/fold.ts";
import { inOrder, visibleFrom } from "../../src/disputes/log.ts";
import { statusAt } from "../../src/disputes/query.ts";
import type { Report } from "../../src/disputes/report.ts";
import type { State } from "../../src/disputes/state.ts";
import { toldBy, toldKey } from "../../src/disputes/told.ts";
import { disputeOf, report, zone } from "../helpers/reports.ts";
import { logs, milestoneIds, moments, plain } from "./random-log.ts";

const historyOf = (reports: readonly Report[]) => fold(disputeOf(reports, milestoneIds));
const isLater = (a: Temporal.Instant, b: Temporal.Instant): boolean => Temporal.Instant.compare(a, b) > 0;
const everyMoment = (reports: readonly Report[]): Temporal.Instant[] => reports.map((r) => visibleFrom(r, zone));

test("any order of the same reports gives the same history at every moment", () => {
  const shuffled = logs().chain((log) => fc.tuple(fc.constant(log), fc.shuffledSubarray(log, { minLength: log.length })));
  fc.assert(
    fc.property(shuffled, ([log, other]) => {
      const [one, two] = [historyOf(log), historyOf(other)];
      expect(two.revisions).toEqual(one.revisions);
      for (const moment of everyMoment(log)) expect(plain(two.state(moment))).toEqual(plain(one.state(moment)));
    }),
  );
});

test("a retracted report leaves no trace but in the history", () => {
  const withOne = logs().chain((log) => fc.tuple(fc.constant(log), fc.constantFrom(...log), moments));
  fc.assert(
    fc.property(withOne, ([log, gone, at]) => {
      const takenBack = report({ id: "taken-back", statedOn: "2023-10-01", recordedAt: at, retracts: [gone.id] });
      fc.pre(!isLater(visibleFrom(gone, zone), at));
      const without = historyOf(log.filter((r) => r !== gone)).state(at);
      expect(currently(historyOf([...log, takenBack]).state(at), takenBack.id)).toEqual(currently(without, takenBack.id));
    }),
  );
});

/** A state apart from its past: no revisions, nothing withdrawn, and not the retraction itself. */
function currently(state: State, apart: string): unknown {
  const milestones = new Map([...state.milestones].map(([id, m]) => [id, { ...m, revision: 0, revisions: [] }]));
  return plain({ ...state, milestones, withdrawn: new Map(), retracted: [], reports: state.reports.filter((r) => r.id !== apart) });
}

test("a retraction that is itself retracted changes nothing", () => {
  const withOne = logs().chain((log) => fc.tuple(fc.constant(log), fc.constantFrom(...log), moments));
  fc.assert(
    fc.property(withOne, ([log, gone, at]) => {
      const first = report({ id: "z-first", statedOn: "2023-10-01", recordedAt: at, retracts: [gone.id] });
      const second = report({ id: "z-second", statedOn: "2023-10-01", recordedAt: at, retracts: [first.id] });
      const state = historyOf([...log, first, second]).state(at);
      expect(state.retracted.map((r) => r.id)).toContain(first.id);
      expect(currently(state, second.id)).toEqual(currently(historyOf(log).state(at), second.id));
    }),
  );
});

test("as of a moment, reports that become visible later change nothing, whatever they say of earlier days", () => {
  const later = fc.tuple(logs(), logs("late"), moments);
  fc.assert(
    fc.property(later, ([log, more, at]) => {
      // Backdated on purpose: stated long before, recorded after the moment, taking back and superseding what was known.
      const late = more.map((r, i) => ({
        ...r,
        recordedAt: at.add({ nanoseconds: 1 + i }),
        retracts: [...r.retracts, ...log.slice(i, i + 1).map((l) => l.id)],
        supersedes: log.slice(i + 1, i + 2).map((l) => l.id),
      }));
      expect(plain(historyOf([...late, ...log]).state(at))).toEqual(plain(historyOf(log).state(at)));
    }),
  );
});

test("time passing never yields `occurred`, nor any status that nobody reported", () => {
  fc.assert(
    fc.property(logs(), moments, (log, at) => {
      for (const milestone of historyOf(log).state(at).milestones.values()) {
        const asserted = milestone.statements.map((s) => s.assertion.status).filter((s) => s !== undefined);
        const known = new Set<string>([...asserted, "possible", "passed", ...(milestone.voidedBy === null ? [] : ["superseded"])]);
        for (const years of [0, 1, 100]) expect(known).toContain(statusAt(milestone, at.add({ hours: years * 8766 })));
      }
    }),
  );
});

test("revisions count from 1, ascend, differ from the one before, and the last is what the state tells", () => {
  fc.assert(
    fc.property(logs(), (log) => {
      const history = historyOf(log);
      for (const revisions of history.revisions.values()) {
        expect(revisions.map((r) => r.number)).toEqual(revisions.map((_, i) => i + 1));
        for (const [i, { since, told }] of revisions.entries()) {
          const before = revisions[i - 1];
          if (before) expect(isLater(since, before.since)).toBe(true);
          expect(toldKey(told)).not.toBe(toldKey(before?.told ?? null));
        }
      }
      for (const moment of everyMoment(log)) expectStateTellsLastRevision(history, log, moment);
    }),
  );
});

function expectStateTellsLastRevision(history: ReturnType<typeof fold>, log: readonly Report[], moment: Temporal.Instant): void {
  const state = history.state(moment);
  for (const [id, revisions] of history.revisions) {
    const last = revisions.filter((r) => !isLater(r.since, moment)).at(-1);
    const milestone = state.milestones.get(id);
    expect(milestone?.revision).toBe(last?.told ? last.number : undefined);
    if (!milestone) continue;
    expect(toldKey(milestone)).toBe(toldKey(last?.told ?? null));
    if (milestone.voidedBy === null) expect(toldKey(milestone)).toBe(toldKey(toldAfresh(id, state.reports, log)));
  }
}

/** What the log says of one milestone, read from the beginning: the walk only takes a shorter way. */
function toldAfresh(id: string, active: readonly Report[], log: readonly Report[]) {
  const known = new Set(active.map((r) => r.id));
  const gone = new Set(active.flatMap((r) => r.supersedes));
  const words = [...log]
    .filter((r) => known.has(r.id))
    .sort((a, b) => Number(gone.has(b.id)) - Number(gone.has(a.id)) || inOrder(a, b))
    .flatMap((r) => r.asserts);
  return toldBy(
    words.flatMap((a) => (a.type === "milestone" && a.milestone === id ? [{ assertion: a }] : [])),
    zone,
  );
}

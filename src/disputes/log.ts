import { rememberByBoth } from "../core/remember.ts";
import type { Report } from "./report.ts";
import { dayStart } from "./when.ts";

/** A report counts from the later of its recording and the start of the first day it may have been stated on. */
export const visibleFrom: (report: Report, zone: string) => Temporal.Instant = rememberByBoth((report, zone) => {
  const stated = dayStart(report.statedOn.from, zone);
  return Temporal.Instant.compare(report.recordedAt, stated) > 0 ? report.recordedAt : stated;
});

/** The total order of the log: end of statedOn, then recordedAt, then id. Later words weigh more. */
export function inOrder(a: Report, b: Report): number {
  return (
    Temporal.PlainDate.compare(a.statedOn.to, b.statedOn.to) ||
    Temporal.Instant.compare(a.recordedAt, b.recordedAt) ||
    (a.id < b.id ? -1 : Number(a.id > b.id))
  );
}

/** Which of the visible reports are retracted. A retraction that is itself retracted counts no more. */
export function retractedIds(visible: readonly Report[]): ReadonlySet<string> {
  const retractors = new Map<string, string[]>();
  for (const report of visible) {
    for (const id of report.retracts) retractors.set(id, [...(retractors.get(id) ?? []), report.id]);
  }
  // Each is looked at once: those that take it back are judged first. One that stands on the path to itself counts for nothing there.
  const known = new Map<string, boolean>();
  const path = new Set<string>();
  const isRetracted = (id: string): boolean => {
    const before = known.get(id);
    if (before !== undefined) return before;
    path.add(id);
    const by = (retractors.get(id) ?? []).filter((r) => !path.has(r));
    const answer = by.some((r) => !isRetracted(r));
    path.delete(id);
    known.set(id, answer);
    return answer;
  };
  return new Set([...retractors.keys()].filter(isRetracted));
}

export const supersededIds = (active: readonly Report[]): ReadonlySet<string> => new Set(active.flatMap((r) => r.supersedes));

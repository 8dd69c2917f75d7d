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
  const known = new Map<string, boolean>();
  for (const id of retractors.keys()) if (!known.has(id)) judge(id, retractors, known);
  return new Set([...retractors.keys()].filter((id) => known.get(id)));
}

/**
 * Each is judged once, after those that take it back; one that stands on the path to itself counts for nothing there. A chain may be
 * longer than what JavaScript calls itself.
 */
function judge(start: string, retractors: ReadonlyMap<string, readonly string[]>, known: Map<string, boolean>): void {
  const onPath = new Set<string>();
  const path: { id: string; by: string[]; judged: number }[] = [];
  const enter = (id: string): void => {
    onPath.add(id);
    path.push({ id, by: (retractors.get(id) ?? []).filter((by) => !onPath.has(by)), judged: 0 });
  };
  enter(start);
  for (let top = path.at(-1); top; top = path.at(-1)) {
    while (known.get(top.by[top.judged] ?? "")) top.judged++;
    const standing = top.by[top.judged];
    if (standing !== undefined && !known.has(standing)) enter(standing);
    else {
      known.set(top.id, standing !== undefined);
      onPath.delete(top.id);
      path.pop();
    }
  }
}

export const supersededIds = (active: readonly Report[]): ReadonlySet<string> => new Set(active.flatMap((r) => r.supersedes));

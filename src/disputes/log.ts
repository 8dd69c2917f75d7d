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
    for (const id of report.retracts) {
      const by = retractors.get(id);
      if (by) by.push(report.id);
      else retractors.set(id, [report.id]);
    }
  }
  // Each is looked at once: those that take it back are judged first. One that stands on the path to itself counts for nothing there.
  const known = new Map<string, boolean>();
  const path = new Map<string, number>();
  const open: string[] = [];
  const look = (id: string): void => {
    open.push(id);
    path.set(id, 0);
  };
  const judge = (id: string, isRetracted: boolean): void => {
    open.pop();
    path.delete(id);
    known.set(id, isRetracted);
  };
  for (const start of retractors.keys()) {
    if (!known.has(start)) look(start);
    for (let id = open.at(-1); id !== undefined; id = open.at(-1)) {
      const next = path.get(id) ?? 0;
      const by = retractors.get(id)?.[next];
      if (by === undefined) judge(id, false);
      else if (path.has(by) || known.get(by)) path.set(id, next + 1);
      else if (known.has(by)) judge(id, true);
      else look(by);
    }
  }
  return new Set([...retractors.keys()].filter((id) => known.get(id)));
}

export const supersededIds = (active: readonly Report[]): ReadonlySet<string> => new Set(active.flatMap((r) => r.supersedes));

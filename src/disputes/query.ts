import type { Lang, MilestoneKind, Status } from "../core/words.ts";
import type { Dispute, Words } from "./report.ts";
import type { Milestone, Statement } from "./state.ts";
import { agree, endOf, startOf } from "./when.ts";

/** What a reader is told at `now`. Time passing yields `passed`, "outcome not reported", and never `occurred`. */
export type StatusAt = Status | "passed";

const open: ReadonlySet<Status> = new Set(["possible", "noticed", "scheduled", "confirmed", "inProgress"]);

export function statusAt(milestone: Pick<Milestone, "status" | "when">, now: Temporal.Instant): StatusAt {
  if (!open.has(milestone.status)) return milestone.status;
  const end = endOf(milestone.when);
  return end && Temporal.Instant.compare(end, now) <= 0 ? "passed" : milestone.status;
}

/** Whether it may still come, or is not over yet. */
export function isAhead(milestone: Pick<Milestone, "status" | "when">, now: Temporal.Instant): boolean {
  const status = statusAt(milestone, now);
  return status !== "passed" && (open.has(milestone.status) || (milestone.status === "postponed" && milestone.when.type !== "tbd"));
}

/** As reported: that its day has come does not yet mean that it began. */
export const isUnderWay = (milestone: Pick<Milestone, "status" | "when">, now: Temporal.Instant): boolean =>
  statusAt(milestone, now) === "inProgress";

/** By their start; what has no date comes last. */
export function byStart(a: Milestone, b: Milestone): number {
  const [first, second] = [startOf(a.when), startOf(b.when)];
  if (first && second) return Temporal.Instant.compare(first, second) || (a.id < b.id ? -1 : 1);
  return Number(!first) - Number(!second) || (a.id < b.id ? -1 : 1);
}

export interface Scope {
  unit: string | undefined;
  place: string | undefined;
}

/** Whether something with these units and places concerns a person of that unit at that place. What names none concerns everyone. */
export function concerns(dispute: Dispute, of: { units: readonly string[]; places: readonly string[] }, { unit, place }: Scope): boolean {
  if (unit !== undefined && of.units.length > 0 && !of.units.includes(unit)) return false;
  if (place === undefined) return true;
  if (of.places.length > 0 && !of.places.some((p) => overlaps(dispute, p, place))) return false;
  return of.units.length === 0 || of.units.some((u) => unitIsAt(dispute, u, place));
}

function unitIsAt(dispute: Dispute, unit: string, place: string): boolean {
  const places = dispute.units.get(unit)?.places ?? [];
  return places.length === 0 || places.some((p) => overlaps(dispute, p, place));
}

/** Los Angeles overlaps California, both ways; Seattle does not overlap south-west Washington. */
const overlaps = (dispute: Dispute, a: string, b: string): boolean => isWithin(dispute, a, b) || isWithin(dispute, b, a);

function isWithin(dispute: Dispute, inner: string, outer: string): boolean {
  for (let at: string | null | undefined = inner; at; at = dispute.places.get(at)?.within) if (at === outer) return true;
  return false;
}

const off: ReadonlySet<Status> = new Set(["cancelled", "superseded", "postponed"]);

/** Each speaker's last word that still counts, in the order of the log: first those who say what is believed, then those who differ. */
export function voices(milestone: Milestone): { agreeing: Statement[]; differing: Statement[] } {
  const last = new Map<string, Statement>();
  for (const statement of milestone.statements) {
    if (statement.superseded) continue;
    const { speaker } = statement.report;
    last.delete(speaker);
    last.set(speaker, statement);
  }
  const all = [...last.values()];
  const current = all.at(-1);
  const differing = all.filter((s) => s !== current && differs(s, milestone));
  return { agreeing: all.filter((s) => !differing.includes(s)), differing };
}

function differs({ assertion }: Statement, { when, status }: Milestone): boolean {
  if (assertion.when && assertion.when.type !== "tbd" && !agree(assertion.when, when)) return true;
  return (
    assertion.status !== undefined && off.has(assertion.status) !== off.has(status) && status !== "superseded" && status !== "occurred"
  );
}

export const milestonesOf = (milestones: Iterable<Milestone>, kinds: readonly MilestoneKind[]): Milestone[] =>
  [...milestones].filter((m) => kinds.length === 0 || kinds.includes(m.kind));

/** The words in the language asked for, or else as they stand. `lang` says which it is. */
export function said(words: Words, lang: Lang, own: Lang): { text: string; lang: Lang } {
  if (typeof words === "string") return { text: words, lang: own };
  const asked = words[lang];
  if (asked !== undefined) return { text: asked, lang };
  const original = words[own];
  if (original !== undefined) return { text: original, lang: own };
  const [other, text] = Object.entries(words)[0] ?? [own, ""];
  return { text, lang: other as Lang };
}

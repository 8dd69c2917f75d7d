import { nearest } from "../core/nearest.ts";
import type { DisputeFile, ReportInput, WhenInput } from "./schema.ts";

export interface Problem {
  path: PropertyKey[];
  message: string;
}

/** What a schema cannot see: names that lead nowhere, an end before its start, a report that takes itself back. */
export function problemsIn(file: DisputeFile): Problem[] {
  const known = {
    unit: new Set(file.units.map((u) => u.id)),
    place: new Set(file.places.map((p) => p.id)),
    topic: new Set(file.topics.map((t) => t.id)),
    source: new Set(file.sources.map((s) => s.id)),
    milestone: new Set(file.milestones.map((m) => m.id)),
    report: new Set(file.reports.map((r) => r.id)),
  };
  type Kind = keyof typeof known;
  const missing = (kind: Kind, id: string, ...path: PropertyKey[]): Problem[] => {
    if (known[kind].has(id)) return [];
    const meant = nearest(id, known[kind]);
    return [{ path, message: `No ${kind} is called ${id}.${meant ? ` Did you mean ${meant}?` : ""}` }];
  };
  const each = (kind: Kind, ids: readonly string[] | undefined, ...path: PropertyKey[]): Problem[] =>
    (ids ?? []).flatMap((id, i) => missing(kind, id, ...path, i));
  const ofReport = (report: ReportInput, r: number): Problem[] => [
    ...missing("source", report.source, "reports", r, "source"),
    ...each("report", report.retracts, "reports", r, "retracts"),
    ...each("report", report.supersedes, "reports", r, "supersedes"),
    ...report.asserts.flatMap((a, i) => [
      ...("milestone" in a ? missing("milestone", a.milestone, "reports", r, "asserts", i, "milestone") : []),
      ...("milestone" in a && a.condition?.unless ? missing("milestone", a.condition.unless, "reports", r, "asserts", i, "condition") : []),
      ...("claim" in a ? missing("topic", a.claim, "reports", r, "asserts", i, "claim") : []),
      ...("claim" in a && a.about ? missing("milestone", a.about, "reports", r, "asserts", i, "about") : []),
      ...each("unit", a.units, "reports", r, "asserts", i, "units"),
      ...each("place", a.places, "reports", r, "asserts", i, "places"),
      ...("milestone" in a && a.when !== undefined && endsEarly(a.when) ? [backwards(["reports", r, "asserts", i, "when"])] : []),
    ]),
    ...(typeof report.statedOn === "object" && report.statedOn.to < report.statedOn.from ? [backwards(["reports", r, "statedOn"])] : []),
  ];
  return [
    ...twins(file),
    ...file.units.flatMap((u, i) => each("place", u.places, "units", i, "places")),
    ...file.places.flatMap((p, i) => (p.within ? missing("place", p.within, "places", i, "within") : [])),
    ...loops(file),
    ...file.reports.flatMap(ofReport),
  ];
}

const backwards = (path: PropertyKey[]): Problem => ({ path, message: "It ends before it starts: `to` comes after `from`." });

// ISO dates and times of one form compare as text.
const endsEarly = (when: WhenInput): boolean => typeof when === "object" && "from" in when && when.to < when.from;

function twins(file: DisputeFile): Problem[] {
  const lists = ["units", "places", "topics", "sources", "milestones", "reports"] as const;
  return lists.flatMap((list) => {
    const seen = new Set<string>();
    return file[list].flatMap(({ id }, i) => {
      if (!seen.has(id)) {
        seen.add(id);
        return [];
      }
      return [{ path: [list, i, "id"], message: `${id} stands twice among the ${list}: every id is used once.` }];
    });
  });
}

function loops(file: DisputeFile): Problem[] {
  const within = new Map(file.places.map((p) => [p.id, p.within]));
  const placeLoops = file.places.flatMap((p, i) =>
    reaches(p.id, (id) => [within.get(id)].flatMap((w) => w ?? []))
      ? [{ path: ["places", i, "within"], message: `${p.id} lies within itself.` }]
      : [],
  );
  const retracts = new Map(file.reports.map((r) => [r.id, r.retracts]));
  const reportLoops = file.reports.flatMap((r, i) =>
    reaches(r.id, (id) => retracts.get(id) ?? []) ? [{ path: ["reports", i, "retracts"], message: `${r.id} takes itself back.` }] : [],
  );
  return [...placeLoops, ...reportLoops];
}

function reaches(start: string, next: (id: string) => readonly string[]): boolean {
  const seen = new Set<string>();
  const open = [...next(start)];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (id === start) return true;
    if (!seen.has(id)) open.push(...next(id));
    seen.add(id);
  }
  return false;
}

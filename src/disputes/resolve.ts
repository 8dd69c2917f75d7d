import type { ClaimAssertion, Dispute, MilestoneAssertion, Report, Source, StatedOn } from "./report.ts";
import type { DisputeFile, ReportInput, SourceInput, WhenInput } from "./schema.ts";
import { dayStart, type When } from "./when.ts";

/**
 * A checked file as a dispute. `recordedAt` says since when Picketline knows a report: on a dispute's first load as given
 * or else the start of `statedOn`, on later loads the moment it was first seen.
 */
export function resolve(
  file: DisputeFile,
  recordedAt: (report: ReportInput) => Temporal.Instant = (r) => givenRecordedAt(r, file.zone),
): Dispute {
  const sources = byId(file.sources.map(sourceOf));
  const reports = file.reports.flatMap((input): Report[] => {
    const source = sources.get(input.source);
    return source ? [{ ...reportOf(input, file.zone), source, recordedAt: recordedAt(input) }] : [];
  });
  return {
    id: file.id,
    title: file.title,
    zone: file.zone,
    language: file.language,
    owner: file.owner,
    approvals: file.approvals,
    parties: file.parties,
    units: byId(file.units),
    places: byId(file.places.map((p) => ({ ...p, within: p.within ?? null }))),
    topics: byId(file.topics),
    contacts: file.contacts.map((c) => ({ ...c, url: c.url ?? null })),
    milestones: byId(file.milestones.map((m) => ({ ...m, name: m.name ?? null }))),
    reports,
  };
}

export function givenRecordedAt(report: ReportInput, zone: string): Temporal.Instant {
  return report.recordedAt === undefined ? dayStart(statedOn(report).from, zone) : Temporal.Instant.from(report.recordedAt);
}

/** One report beside those of a dispute that is resolved already. */
export function resolveReport(input: ReportInput, source: SourceInput, zone: string, recordedAt: Temporal.Instant): Report {
  return { ...reportOf(input, zone), source: sourceOf(source), recordedAt };
}

const sourceOf = (s: SourceInput): Source => ({ ...s, published: s.published === null ? null : Temporal.PlainDate.from(s.published) });

function reportOf(input: ReportInput, zone: string): Omit<Report, "source" | "recordedAt"> {
  return {
    id: input.id,
    statedOn: statedOn(input),
    speaker: input.speaker,
    name: input.name ?? null,
    quote: input.quote ?? null,
    asserts: input.asserts.map((a) => ("milestone" in a ? milestoneAssertion(a, zone) : claimAssertion(a))),
    retracts: input.retracts,
    supersedes: input.supersedes,
  };
}

type AssertionInput = ReportInput["asserts"][number];

function milestoneAssertion(a: Extract<AssertionInput, { milestone: string }>, zone: string): MilestoneAssertion {
  return {
    type: "milestone",
    milestone: a.milestone,
    ...(a.when !== undefined && { when: whenOf(a.when, zone) }),
    ...(a.status && { status: a.status }),
    ...(a.condition !== undefined && { condition: a.condition && { text: a.condition.text, unless: a.condition.unless ?? null } }),
    ...(a.units && { units: a.units }),
    ...(a.places && { places: a.places }),
  };
}

function claimAssertion(a: Extract<AssertionInput, { claim: string }>): ClaimAssertion {
  return {
    type: "claim",
    topic: a.claim,
    party: a.party ?? null,
    text: a.text,
    figure: a.figure ?? null,
    about: a.about ?? null,
    units: a.units ?? [],
    places: a.places ?? [],
    caution: a.caution ?? null,
  };
}

function statedOn({ statedOn: said }: ReportInput): StatedOn {
  const { from, to } = typeof said === "string" ? { from: said, to: said } : said;
  return { from: Temporal.PlainDate.from(from), to: Temporal.PlainDate.from(to) };
}

export function whenOf(input: WhenInput, disputeZone: string): When {
  if (typeof input === "string") return { type: "day", day: Temporal.PlainDate.from(input), zone: disputeZone };
  const said = { zone: input.zone ?? disputeZone, ...(input.wording !== undefined && { wording: input.wording }) };
  if ("day" in input) return { type: "day", day: Temporal.PlainDate.from(input.day), ...said };
  if ("at" in input) return { type: "instant", at: Temporal.PlainDateTime.from(input.at), ...said };
  if ("lastDay" in input) {
    return {
      type: "days",
      from: Temporal.PlainDate.from(input.from),
      to: Temporal.PlainDate.from(input.to),
      lastDay: input.lastDay,
      ...said,
    };
  }
  if ("from" in input)
    return { type: "hours", from: Temporal.PlainDateTime.from(input.from), to: Temporal.PlainDateTime.from(input.to), ...said };
  if ("month" in input) return { type: "month", month: Temporal.PlainYearMonth.from(input.month), ...said };
  if ("notBefore" in input) return { type: "notBefore", day: Temporal.PlainDate.from(input.notBefore), ...said };
  return { type: "tbd", ...said };
}

const byId = <T extends { id: string }>(list: readonly T[]): ReadonlyMap<string, T> => new Map(list.map((each) => [each.id, each]));

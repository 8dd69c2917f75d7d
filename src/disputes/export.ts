import type { ClaimAssertion, Dispute, MilestoneAssertion, Report, Source, StatedOn } from "./report.ts";
import { resolveReport } from "./resolve.ts";
import type { DisputeFile, ReportInput, SourceInput, WhenInput } from "./schema.ts";
import type { When } from "./when.ts";

/**
 * A dispute in the form of its file: `resolve(fileOf(dispute))` is that dispute again. Every report carries its `recordedAt`, so that
 * what was known when stays so; a source that no report names has no place in a dispute and so none here.
 */
export function fileOf(dispute: Dispute): DisputeFile {
  const sources = sourcesOf(dispute.reports);
  return {
    id: dispute.id,
    title: dispute.title,
    zone: dispute.zone,
    language: dispute.language,
    owner: dispute.owner,
    approvals: dispute.approvals,
    parties: { union: aliased(dispute.parties.union), employer: aliased(dispute.parties.employer) },
    units: [...dispute.units.values()].map((unit) => ({ ...aliased(unit), places: [...unit.places] })),
    places: [...dispute.places.values()].map(({ within, ...place }) => ({ ...aliased(place), ...(within !== null && { within }) })),
    topics: [...dispute.topics.values()].map(aliased),
    contacts: dispute.contacts.map(({ url, ...contact }) => ({ ...contact, ...(url !== null && { url }) })),
    sources: [...sources.values()].map((source) => ({ ...source, published: source.published?.toString() ?? null })),
    milestones: [...dispute.milestones.values()].map(({ name, ...milestone }) => ({ ...milestone, ...(name !== null && { name }) })),
    reports: dispute.reports.map((report) =>
      reportInput(report, sources.get(contentOf(report.source))?.id ?? report.source.id, dispute.zone),
    ),
  };
}

/** @param disputeZone left out of what is in it, as files do */
export function whenInputOf(when: When, disputeZone?: string): WhenInput {
  const said = { ...(when.zone !== disputeZone && { zone: when.zone }), ...(when.wording !== undefined && { wording: when.wording }) };
  switch (when.type) {
    case "instant":
      return { at: wallTime(when.at), ...said };
    case "day":
      return Object.keys(said).length === 0 ? when.day.toString() : { day: when.day.toString(), ...said };
    case "days":
      return { from: when.from.toString(), to: when.to.toString(), lastDay: when.lastDay, ...said };
    case "hours":
      return { from: wallTime(when.from), to: wallTime(when.to), ...said };
    case "month":
      return { month: when.month.toString(), ...said };
    case "notBefore":
      return { notBefore: when.day.toString(), ...said };
    case "tbd":
      return { tbd: true, ...said };
    default:
      return when satisfies never;
  }
}

const wallTime = (at: Temporal.PlainDateTime): string => at.toString({ smallestUnit: "minute" });

const aliased = <T extends { aliases: readonly string[] }>(named: T): Omit<T, "aliases"> & { aliases: string[] } => ({
  ...named,
  aliases: [...named.aliases],
});

const contentOf = (source: Source): string => JSON.stringify(source);

/** Every source once, by its content. Of two that differ under one id, as chat may bring them, the later gets a number: none is lost. */
function sourcesOf(reports: readonly Report[]): ReadonlyMap<string, Source> {
  const sources = new Map<string, Source>();
  const taken = new Set<string>();
  for (const { source } of reports) {
    const content = contentOf(source);
    if (sources.has(content)) continue;
    let id = source.id;
    for (let n = 2; taken.has(id); n++) id = `${source.id}-${n}`;
    taken.add(id);
    sources.set(content, { ...source, id });
  }
  return sources;
}

/** As an export writes it: however it was written, two that say the same are the same. */
export const normalReport = (input: ReportInput, source: SourceInput, zone: string, recordedAt: Temporal.Instant): ReportInput =>
  reportInput(resolveReport(input, source, zone, recordedAt), input.source, zone);

function reportInput(report: Report, source: string, zone: string): ReportInput {
  return {
    id: report.id,
    statedOn: statedOn(report.statedOn),
    recordedAt: report.recordedAt.toString(),
    speaker: report.speaker,
    ...(report.name !== null && { name: report.name }),
    source,
    ...(report.quote !== null && { quote: report.quote }),
    asserts: report.asserts.map((a) => (a.type === "milestone" ? milestoneInput(a, zone) : claimInput(a))),
    retracts: [...report.retracts],
    supersedes: [...report.supersedes],
  };
}

const statedOn = ({ from, to }: StatedOn): ReportInput["statedOn"] =>
  from.equals(to) ? from.toString() : { from: from.toString(), to: to.toString() };

type AssertionInput = ReportInput["asserts"][number];

function milestoneInput({ milestone, when, status, condition, units, places }: MilestoneAssertion, zone: string): AssertionInput {
  return {
    milestone,
    ...(when && { when: whenInputOf(when, zone) }),
    ...(status && { status }),
    ...(condition !== undefined && {
      condition: condition && { text: condition.text, ...(condition.unless !== null && { unless: condition.unless }) },
    }),
    ...(units && { units: [...units] }),
    ...(places && { places: [...places] }),
  };
}

function claimInput({ topic, party, text, figure, about, units, places, caution }: ClaimAssertion): AssertionInput {
  return {
    claim: topic,
    ...(party !== null && { party }),
    text,
    ...(figure && { figure }),
    ...(about !== null && { about }),
    ...(units.length > 0 && { units: [...units] }),
    ...(places.length > 0 && { places: [...places] }),
    ...(caution !== null && { caution }),
  };
}

import type { FirstSeen, Ledger } from "../../src/disputes/library.ts";
import type { Dispute, MilestoneAssertion, MilestoneIdentity, Report, Source } from "../../src/disputes/report.ts";
import { dayStart, type When } from "../../src/disputes/when.ts";

export const zone = "America/Los_Angeles";
export const day = (value: string): Temporal.PlainDate => Temporal.PlainDate.from(value);
export const instant = (value: string): Temporal.Instant => Temporal.Instant.from(value);
export const onDay = (value: string): When => ({ type: "day", day: day(value), zone });

const source: Source = { id: "source", title: "Bulletin", publisher: null, url: null, published: null };

/** A report with what matters to the test said and the rest plain; `recordedAt` unsaid is the start of its first day. */
export function report(said: Omit<Partial<Report>, "statedOn"> & { id: string; statedOn: string | { from: string; to: string } }): Report {
  const { from, to } = typeof said.statedOn === "string" ? { from: said.statedOn, to: said.statedOn } : said.statedOn;
  return {
    recordedAt: dayStart(day(from), zone),
    speaker: "union",
    name: null,
    source,
    quote: null,
    asserts: [],
    retracts: [],
    supersedes: [],
    ...said,
    statedOn: { from: day(from), to: day(to) },
  };
}

export const says = (milestone: string, rest: Omit<MilestoneAssertion, "type" | "milestone"> = {}): MilestoneAssertion => ({
  type: "milestone",
  milestone,
  ...rest,
});

const party = { name: "Party", short: "party", aliases: [] };

export function disputeOf(reports: readonly Report[], milestones: readonly string[] = ["session"]): Dispute {
  const identity = (id: string): MilestoneIdentity => ({ id, kind: "bargaining-session", name: null });
  return {
    id: "made-up",
    title: "Made up",
    zone,
    language: "en",
    owner: "everyone",
    approvals: 1,
    parties: { union: party, employer: party },
    units: new Map(),
    places: new Map(),
    topics: new Map(),
    contacts: [],
    milestones: new Map(milestones.map((id) => [id, identity(id)])),
    reports,
  };
}

/** A ledger in memory, with the promises of the stored one. */
export function memoryLedger(): Ledger {
  const kept = new Map<string, Map<string, FirstSeen>>();
  return {
    seen: async (dispute) => kept.get(dispute),
    async record(dispute, reports) {
      const all = new Map([...reports, ...(kept.get(dispute) ?? [])]);
      kept.set(dispute, all);
      return all;
    },
  };
}

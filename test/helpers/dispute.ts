import { fold, type History } from "../../src/disputes/fold.ts";
import { resolve } from "../../src/disputes/resolve.ts";
import { disputeFile } from "../../src/disputes/schema.ts";

export interface QuickReport {
  id: string;
  statedOn: string;
  recordedAt?: string;
  speaker?: string;
  asserts?: object[];
  retracts?: string[];
}

/** A small dispute with two units and milestones named by the reports: `session-…`, `strike-…`, `contract-…`. */
export function quickDispute(reports: readonly QuickReport[], id = "test-dispute", zone = "America/Los_Angeles"): History {
  const milestones = [
    ...new Set(reports.flatMap((r) => (r.asserts ?? []).flatMap((a) => ("milestone" in a ? [String(a.milestone)] : [])))),
  ];
  const kind = (name: string): string =>
    name.startsWith("strike") ? "strike" : name.startsWith("contract") ? "contract-expiration" : "bargaining-session";
  const file = disputeFile.parse({
    id,
    title: `Dispute ${id}`,
    zone,
    parties: { union: { name: "Union", short: "the union" }, employer: { name: "Employer", short: "the employer" } },
    units: [
      { id: "north", name: "North" },
      { id: "south", name: "South" },
    ],
    sources: [{ id: "paper", title: "The paper", published: null }],
    milestones: milestones.map((name) => ({ id: name, kind: kind(name) })),
    reports: reports.map((r) => ({ speaker: "union", source: "paper", ...r })),
  });
  return fold(resolve(file));
}

import { languages } from "../core/words.ts";
import type { ClaimAssertion, Dispute, Report, Words } from "../disputes/report.ts";
import { messages } from "../text/messages.ts";

export interface FactText {
  key: string;
  text: string;
  /** Who says it: found by, but not spoken of. */
  speaker: string;
}

export const claimKey = (report: string, claim: number): string => `${report}#${claim}`;

/** All that can be searched: milestones by their id, claims by their report and place in it. */
export const factTexts = (dispute: Dispute, milestones: Iterable<string>): FactText[] => [
  ...milestoneTexts(dispute, milestones),
  ...dispute.reports.flatMap((r) => claimTexts(r, dispute)),
];

const all = (w: Words | null | undefined): string =>
  w === null || w === undefined ? "" : typeof w === "string" ? w : Object.values(w).join(" ");

function milestoneTexts(dispute: Dispute, ids: Iterable<string>): FactText[] {
  const scopes = scopesByMilestone(dispute);
  return [...ids].map((id) => {
    const milestone = dispute.milestones.get(id);
    const kind = milestone ? languages.map((l) => messages(l).kinds[milestone.kind]).join(" ") : "";
    return { key: id, text: [all(milestone?.name), kind, id.replaceAll("-", " "), scopes.get(id) ?? ""].join(" "), speaker: "" };
  });
}

/** Names of the units and places that any report gives a milestone, with the reports' own wording. */
function scopesByMilestone(dispute: Dispute): Map<string, string> {
  const texts = new Map<string, string>();
  for (const { asserts } of dispute.reports) {
    for (const a of asserts) {
      if (a.type !== "milestone") continue;
      const more = [scopeText(a, dispute), a.when?.wording ?? "", all(a.condition?.text)].join(" ");
      texts.set(a.milestone, `${texts.get(a.milestone) ?? ""} ${more}`);
    }
  }
  return texts;
}

function scopeText({ units = [], places = [] }: { units?: readonly string[]; places?: readonly string[] }, dispute: Dispute): string {
  const named = [...units.map((u) => dispute.units.get(u)), ...places.map((p) => dispute.places.get(p))];
  return named.map((n) => (n ? `${all(n.name)} ${n.aliases.join(" ")}` : "")).join(" ");
}

function claimTexts(report: Report, dispute: Dispute): FactText[] {
  return report.asserts.flatMap((a, i) =>
    a.type === "claim" ? [{ key: claimKey(report.id, i), text: claimText(a, report, dispute), speaker: all(report.name) }] : [],
  );
}

function claimText(claim: ClaimAssertion, { quote }: Report, dispute: Dispute): string {
  const topic = dispute.topics.get(claim.topic);
  const about = claim.about === null ? undefined : dispute.milestones.get(claim.about);
  return [
    all(claim.text),
    all(claim.caution),
    quote ?? "",
    all(topic?.name),
    all(about?.name),
    all(claim.figure?.of),
    scopeText(claim, dispute),
  ].join(" ");
}

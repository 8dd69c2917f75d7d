import type { NewSubscription } from "../../src/core/ports.ts";
import { disputeFile } from "../../src/disputes/schema.ts";
import { pick } from "../helpers/seeded.ts";

export const zone = "America/Los_Angeles";
export const from = Temporal.Instant.from("2023-10-02T08:00-07:00");
export const until = Temporal.Instant.from("2023-11-01T00:00-07:00");

type Report = Record<string, unknown> & { id: string };
export interface File {
  milestones: { id: string; kind: string }[];
  reports: Report[];
  [rest: string]: unknown;
}

const kinds = ["bargaining-session", "strike", "contract-expiration"] as const;
const units = ["north", "south"] as const;

/** October with so many milestones: moments, days and ranges, in one unit or both. */
export function october(count: number, random: () => number): File {
  const milestones = Array.from({ length: count }, (_, n) => ({ id: `milestone-${n}`, kind: pick(kinds, random) }));
  const first = milestones.map(({ id }, n) => ({
    milestone: id,
    status: "scheduled",
    when: whenFor(n, count, random),
    units: [pick(units, random)],
  }));
  const file = {
    id: "october",
    title: "October",
    zone,
    parties: { union: { name: "Union", short: "the union" }, employer: { name: "Employer", short: "the employer" } },
    units: units.map((id) => ({ id, name: id })),
    sources: [{ id: "paper", title: "The paper", published: null }],
    milestones,
    reports: first.map((asserts, n) => ({
      id: `first-${n}`,
      statedOn: "2023-10-01",
      speaker: "union",
      source: "paper",
      asserts: [asserts],
    })),
  };
  disputeFile.parse(file);
  return file;
}

const date = (n: number): string => `2023-10-${String(n).padStart(2, "0")}`;

function whenFor(n: number, count: number, random: () => number): unknown {
  const day = 4 + Math.floor((n / count) * 24);
  const form = Math.floor(random() * 3);
  if (form === 0) return date(day);
  if (form === 1) return { at: `${date(day)}T${pick(["06:00", "10:30", "18:00"], random)}` };
  return { from: date(day), to: date(day + 2), lastDay: "included" };
}

/** What becomes known on the way: something new, something moved, something taken back. */
export function edit(file: File, step: number, now: Temporal.Instant, random: () => number): File {
  const id = `edit-${step}`;
  const report = { id, statedOn: now.toZonedDateTimeISO(zone).toPlainDate().toString(), speaker: "union", source: "paper" };
  const soon = now
    .toZonedDateTimeISO(zone)
    .toPlainDate()
    .add({ days: 2 + Math.floor(random() * 6) });
  const retractable = file.reports.filter(
    (r) => r.id.startsWith("edit-") && !r.retracts && !file.reports.some((o) => (o.retracts as string[] | undefined)?.includes(r.id)),
  );
  const choice = random();
  if (choice < 0.25 && retractable.length > 0)
    return { ...file, reports: [...file.reports, { ...report, retracts: [pick(retractable, random).id] }] };
  if (choice < 0.5) {
    const added = { id: `added-${step}`, kind: pick(kinds, random) };
    const asserts = [{ milestone: added.id, status: "scheduled", when: soon.toString(), units: [pick(units, random)] }];
    return { ...file, milestones: [...file.milestones, added], reports: [...file.reports, { ...report, asserts }] };
  }
  const asserts = [{ milestone: pick(file.milestones, random).id, status: "scheduled", when: soon.toString() }];
  return { ...file, reports: [...file.reports, { ...report, asserts }] };
}

const rules = [
  { leads: null, hour: "09:00", zone },
  { leads: [{ amount: 1, unit: "d" }], hour: "10:00", zone: "Asia/Manila" },
  { leads: null, hour: "08:00", zone, digest: true, quiet: { from: "22:00", to: "07:00" } },
] as const;

/** Conversations over so many workspaces: most follow everything by the usual rule, some only a kind or a unit, at another hour. */
export function subscribers(count: number, workspaces: number, random: () => number): Omit<NewSubscription, "createdAt">[] {
  return Array.from({ length: count }, (_, n) => ({
    target: { platform: "discord" as const, workspace: `w${n % workspaces}`, conversation: `c${n}` },
    dispute: "october",
    kinds: random() < 0.2 ? [pick(kinds, random)] : [],
    units: random() < 0.2 ? [pick(units, random)] : [],
    lang: random() < 0.3 ? ("es" as const) : ("en" as const),
    rule: random() < 0.7 ? rules[0] : pick(rules, random),
    createdBy: `u${n}`,
  }));
}

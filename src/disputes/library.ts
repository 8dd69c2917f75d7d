import { createHash } from "node:crypto";
import type { Target } from "../core/ports.ts";
import { fold, type History } from "./fold.ts";
import { type FileProblem, type Loaded, loadFolder } from "./load.ts";
import { givenRecordedAt, resolve } from "./resolve.ts";
import type { DisputeFile, ReportInput } from "./schema.ts";

/** What was known of a report when it was first seen: it is never edited, only retracted. */
export interface FirstSeen {
  recordedAt: Temporal.Instant;
  fingerprint: string;
}

/** Remembers first-seen reports; undefined for a dispute that was never loaded. */
export interface Ledger {
  seen(dispute: string): Promise<ReadonlyMap<string, FirstSeen> | undefined>;
  /** Keeps what is not kept yet; yields all that is: another process may have seen a report first. */
  record(dispute: string, reports: ReadonlyMap<string, FirstSeen>): Promise<ReadonlyMap<string, FirstSeen>>;
}

/** Where there is no database: every load is a first load. */
export const noLedger: Ledger = { seen: async () => undefined, record: async (_, reports) => reports };

/** The disputes in memory. Answers read nothing else. */
export interface Library {
  all(): readonly History[];
  /** Those that a workspace may see: everyone's and its own. */
  visibleTo(target: Pick<Target, "platform" | "workspace">): readonly History[];
  get(id: string): History | undefined;
  /** Reads the folder again. What is wrong is returned, and the last good data of that dispute stays. */
  load(now: Temporal.Instant): Promise<readonly FileProblem[]>;
}

export function createLibrary(folder: string, ledger: Ledger): Library {
  const histories = new Map<string, History>();
  const all = (): History[] => [...histories.values()];
  return {
    all,
    visibleTo: ({ platform, workspace }) =>
      all().filter(({ dispute: { owner } }) => owner === "everyone" || owner.workspace === `${platform}/${workspace}`),
    get: (id) => histories.get(id),
    async load(now) {
      const loaded = await loadFolder(folder);
      const problems = loaded.flatMap((each) => (each.ok ? [] : each.problems));
      for (const each of loaded) {
        if (!each.ok) continue;
        const admitted = await admit(each, ledger, now);
        if (Array.isArray(admitted)) problems.push(...admitted);
        else histories.set(each.input.id, admitted);
      }
      return [...problems, ...missing(histories, loaded, folder)];
    },
  };
}

/** First load: recorded as given. Later: a new report is recorded now, so that people are told; a known one must be unchanged. */
async function admit(
  { file, input }: Extract<Loaded, { ok: true }>,
  ledger: Ledger,
  now: Temporal.Instant,
): Promise<History | FileProblem[]> {
  const seen = await ledger.seen(input.id);
  if (seen) {
    const broken = brokenPromises(input, seen);
    if (broken.length > 0) return broken.map((message) => ({ file, line: 1, column: 1, message }));
  }
  const first = new Map<string, FirstSeen>();
  for (const report of input.reports) {
    if (seen?.has(report.id)) continue;
    first.set(report.id, { recordedAt: seen ? now : givenRecordedAt(report, input.zone), fingerprint: fingerprint(report, input) });
  }
  // Before anything is written, so that what cannot be folded is never kept.
  const own = new Map([...(seen ?? []), ...first]);
  const foldedBy = (kept: ReadonlyMap<string, FirstSeen>): History =>
    fold(resolve(input, (report) => kept.get(report.id)?.recordedAt ?? own.get(report.id)?.recordedAt ?? now));
  const history = foldedBy(own);
  if (first.size === 0 && seen) return history;
  const kept = await ledger.record(input.id, first);
  const same = [...first].every(([id, { recordedAt }]) => kept.get(id)?.recordedAt.equals(recordedAt) !== false);
  return same ? history : foldedBy(kept);
}

function brokenPromises(input: DisputeFile, seen: ReadonlyMap<string, FirstSeen>): string[] {
  const present = new Map(input.reports.map((r) => [r.id, r]));
  return [...seen].flatMap(([id, { fingerprint: before }]) => {
    const report = present.get(id);
    if (!report) return [`Report ${id} has disappeared. People were told of it: put it back and retract it instead.`];
    if (fingerprint(report, input) === before) return [];
    return [`Report ${id} asserts something else than when it was first read. Put it back and retract it instead, in a report of its own.`];
  });
}

/** Stands for what a report asserts. Names, translations and layout may be mended; words in the dispute's own language may not. */
function fingerprint({ statedOn, speaker, asserts, retracts, supersedes }: ReportInput, { language }: DisputeFile): string {
  const own = JSON.stringify([statedOn, speaker, asserts, retracts, supersedes], (_, value: unknown) =>
    typeof value === "object" && value !== null && language in value ? (value as Record<string, unknown>)[language] : value,
  );
  return createHash("sha256").update(own).digest("base64url");
}

function missing(histories: ReadonlyMap<string, History>, loaded: readonly Loaded[], folder: string): FileProblem[] {
  if (loaded.some((each) => !each.ok)) return [];
  const present = new Set(loaded.flatMap((each) => (each.ok ? [each.input.id] : [])));
  return [...histories.keys()]
    .filter((id) => !present.has(id))
    .map((id) => ({
      file: folder,
      line: 1,
      column: 1,
      message: `The file of dispute ${id} has disappeared; its last good data stays in use.`,
    }));
}

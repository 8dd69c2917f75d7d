import { createHash } from "node:crypto";
import { type ByOwner, byOwner } from "./by-owner.ts";
import { type Entered, type Entry, withFragments } from "./entered.ts";
import { normalReport } from "./export.ts";
import { fold, type History } from "./fold.ts";
import { type FileProblem, type Loaded, loadFolder } from "./load.ts";
import { givenRecordedAt, resolve } from "./resolve.ts";
import type { DisputeFile, ReportInput, SourceInput } from "./schema.ts";

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
export interface Library extends ByOwner {
  all(): readonly History[];
  get(id: string): History | undefined;
  /** Reads the folder again. What is wrong is returned, and the last good data of that dispute stays. */
  load(now: Temporal.Instant): Promise<readonly FileProblem[]>;
  /** Takes in what was entered in conversations, here or in another process. */
  enter(entered: Entered, now: Temporal.Instant): Promise<readonly FileProblem[]>;
  /** What `enter` would refuse of a dispute made in a conversation. */
  refusals(file: DisputeFile): Promise<readonly FileProblem[]>;
  /** A dispute made in a conversation, without what was entered since. */
  own(id: string): DisputeFile | undefined;
  /** Who entered a report; undefined for one from a file. */
  entry(dispute: string, report: string): Entry | undefined;
}

type Kept = ReadonlyMap<string, FirstSeen>;

/** A dispute as its file gives it, with what is kept of its reports. */
interface Base {
  file: string;
  input: DisputeFile;
  kept: Kept;
}

export function createLibrary(folder: string, ledger: Ledger): Library {
  const histories = new Map<string, History>();
  const bases = new Map<string, Base>();
  const entries = new Map<string, Map<string, Entry>>();
  const all = (): History[] => [...histories.values()];
  let index = byOwner([]);
  const entriesOf = (id: string): readonly Entry[] => [...(entries.get(id)?.values() ?? [])];

  function refold(id: string): FileProblem[] {
    const base = bases.get(id);
    if (!base) return [];
    const { history, misfits } = foldAll(base, entriesOf(id));
    histories.set(id, history);
    return misfits.map((report) => problem(base.file, misfit(report)));
  }
  async function take(each: Extract<Loaded, { ok: true }>, now: Temporal.Instant): Promise<FileProblem[]> {
    const admitted = await admit(each, ledger, now, entriesOf(each.input.id));
    if (Array.isArray(admitted)) return admitted;
    bases.set(each.input.id, admitted);
    return refold(each.input.id);
  }
  /** However it ends: what is wrong with one dispute holds up no other. */
  const changing =
    <A extends readonly unknown[], R>(change: (...of: A) => Promise<R>) =>
    (...of: A): Promise<R> =>
      change(...of).finally(() => {
        index = byOwner(all());
      });

  return {
    all,
    visibleTo: (by) => index.visibleTo(by),
    nearTo: (...by) => index.nearTo(...by),
    get: (id) => histories.get(id),
    async refusals(input) {
      const taken = bases.get(input.id);
      if (taken && taken.file !== own) return [problem(taken.file, `id ${input.id} is that of a file.`)];
      const seen = await ledger.seen(input.id);
      const broken = [...(seen ? brokenPromises(input, seen) : []), ...contradicted(input, entriesOf(input.id))];
      if (broken.length > 0) return broken.map((message) => problem(own, message));
      const { misfits } = foldAll({ file: own, input, kept: seen ?? new Map() }, entriesOf(input.id));
      return misfits.map((report) => problem(own, misfit(report)));
    },
    own: (id) => {
      const base = bases.get(id);
      return base?.file === own ? base.input : undefined;
    },
    entry: (dispute, report) => entries.get(dispute)?.get(report),
    load: changing(async (now) => {
      const loaded = await loadFolder(folder);
      const problems = loaded.flatMap((each) => (each.ok ? [] : each.problems));
      for (const each of loaded) if (each.ok) problems.push(...(await take(each, now)));
      const fromFiles = [...bases.values()].flatMap(({ file, input }) => (file === own ? [] : [input.id]));
      return [...problems, ...missing(fromFiles, loaded, folder)];
    }),
    enter: changing(async (entered, now) => {
      for (const entry of entered.entries) {
        const known = entries.get(entry.dispute) ?? new Map<string, Entry>();
        entries.set(entry.dispute, known.set(entry.report.id, entry));
      }
      const made = new Set(entered.disputes.map(({ id }) => id));
      const problems: FileProblem[] = [];
      for (const input of entered.disputes) {
        const twin = bases.get(input.id);
        if (twin && twin.file !== own)
          problems.push(problem(twin.file, `id ${input.id} is also that of a dispute made in a conversation.`));
        else problems.push(...(await take({ ok: true, file: own, input }, now)));
      }
      const touched = new Set(entered.entries.map((entry) => entry.dispute).filter((id) => !made.has(id)));
      return [...problems, ...[...touched].flatMap(refold)];
    }),
  };
}

/** Stands for a file where a dispute was made in a conversation. */
const own = "(made in a conversation)";

const misfit = (report: string): string => `Report ${report}, entered in a conversation, no longer fits this dispute.`;

const problem = (file: string, message: string): FileProblem => ({ file, line: 1, column: 1, message });

function foldAll({ input, kept }: Base, entries: readonly Entry[]): { history: History; misfits: readonly string[] } {
  const { file, misfits } = withFragments(input, entries);
  const entered = new Map(entries.map((entry) => [entry.report.id, entry.recordedAt]));
  const recordedAt = (report: ReportInput): Temporal.Instant =>
    kept.get(report.id)?.recordedAt ?? entered.get(report.id) ?? givenRecordedAt(report, file.zone);
  return { history: fold(resolve(file, recordedAt)), misfits };
}

/** First load: recorded as given. Later: a new report is recorded now, so that people are told; a known one must be unchanged. */
async function admit(
  { file, input }: Extract<Loaded, { ok: true }>,
  ledger: Ledger,
  now: Temporal.Instant,
  entries: readonly Entry[],
): Promise<Base | FileProblem[]> {
  const seen = await ledger.seen(input.id);
  const broken = [...(seen ? brokenPromises(input, seen) : []), ...contradicted(input, entries)];
  if (broken.length > 0) return broken.map((message) => problem(file, message));
  // What was entered in a conversation and is now in the file, by way of an export, was known since then.
  const entered = new Map(entries.map((entry) => [entry.report.id, entry.recordedAt]));
  const first = new Map<string, FirstSeen>();
  for (const report of input.reports) {
    if (seen?.has(report.id)) continue;
    const recordedAt = entered.get(report.id) ?? (seen ? now : givenRecordedAt(report, input.zone));
    first.set(report.id, { recordedAt, fingerprint: fingerprint(report, input) });
  }
  // Before anything is written, so that what cannot be folded is never kept.
  const kept = new Map([...(seen ?? []), ...first]);
  foldAll({ file, input, kept }, entries);
  if (first.size === 0 && seen) return { file, input, kept };
  return { file, input, kept: new Map([...kept, ...(await ledger.record(input.id, first))]) };
}

function brokenPromises(input: DisputeFile, seen: Kept): string[] {
  const present = new Map(input.reports.map((r) => [r.id, r]));
  return [...seen].flatMap(([id, { fingerprint: before }]) => {
    const report = present.get(id);
    if (!report) return [`Report ${id} has disappeared. People were told of it: put it back and retract it instead.`];
    if (fingerprint(report, input) === before) return [];
    return [`Report ${id} asserts something else than when it was first read. Put it back and retract it instead, in a report of its own.`];
  });
}

/** What was entered in a conversation and stands in the file too must be what it was: people were told of it. Compared as an export writes it. */
function contradicted(input: DisputeFile, entries: readonly Entry[]): string[] {
  const present = new Map(input.reports.map((report) => [report.id, report]));
  const sources = new Map(input.sources.map((source) => [source.id, source]));
  return entries.flatMap((entry) => {
    const report = present.get(entry.report.id);
    const source = report && sources.get(report.source);
    if (!report || !source) return [];
    const normal = (each: ReportInput, from: SourceInput): ReportInput => normalReport(each, from, input.zone, entry.recordedAt);
    // What it superseded was worked out when it was entered, in the entry and in its export alike.
    const same = fingerprint(normal(report, source), input) === fingerprint(normal(entry.report, entry.source), input);
    return same ? [] : [`Report ${entry.report.id} asserts something else than when it was entered. Put it back and retract it instead.`];
  });
}

/** Stands for what a report asserts. Names, translations and layout may be mended; words in the dispute's own language may not. */
function fingerprint({ statedOn, speaker, asserts, retracts, supersedes }: ReportInput, { language }: DisputeFile): string {
  const own = JSON.stringify([statedOn, speaker, asserts, retracts, supersedes], (_, value: unknown) =>
    typeof value === "object" && value !== null && language in value ? (value as Record<string, unknown>)[language] : value,
  );
  return createHash("sha256").update(own).digest("base64url");
}

function missing(known: readonly string[], loaded: readonly Loaded[], folder: string): FileProblem[] {
  if (loaded.some((each) => !each.ok)) return [];
  const present = new Set(loaded.flatMap((each) => (each.ok ? [each.input.id] : [])));
  return known
    .filter((id) => !present.has(id))
    .map((id) => problem(folder, `The file of dispute ${id} has disappeared; its last good data stays in use.`));
}

import type { Person } from "../core/ports.ts";
import { problemsIn } from "./references.ts";
import type { DisputeFile, MilestoneInput, ReportInput, SourceInput } from "./schema.ts";

export type { Person };

/** What one report adds to a dispute's file: itself, its source, and the milestone it is the first to speak of. */
export interface Fragment {
  report: ReportInput;
  source: SourceInput;
  milestone?: MilestoneInput | undefined;
}

/** A report that was entered in a conversation and approved. */
export interface Entry extends Fragment {
  dispute: string;
  recordedAt: Temporal.Instant;
  /** Null: they asked to be forgotten. */
  author: Person | null;
}

/** What was entered since an earlier look, in any process. */
export interface Entered {
  /** Grows with everything that is entered; nothing is entered twice under one. */
  version: number;
  /** Disputes that workspaces made themselves, as they are now. */
  disputes: readonly DisputeFile[];
  entries: readonly Entry[];
}

/** A dispute's file with what was entered; what the file says itself stays. Entries that no longer fit are left out, and named. */
export function withFragments(file: DisputeFile, fragments: readonly Fragment[]): { file: DisputeFile; misfits: readonly string[] } {
  const all = fragments.reduce(adding, file);
  if (fragments.length === 0 || problemsIn(all).length === 0) return { file: all, misfits: [] };
  let fitting = file;
  const misfits: string[] = [];
  for (const fragment of fragments) {
    const more = adding(fitting, fragment);
    if (problemsIn(more).length === 0) fitting = more;
    else misfits.push(fragment.report.id);
  }
  return { file: fitting, misfits };
}

function adding(file: DisputeFile, { report, source, milestone }: Fragment): DisputeFile {
  if (has(file.reports, report)) return file;
  return {
    ...file,
    sources: has(file.sources, source) ? file.sources : [...file.sources, source],
    milestones: !milestone || has(file.milestones, milestone) ? file.milestones : [...file.milestones, milestone],
    reports: [...file.reports, report],
  };
}

const has = (list: readonly { id: string }[], { id }: { id: string }): boolean => list.some((each) => each.id === id);

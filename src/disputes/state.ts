import type { Status } from "../core/words.ts";
import type { ClaimAssertion, Condition, Dispute, MilestoneAssertion, MilestoneIdentity, Report } from "./report.ts";
import type { When } from "./when.ts";

/** What a reader would be told of a milestone. When this changes, its revision advances. */
export interface Told {
  when: When;
  status: Status;
  condition: Condition | null;
  units: readonly string[];
  places: readonly string[];
}

/** One report's word on one milestone. */
export interface Statement {
  report: Report;
  assertion: MilestoneAssertion;
  /** A later report says that this is no longer current. */
  superseded: boolean;
}

export interface Revision {
  number: number;
  /** Since when it is what a reader would be told. */
  since: Temporal.Instant;
  /** Null: every report of it was retracted. */
  told: Told | null;
}

export interface Milestone extends Told, MilestoneIdentity {
  revision: number;
  /** All revisions so far, the current one last. */
  revisions: readonly Revision[];
  /** Every visible, unretracted word on it, in the order of the log, but what is superseded first. */
  statements: readonly Statement[];
  /** The milestone whose occurrence voided its condition. */
  voidedBy: string | null;
}

export interface Claim extends ClaimAssertion {
  report: Report;
  superseded: boolean;
}

/** A dispute as it was known at one moment. */
export interface State {
  dispute: Dispute;
  milestones: ReadonlyMap<string, Milestone>;
  /** Milestones that were told once and of which no report is left. */
  withdrawn: ReadonlyMap<string, MilestoneIdentity & { revisions: readonly Revision[] }>;
  claims: readonly Claim[];
  /** Visible and unretracted, in the order of the log. */
  reports: readonly Report[];
  /** Visible, and taken back since. */
  retracted: readonly Report[];
}

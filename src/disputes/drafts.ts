import type { Entered, Entry, Fragment, Person } from "./entered.ts";
import type { DisputeFile } from "./schema.ts";

/** The revision of each milestone that a report touches, as whoever agreed to it saw it. */
export type Basis = Readonly<Record<string, number>>;

/** A report that waits for those who must agree to it. */
export interface Draft {
  id: string;
  dispute: string;
  fragment: Fragment;
  basis: Basis;
  /** Null: they asked to be forgotten. */
  author: Person | null;
  approvals: readonly Person[];
  /** What it rests on has changed since it was written: whoever agrees must say which preview they saw. */
  rebased: boolean;
  state: "open" | "sent" | "discarded";
  /** Real moments. */
  createdAt: Temporal.Instant;
  expiresAt: Temporal.Instant;
}

/** Somebody who was made an organizer in a conversation. */
export interface KeptOrganizer extends Person {
  /** Also of disputes that belong to everyone. */
  everyones: boolean;
}

/** What organizers enter, kept for every process. */
export interface OrganizingStore {
  since(version: number): Promise<Entered>;
  organizers(): Promise<readonly KeptOrganizer[]>;
  addOrganizer(organizer: KeptOrganizer, at: Temporal.Instant): Promise<boolean>;
  removeOrganizer(organizer: Person): Promise<boolean>;
  keep(draft: Draft): Promise<void>;
  draft(id: string): Promise<Draft | undefined>;
  /** Open ones of these disputes that have not expired at `real`, the newest first. */
  open(disputes: readonly string[], real: Temporal.Instant): Promise<Draft[]>;
  /** Adds an approval, once a person, while it is open and rests on that; undefined where it does not. */
  approve(id: string, by: Person, basis: Basis): Promise<Draft | undefined>;
  /** What it rests on has changed: who agreed before must look again. */
  rebase(id: string, basis: Basis): Promise<void>;
  discard(id: string): Promise<boolean>;
  /** Sends a draft: all of it or nothing. False where something was entered since `version`, or it is no longer open. */
  enter(draft: string, entry: Entry, version: number): Promise<boolean>;
  /** Keeps a dispute made in a conversation, as it is from now on. False where something was entered since `version`. */
  putDispute(file: DisputeFile, version: number): Promise<boolean>;
}

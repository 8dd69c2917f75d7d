import type { Platform } from "../core/ports.ts";
import type { Reply } from "../core/reply.ts";
import type { Lang } from "../core/words.ts";
import type { Draft } from "../disputes/drafts.ts";
import type { Entry, Fragment, Person } from "../disputes/entered.ts";
import type { History } from "../disputes/fold.ts";
import type { DisputeFile } from "../disputes/schema.ts";
import type { Judged } from "./judge.ts";

/** A draft as things stand now. */
export interface Proposal {
  draft: Draft;
  /** What is believed without it. */
  history: History;
  judged: Judged;
  /** Conversations that would be told, by platform. */
  audience: ReadonlyMap<Platform, number>;
}

export type Approval =
  | { outcome: "sent"; proposal: Proposal }
  /** Another organizer must agree as well. */
  | { outcome: "waiting"; proposal: Proposal }
  /** Something else was entered since it was written: whoever agreed must look again. */
  | { outcome: "changed"; proposal: Proposal }
  | { outcome: "over"; why: "sent" | "discarded" | "expired" | "unknown" };

export interface Named extends Person {
  /** By the settings, or made one in a conversation. */
  by: "settings" | "admin";
  everyones: boolean;
}

/** What one organizer may do. Nothing here reaches a dispute that is not theirs to change. */
export interface Organizing {
  /** Those that this person may change. */
  disputes: readonly History[];
  /** Whether that includes what belongs to everyone. */
  everyones: boolean;
  propose(dispute: string, fragment: Fragment): Promise<Proposal>;
  proposal(draft: string): Promise<Proposal | undefined>;
  open(): Promise<Draft[]>;
  /** @param seen which preview they saw: `basisKey` of what it rested on. */
  approve(draft: string, seen?: string): Promise<Approval>;
  discard(draft: string): Promise<boolean>;
  /** The message as those who follow everything get it; undefined where nobody is told. */
  message(proposal: Proposal, lang: Lang): Reply | undefined;
  /** Who entered a report; undefined where it came from a file. */
  entry(dispute: string, report: string): Entry | undefined;
  organizers(): Named[];
  /** False where they were one already; undefined where it is not clear for which workspace. */
  addOrganizer(user: string): Promise<boolean | undefined>;
  removeOrganizer(user: string): Promise<boolean | undefined>;
  /** Keeps a dispute of this workspace, made or read again; or says what is wrong with it. @throws Error for one that is not its own. */
  put(file: DisputeFile): Promise<{ history: History } | { problems: readonly string[] }>;
  /** Changes who sees a dispute of this workspace, and how many must agree. @throws Error for one that is not its own. */
  settle(dispute: string, settings: { shared?: boolean; approvals?: 1 | 2 }): Promise<History>;
}

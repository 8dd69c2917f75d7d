import { type Command, command as declare, type Registry, type Role } from "../../src/core/command.ts";
import type { Here } from "../../src/core/invocation.ts";
import type { DeliveryLog } from "../../src/core/outbox.ts";
import type { Forgetting, Lead, PostOutcome, PreferenceStore, Subscription, Subscriptions, Target } from "../../src/core/ports.ts";
import type { Reply } from "../../src/core/reply.ts";
import type { Lang } from "../../src/core/words.ts";
import type { History } from "../../src/disputes/fold.ts";
import type { Milestone } from "../../src/disputes/state.ts";
import type { Organizing } from "../../src/organize/ports.ts";
import type { Messages } from "../../src/text/messages.ts";

/** One reminder ahead, if nothing new is reported. */
export interface Ahead {
  at: Temporal.Instant;
  milestone: Milestone;
  edge: "start" | "end";
  lead: Lead;
  /** What chose the moment: the lead itself, the daily digest, or the quiet hours it was moved out of. */
  by: "lead" | "digest" | "quiet";
}

/** What a command may reach. The rest of the program comes in through the ports here. */
export interface Context {
  now: Temporal.Instant;
  lang: Lang;
  /** Whether the caller or the platform chose the language; else a command may go by the question's own. */
  langChosen: boolean;
  m: Messages;
  target: Target;
  callerId: string;
  /** Where the platform says the caller lives; undefined where it does not say. */
  callerZone: string | undefined;
  role: Role;
  /** What an organizer may do; absent for members, and where nothing is kept. */
  organizing: Organizing | undefined;
  /** What the platform knows of this conversation. */
  here: Here;
  /** Posts here, or there, as a reminder would be posted; absent where an answer is such a post already. */
  announce: ((reply: Reply, there?: Target) => Promise<PostOutcome>) | undefined;
  /** Disputes that this conversation's workspace may see, and no other. */
  disputes: readonly History[];
  /** Those of them that are meant where none is named: its own, and everyone's. */
  near: readonly History[];
  /** The one this conversation chose with `use`. */
  preferred: string | undefined;
  preferences: PreferenceStore;
  /** Absent where nothing can be remembered: a terminal without a database. */
  subscriptions: Subscriptions | undefined;
  /** What was sent and what was not; absent where nothing is kept. */
  deliveryLog: DeliveryLog | undefined;
  /** What a subscription will be reminded of, in order; undefined where its dispute is not loaded. */
  preview(subscription: Subscription, from: Temporal.Instant, to: Temporal.Instant): Ahead[] | undefined;
  /** What stood in a message that was sent here, as it stands now; unsaid, in the last one. Absent where nothing is kept. */
  news: ((message: string | undefined) => Promise<Reply | undefined>) | undefined;
  /** Absent where nothing is kept. */
  forgetting: Forgetting | undefined;
  /** Whoever runs this says that the employer may read in this workspace. */
  employerMayRead: boolean;
  version: string;
  registry(): Registry<Context>;
}

export type PicketlineCommand = Command<Context>;

export const command = declare<Context>();

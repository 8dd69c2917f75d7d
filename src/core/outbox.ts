import type { Platform, ReminderRule, Scope, Subscription, Target } from "./ports.ts";
import type { Reply } from "./reply.ts";

/** Something that fell due: one lead before a milestone's start or end, or the news that its revision advanced. */
export interface Reminder {
  key: string;
  type: "lead" | "update";
  dispute: string;
  milestone: string;
  revision: number;
  /** The revision that followers were told of before; 0 for none, and for a lead. */
  previous: number;
  /** `7d`, `0d`, `1h`; null for an update. */
  lead: string | null;
  edge: "start" | "end";
  /** Whose: the rule's key; null for an update, which goes to every follower. */
  rule: string | null;
  /** In the clock people live in. */
  dueAt: Temporal.Instant;
}

/** What is known of a milestone's audience when its reminder is fanned out. */
export interface Audience {
  kind: string;
  units: readonly string[];
}

/** One reminder for one subscription: its row is the queue. */
export interface Delivery {
  key: string;
  reminder: Reminder;
  /** As it is now; undefined when it ended meanwhile. */
  subscription: Subscription | undefined;
}

/** What one target is sent at once: all that fell due for it together, under the key of the first. */
export interface Batch {
  messageKey: string;
  target: Target;
  /** How often it was claimed before. */
  attempts: number;
  /** An earlier attempt may have reached the platform, which is not known: look back before posting. */
  uncertain: boolean;
  /** Real moment of the first claim that may have led to a post. */
  firstTried: Temporal.Instant;
  deliveries: readonly Delivery[];
}

/** What became of one delivery. */
export type Outcome =
  /** `uncertain`: it went out although an earlier attempt may have arrived and the platform cannot say: perhaps it is there twice. */
  | { state: "delivered"; messageId: string; late: boolean; uncertain: boolean }
  | { state: "uncertain"; reason: string; nextAt: Temporal.Instant }
  /** `uncertain`: an earlier attempt may still have arrived. */
  | { state: "retrying"; reason: string; nextAt: Temporal.Instant; uncertain: boolean }
  | { state: "paused"; reason: string }
  | { state: "skipped"; reason: string }
  | { state: "failed"; reason: string };

/** What a subscription was told of a milestone before an update of it. */
export interface Earlier {
  /** The revision it was last told of; 0 when of none. */
  revision: number;
  /** The messages that said so, newest first, each with all that stood in it. */
  messages: readonly { messageId: string; key: string; parts: readonly Pick<Reminder, "milestone" | "revision" | "type" | "edge">[] }[];
}

/** Highest revision of each milestone that followers were told of, by `dispute/milestone`. */
export type Announced = ReadonlyMap<string, number>;

export interface Outbox {
  /** Distinct rules that some subscription uses. */
  rules(): Promise<ReminderRule[]>;
  progress(): Promise<{ lastTick: Temporal.Instant | undefined; announced: Announced }>;
  /** Writes what fell due, the revisions told and the tick's moment together; what is already there stays. */
  record(tick: Temporal.Instant, due: readonly { reminder: Reminder; audience: Audience }[], announced: Announced): Promise<void>;
  /** The clock was set back to `now`: what was skipped as past and is not past any more is forgotten, to be planned when it falls due. */
  rewind(now: Temporal.Instant): Promise<void>;
  /**
   * Writes one page of deliveries with its own progress; false when nothing is left to fan out. Leads are due at `real`;
   * updates after `gather`, so that changes which follow each other closely become one message.
   */
  fanOut(real: Temporal.Instant, page: number, gather: Temporal.Duration): Promise<boolean>;
  /** By the key of an update's delivery. */
  earlier(deliveries: readonly string[]): Promise<ReadonlyMap<string, Earlier>>;
  /**
   * Takes due batches for as long as the lease, of each platform as many as it has room for, workspaces in turn; nobody else gets them meanwhile.
   * Leaves out platforms and workspaces that are `closed`. Times are `clock.real()`.
   */
  claim(
    real: Temporal.Instant,
    lease: Temporal.Duration,
    room: (platform: Platform) => number,
    closed?: readonly Scope[],
    /** Of one workspace at most. */
    share?: (platform: Platform) => number,
  ): Promise<Batch[]>;
  /** Parts a batch that was refused as a whole: each of its deliveries is a message of its own from then on. */
  part(messageKey: string, real: Temporal.Instant): Promise<void>;
  /** Keeps what must be called later, apart from the queue of messages: an edit again replaces the one before it. */
  postpone(target: Target, edit: { messageId: string; key: string; reply: Reply }, until: Temporal.Instant): Promise<void>;
  /** An edit was made: one of the same message that was kept for later is out of date. */
  edited(target: Target, messageId: string): Promise<void>;
  /** Ends leases that end before `before`, of processes that are gone: what they held may have been posted, and is looked back for at once. */
  takeOver(before: Temporal.Instant): Promise<void>;
  /** Brings near what lies further ahead of `real` than anything is ever put off: it was written by a clock that was wrong. */
  unwind(real: Temporal.Instant): Promise<void>;
  /** Puts back batches that were claimed and not tried, by message key, until the moment they may go. */
  release(until: ReadonlyMap<string, Temporal.Instant>): Promise<void>;
  /** Writes the outcome of each delivery, by its key, and ends the lease. */
  settle(outcomes: ReadonlyMap<string, Outcome>, real: Temporal.Instant): Promise<void>;
}

/** What is called after a message was posted: it is published, or an edit that the platform put off is made. */
export type Publication = { target: Target; messageId: string; attempts: number } & (
  | { kind: "post" }
  | { kind: "edit"; key: string; reply: Reply }
);

export interface Publications {
  /** What may be called now, the oldest of each conversation. @param most posts of one conversation that are published within an hour. */
  due(real: Temporal.Instant, most: number): Promise<Publication[]>;
  done(publication: Publication, real: Temporal.Instant): Promise<void>;
  /** Puts off all of its kind in its conversation. */
  putOff(publication: Publication, until: Temporal.Instant): Promise<void>;
  drop(publication: Publication): Promise<void>;
}

/** Which of several processes on one database posts: platforms limit a bot, not a process. */
export interface Lead {
  /** Takes or keeps the lead; false while another process has it. */
  hold(): Promise<boolean>;
  /** Whether it is certain, at this moment, that no other process has it. */
  held(): boolean;
  close(): Promise<void>;
}

export const skipReasons = [
  "the dispute is not loaded",
  "the subscription ended",
  "the subscription is paused",
  "the milestone is not known any more",
  "a newer revision replaced it",
  "the subscription no longer covers it",
  "it lies in the past",
  "it is again what was told before",
  "the dispute is no longer theirs to see",
] as const;
export type SkipReason = (typeof skipReasons)[number];

/** One delivery as the record has it. */
export interface DeliveryRecord {
  target: Target;
  dispute: string;
  milestone: string;
  revision: number;
  type: Reminder["type"];
  lead: string | null;
  dueAt: Temporal.Instant;
  state: Outcome["state"] | "due";
  reason: string | null;
  late: boolean;
  /** Perhaps it is there twice. */
  uncertain: boolean;
}

/** How many deliveries of one reminder or update stand at what. */
export interface SentCount {
  type: Reminder["type"];
  lead: string | null;
  edge: Reminder["edge"];
  revision: number;
  dueAt: Temporal.Instant;
  delivered: number;
  /** Still to be sent. */
  open: number;
}

/** One thing that stood in a message. */
export interface Said {
  reminder: Reminder;
  /** The revision its readers had been told of before; 0 for none. */
  before: number;
}

/** Reads the record of one workspace, newest first. */
export interface DeliveryLog {
  /** Of one milestone, wherever it was sent, in the order in which it fell due. */
  counts(dispute: string, milestone: string): Promise<SentCount[]>;
  list(
    workspace: Pick<Target, "platform" | "workspace">,
    only: { conversation?: string; milestone?: string },
    most: number,
  ): Promise<DeliveryRecord[]>;
  /** What stood in a message to this conversation, by its `messageRef`; unsaid, in the last one. Empty where it is not known. */
  said(target: Target, ref?: string): Promise<Said[]>;
}

/** A message kept by a platform that has no memory of its own: the web console. */
export interface InboxMessage {
  id: string;
  reply: Reply;
  postedAt: Temporal.Instant;
  inReplyTo: string | null;
  editedAt: Temporal.Instant | null;
}

export interface Inbox {
  /** Adds it once: the same key again yields the first one's id. */
  add(
    key: string,
    conversation: string,
    reply: Reply,
    inReplyTo: string | null,
    at: Temporal.Instant,
  ): Promise<{ message: InboxMessage; added: boolean }>;
  find(key: string): Promise<string | undefined>;
  edit(id: string, reply: Reply, at: Temporal.Instant): Promise<InboxMessage | undefined>;
  latest(conversation: string, count: number): Promise<InboxMessage[]>;
}

import type { Reply } from "./reply.ts";
import type { Lang, MilestoneKind } from "./words.ts";

export const platforms = ["web", "terminal", "slack", "discord"] as const;
export type Platform = (typeof platforms)[number];

/** What is posted to: a channel, a DM or a thread of one platform's one workspace. */
export interface Target {
  platform: Platform;
  workspace: string;
  conversation: string;
}

/** One conversation, one workspace or one platform: what a limit counts, and what a refusal is about. */
export interface Scope {
  platform: Platform;
  workspace?: string;
  conversation?: string;
}

export type ScopeSize = "conversation" | "workspace" | "platform";

/** `7d` before, at the same wall-clock time; `0d` on the day itself; `1h` before an instant. */
export interface Lead {
  amount: number;
  unit: "d" | "h" | "m";
}

/** By the clock on the wall, `HH:MM`, the first included and the last not; over midnight where `from` is the later one. */
export interface QuietHours {
  from: string;
  to: string;
}

/** When to remind, apart from what of. Shared by all subscriptions with the same content: `ruleKey` is its identity. */
export interface ReminderRule {
  /** Null: the usual leads, which differ between an instant and a day. */
  leads: readonly Lead[] | null;
  /** The subscriber's hour for what has no hour of its own, `HH:MM`. */
  hour: string;
  /** IANA zone of the subscriber. */
  zone: string;
  /** Hours in which nothing is reminded of: it comes after or before them instead. Unset: none. */
  quiet?: QuietHours | null;
  /** Leads in days are gathered at `hour`, none of them later than by itself. Unset: each by itself. */
  digest?: boolean;
}

export interface Subscription {
  id: string;
  target: Target;
  dispute: string;
  /** Empty: all kinds. */
  kinds: readonly MilestoneKind[];
  /** Empty: all bargaining units. */
  units: readonly string[];
  lang: Lang;
  rule: ReminderRule;
  /** Platform id of a role that is notified. Unset: none. */
  ping?: string | null;
  /** Whether what is posted is also published to those who follow the conversation elsewhere. Unset: no. */
  publish?: boolean;
  /** Of one person's direct message: how much of what is sent can be read on a locked screen. Unset: others read there too. */
  direct?: DirectMessages | null;
  /** Platform id of whoever asked for it, nothing else; null once they asked to be forgotten. */
  createdBy: string | null;
  createdAt: Temporal.Instant;
  /** Why nothing is sent until somebody subscribes there again; null: it is not paused. */
  paused: string | null;
}

/** Discreet: that there is news, and a button to what it is. */
export type DirectMessages = "plain" | "discreet";

export type NewSubscription = Omit<Subscription, "id" | "paused" | "createdBy"> & { createdBy: string };

export interface Subscriptions {
  /** One row for a target and dispute: subscribing again changes that row, and lifts its pause. */
  put(subscription: NewSubscription): Promise<{ before: Subscription | undefined; after: Subscription }>;
  list(target: Target): Promise<Subscription[]>;
  /** Ends those of one dispute, or all of the target's; says which they were. */
  end(target: Target, dispute?: string): Promise<Subscription[]>;
  /** Pauses all in the scope, and what is queued for them; says which were not paused before. */
  pause(scope: Scope, reason: string, real: Temporal.Instant): Promise<Subscription[]>;
}

/** What a conversation chose for itself. */
export interface Preferences {
  dispute?: string | undefined;
  /** What is read there, and the IANA zone: in a direct message always, elsewhere for whom the platform says nothing. */
  lang?: Lang | undefined;
  zone?: string | undefined;
}

export interface PreferenceStore {
  /** Reads memory first: asking must not wait for a database. */
  get(target: Target): Promise<Preferences>;
  set(target: Target, preferences: Preferences): Promise<void>;
}

/** An account of one workspace, by the platform's own ids, no name; the same human's in another one is another person. */
export interface Person {
  platform: Platform;
  workspace: string;
  user: string;
}

/** How much is kept of a person, or was. */
export interface Forgotten {
  /** Of their direct messages, with what was sent to them, and what they chose. */
  subscriptions: number;
  messages: number;
  preferences: number;
  /** What they were asked as organizers. */
  questions: number;
  /** That somebody made them one in a conversation. */
  roles: number;
  /** What stays, without them: subscriptions that others follow too, reports, and drafts that they wrote or agreed to. */
  anonymised: number;
  reports: number;
  drafts: number;
}

/** @param direct the person's direct message with the bot, where that is known. */
export interface Forgetting {
  /** Changes nothing. */
  look(person: Person, direct?: string): Promise<Forgotten>;
  /** All of it or nothing. */
  forget(person: Person, direct?: string): Promise<Forgotten>;
}

/** One message to one target. `key` makes it happen once where the platform lets us prove it. */
export interface Message {
  key: string;
  target: Target;
  reply: Reply;
  /** Platform id of a role that is notified. */
  ping?: string;
  /** What it is about, where a conversation has a place for each subject. */
  topic?: Topic;
}

export interface Topic {
  /** The same for all that is about the same. */
  id: string;
  name: string;
}

export type PostOutcome =
  | { outcome: "delivered"; messageId: string }
  /** It may have arrived: look back before sending again. */
  | { outcome: "uncertain"; reason: string }
  /** With `afterSeconds`, nothing is sent in the scope before: in this conversation, unless it says how far the refusal reaches. */
  | { outcome: "retry"; reason: string; afterSeconds?: number; scope?: ScopeSize }
  /** This conversation cannot be posted to until a person changes something. */
  | { outcome: "paused"; reason: string }
  /** Nor can any other of its workspace: a token was revoked, a scope is missing. */
  | { outcome: "stopped"; reason: string }
  /** This conversation is gone for good. */
  | { outcome: "ended"; reason: string }
  /** Our mistake: repeating it would not help. */
  | { outcome: "failed"; reason: string };

/** Where and since when a message that was posted must be looked for. */
export interface LookBack {
  /** Messages it may stand under, the likeliest first; none: in the conversation itself. */
  under: readonly string[];
  /** Real moment before which it cannot have been posted. */
  since: Temporal.Instant;
}

/** The port an adapter implements to speak first. */
export interface Messenger {
  readonly platform: Platform;
  post(message: Message): Promise<PostOutcome>;
  /** The id of the message that was posted with this key; undefined when there is none; "unknown" where it cannot be seen. */
  find(target: Target, key: string, where: LookBack): Promise<string | undefined | "unknown">;
  /** Whether `find` can see what was posted in a workspace; unset: it can. Where it cannot, messages go out one after another. */
  looksBack?: ((workspace: string) => boolean) | undefined;
  /** @param key what it was posted with: it must still be found by it. */
  edit(target: Target, messageId: string, reply: Reply, key?: string): Promise<PostOutcome>;
  /** Posts under an earlier message. */
  reply(messageId: string, message: Message): Promise<PostOutcome>;
  /** Hands what was posted on to those who follow the conversation elsewhere. Again is once; left out where there is no such thing. */
  publish?: ((target: Target, messageId: string) => Promise<PostOutcome>) | undefined;
  /** Says something to one person, wherever they can still be reached; left out where there is no such place. */
  tell?: ((workspace: string, userId: string, reply: Reply) => Promise<PostOutcome>) | undefined;
}

/** Stable, readable text of a rule: its primary key and a part of every reminder's. What is unset leaves no trace in it. */
export function ruleKey(rule: ReminderRule): string {
  const leads = rule.leads === null ? "usual" : rule.leads.map(leadText).join(",");
  const quiet = rule.quiet ? `;quiet=${quietText(rule.quiet)}` : "";
  return `${leads}@${rule.hour}[${rule.zone}]${quiet}${rule.digest ? ";daily" : ""}`;
}

export const quietText = ({ from, to }: QuietHours): string => `${from}-${to}`;

export const leadText = (lead: Lead): string => `${lead.amount}${lead.unit}`;
export const targetKey = (t: Target): string => `${t.platform}/${t.workspace}/${t.conversation}`;
export const scopeKey = ({ platform, workspace, conversation }: Scope): string => JSON.stringify([platform, workspace, conversation]);

export function scopeOf({ platform, workspace, conversation }: Target, size: ScopeSize): Scope {
  if (size === "platform") return { platform };
  return size === "workspace" ? { platform, workspace } : { platform, workspace, conversation };
}

import type { Lang, MilestoneKind, Speaker, Status } from "../core/words.ts";
import type { When } from "./when.ts";

/** Words of a source or a file: in the dispute's language, or in several. */
export type Words = string | Partial<Record<Lang, string>>;

export interface Party {
  name: Words;
  /** What people call it for short, within a sentence. */
  short: Words;
  aliases: readonly string[];
}

export interface Unit {
  id: string;
  name: Words;
  aliases: readonly string[];
  places: readonly string[];
}

export interface Place {
  id: string;
  name: Words;
  aliases: readonly string[];
  within: string | null;
}

/** Where to ask when no report says: the person's steward, the employer's own page for patients. */
export interface Contact {
  for: "worker" | "patient" | "press";
  text: Words;
  url: string | null;
}

export const topicGroups = ["issue", "care", "scale", "talks", "background"] as const;
export type TopicGroup = (typeof topicGroups)[number];

export interface Topic {
  id: string;
  group: TopicGroup;
  name: Words;
  aliases: readonly string[];
}

export interface Source {
  id: string;
  title: string;
  publisher: string | null;
  url: string | null;
  /** As printed; null where the page carries no date. Never guessed from when it was read. */
  published: Temporal.PlainDate | null;
}

/** What a milestone is, apart from everything reported of it. */
export interface MilestoneIdentity {
  id: string;
  kind: MilestoneKind;
  name: Words | null;
}

export interface Condition {
  text: Words;
  /** A milestone whose occurrence voids this: "if no agreement is reached", unless the agreement was. */
  unless: string | null;
}

export interface MilestoneAssertion {
  type: "milestone";
  milestone: string;
  /** Undefined leaves what was said before. */
  when?: When;
  status?: Status;
  /** Null takes an earlier condition away. */
  condition?: Condition | null;
  units?: readonly string[];
  places?: readonly string[];
}

/** A number as stated: "more than 75,000 struck". Two figures are never added up. */
export interface Figure {
  amount: number;
  bound: "exactly" | "more than" | "about" | "up to";
  of: Words;
}

export interface ClaimAssertion {
  type: "claim";
  topic: string;
  /** Whose position it is; null for a plain fact. */
  party: "union" | "employer" | null;
  text: Words;
  figure: Figure | null;
  /** The milestone it speaks of. */
  about: string | null;
  units: readonly string[];
  places: readonly string[];
  /** How it must be read: shown wherever the claim is. */
  caution: Words | null;
}

export interface StatedOn {
  from: Temporal.PlainDate;
  to: Temporal.PlainDate;
}

/** Who said what, when and where: the only way anything becomes known. Never edited; another report retracts or supersedes it. */
export interface Report {
  id: string;
  statedOn: StatedOn;
  /** Since when Picketline knows. */
  recordedAt: Temporal.Instant;
  speaker: Speaker;
  /** Who exactly, where a name or an office is given. */
  name: Words | null;
  source: Source;
  /** One sentence at most, in the source's words. */
  quote: string | null;
  asserts: readonly (MilestoneAssertion | ClaimAssertion)[];
  /** Reports that count no more, as if never made. */
  retracts: readonly string[];
  /** Reports that were true words once and are no longer current. */
  supersedes: readonly string[];
}

/** It belongs to everyone, or to one workspace (`slack/T123`) that alone may see it unless it shares it, and alone may change it. */
export type Owner = "everyone" | { workspace: string; shared: boolean };

export interface Dispute {
  id: string;
  title: Words;
  zone: string;
  language: Lang;
  owner: Owner;
  /** Organizers who must agree before a report entered in a conversation is sent. */
  approvals: 1 | 2;
  parties: { union: Party; employer: Party };
  units: ReadonlyMap<string, Unit>;
  places: ReadonlyMap<string, Place>;
  topics: ReadonlyMap<string, Topic>;
  contacts: readonly Contact[];
  milestones: ReadonlyMap<string, MilestoneIdentity>;
  reports: readonly Report[];
}

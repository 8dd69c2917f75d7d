import type { Subject } from "../core/words.ts";
import type { Claim, Milestone } from "../disputes/state.ts";

/** What no report says of the facts at hand, though it was asked. */
export type Gap =
  | "date"
  | "hour"
  | "place"
  | "length"
  | "number"
  | "words of union"
  | "words of employer"
  | "ahead"
  | "kind"
  | "otherTime"
  | "outcome"
  | "reason";

/** What a question comes to: typed facts, or an honest "no". The words are made of it elsewhere. */
export type Answer =
  | { type: "remind"; about: readonly Subject[]; unit: string | undefined; milestones: readonly Milestone[] }
  | { type: "changed" }
  /** Do I work then? The strikes before, on and after that day. */
  | { type: "duty"; day: Temporal.PlainDate; before: readonly Milestone[]; on: readonly Milestone[]; after: readonly Milestone[] }
  | Facts
  | { type: "unknown"; near: readonly Near[]; care: boolean; urgent: boolean };

export interface Facts {
  type: "facts";
  milestones: readonly Milestone[];
  claims: readonly Claim[];
  /** Which of the two answers the question; the other completes it. */
  first: "milestones" | "claims";
  gaps: readonly Gap[];
  /** Whether somebody asks if it is certain. */
  certainty: boolean;
  /** False: nothing in the reports says exactly this, and what follows is the nearest. */
  exact: boolean;
  care: boolean;
  urgent: boolean;
}

/** Something that is known and lies near what was asked. */
export type Near = { command: "next-session" | "deadlines" | "status" | "care" | "sources" } | { command: "positions"; topic: string };

import type { NewSubscription } from "../../src/core/ports.ts";

/** What is left to do, and where the child's clock stands. */
export interface Status {
  open: number;
  spreading: number;
  /** The last tick that was written. */
  ticked: string;
  now: string;
  /** How many reports it has read. */
  reports: number;
}

/** What the harness asks its children, and what they answer. Plain values: they travel between processes. */
export interface Question {
  subscribe: readonly Omit<NewSubscription, "createdAt">[];
  next: undefined;
  jump: string;
  status: undefined;
  clock: number;
  disk: boolean;
}

export interface Answer {
  subscribe: string;
  next: string | undefined;
  jump: undefined;
  status: Status;
  clock: undefined;
  disk: undefined;
}

import type { Clock } from "../../src/core/clock.ts";
import type { Registered } from "../../src/core/command.ts";
import type { Dispatch } from "../../src/core/dispatch.ts";
import type { Invocation } from "../../src/core/invocation.ts";
import type { Inbox } from "../../src/core/outbox.ts";
import type { Inline } from "../../src/core/reply.ts";
import type { Lang } from "../../src/core/words.ts";
import type { Labels } from "./labels.ts";

/** What completion needs to know of a command. */
export type WebCommand = Pick<Registered<never>, "name" | "description" | "specs" | "most">;

/** One line of "coming up". */
export interface Upcoming {
  title: string;
  when: readonly Inline[];
  status: string;
  note?: string;
  /** ISO instant to count down to; null when only the day is known, or not even that. */
  at: string | null;
  /** Plain ISO date of what has no hour: it is counted in days. */
  day: string | null;
  /** IANA zone that the day belongs to. */
  zone: string;
}

export interface Replay {
  /** Jumps to the next thing that happens, and says what it is; undefined at the end. */
  next(): Promise<{ label: string } | undefined>;
}

export interface Health {
  alive(): boolean;
  ready(): Promise<{ ok: boolean; reasons: string[] }>;
}

export interface WebParts {
  dispatch: Dispatch;
  commands: readonly WebCommand[];
  /** Values for an argument, best first. */
  complete(invocation: Invocation, arg: string, typed: string): Promise<readonly string[]>;
  clock: Clock;
  inbox: Inbox;
  upcoming(): readonly Upcoming[];
  replay: Replay | undefined;
  /** WEB_TOKEN: whoever proves it may use the console from anywhere, and organize. */
  token: string | undefined;
  lang: Lang;
  labels: Labels;
  health: Health;
  /** The page's heading. */
  title: string;
  /** IANA zone in which the page says when a message came. */
  zone: string;
  /** Writes an unexpected error to the log and returns the reference number that the person is given. */
  report(error: unknown): string;
}

/** Where the console's own messages live. */
export const consoleTarget = { platform: "web", workspace: "local", conversation: "console" } as const;

/** How many messages the page shows. */
export const shownMessages = 30;

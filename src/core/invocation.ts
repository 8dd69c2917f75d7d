import type { Role } from "./command.ts";
import type { Target } from "./ports.ts";
import type { Lang } from "./words.ts";

/** Arguments as an adapter has them: by name where the platform has types, by position where people type words. */
export interface RawArgs {
  named: Readonly<Record<string, unknown>>;
  positional: readonly string[];
}

/** What a platform knows of the conversation that a call came from. */
export interface Here {
  /** Whether the caller may set up what everyone here gets; unset: whoever writes here may. */
  manages?: boolean;
  /** Permissions the bot lacks to post here, by the platform's names. */
  lacks?: readonly string[];
  /** One person's direct message with the bot: nobody else reads it, and what it chose is theirs. */
  direct?: boolean;
  /** An answer is seen by everyone here, whomever it is for. */
  overheard?: boolean;
  /** Others follow this channel: what is posted in it can be published to them. */
  announcement?: boolean;
  /** The channel that this is a thread of. */
  parent?: string;
  /** Roles that the call names, by the platform's id. */
  roles?: Readonly<Record<string, RoleHere>>;
  /** Other conversations that the call names, by the platform's id, as what is known here is of this one. */
  places?: Readonly<Record<string, Omit<Here, "places">>>;
}

/** A role that could be notified. */
export interface RoleHere {
  /** It is everybody. */
  everyone: boolean;
  /** Whether the caller could notify it by hand. */
  callerMay: boolean;
  /** Whether the bot can. */
  botMay: boolean;
}

/** A command call as an adapter hands it over. */
export interface Invocation {
  command: string;
  /** One line of words as typed, or already parted. */
  args: string | RawArgs;
  caller: { id: string; role: Role };
  /** The conversation it came from; its workspace decides which disputes can be seen. */
  target: Target;
  here?: Here;
  /** To be shown a command's form rather than run it; or what such a form was filled with. */
  form?: "open" | "filled";
  /** What the platform says the caller reads. */
  locale?: string;
  /** IANA zone that the platform says the caller lives in. */
  zone?: string;
  /** What the caller asked for in so many words. */
  lang?: Lang;
  /** Only the terminal's `--now` and tests set it; otherwise the clock speaks. */
  now?: Temporal.Instant;
}

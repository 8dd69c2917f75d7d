import type { Role } from "./command.ts";
import type { Target } from "./ports.ts";
import type { Lang } from "./words.ts";

/** Arguments as an adapter has them: by name where the platform has types, by position where people type words. */
export interface RawArgs {
  named: Readonly<Record<string, unknown>>;
  positional: readonly string[];
}

/** A command call as an adapter hands it over. */
export interface Invocation {
  command: string;
  /** One line of words as typed, or already parted. */
  args: string | RawArgs;
  caller: { id: string; role: Role };
  /** The conversation it came from; its workspace decides which disputes can be seen. */
  target: Target;
  /** What the platform says the caller reads. */
  locale?: string;
  /** What the caller asked for in so many words. */
  lang?: Lang;
  /** Only the terminal's `--now` and tests set it; otherwise the clock speaks. */
  now?: Temporal.Instant;
}

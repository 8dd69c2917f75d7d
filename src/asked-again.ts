import type { Registry } from "./core/command.ts";

/** Asking these again would change something, say it a second time, or show everyone what one person was to see. */
const acting: ReadonlySet<string> = new Set(["subscribe", "unsubscribe", "use", "news", "forget-me"]);

/** Whether a command only answers. What organizers do never counts as that: it is theirs to see, and may act. */
export const onlyAnswers =
  (registry: Registry<unknown>) =>
  (command: string): boolean =>
    !acting.has(command) && registry.get(command)?.surface !== "strike-organize";

import { randomBytes } from "node:crypto";

/** What a press or a shortcut may open: one view each, within three seconds (docs.slack.dev/reference/methods/views.open). */
export interface Triggers {
  make(): string;
  /** Slack's error where it may not be used. */
  use(id: string | undefined): string | undefined;
}

const lifetimeMs = 3_000;

export function createTriggers(now: () => number = Date.now): Triggers {
  const open = new Map<string, { at: number; used: boolean }>();
  return {
    make() {
      const id = `${open.size + 1}.${randomBytes(6).toString("hex")}`;
      open.set(id, { at: now(), used: false });
      return id;
    },
    use(id) {
      const trigger = open.get(id ?? "");
      if (!trigger) return "invalid_trigger_id";
      if (trigger.used) return "exchanged_trigger_id";
      if (now() - trigger.at > lifetimeMs) return "expired_trigger_id";
      trigger.used = true;
      return undefined;
    },
  };
}

import type { Platform } from "../core/ports.ts";

/** As people write them. */
export const platformNames: Record<Platform, string> = {
  web: "the web console",
  terminal: "the terminal",
  slack: "Slack",
  discord: "Discord",
};

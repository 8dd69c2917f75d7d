import type { RESTOptions } from "discord.js";

/** Retrying is the outbox's: the SDK's own retries post twice after a lost answer, and wait where others could be served. */
export const restOptions = (api = "https://discord.com/api"): Partial<RESTOptions> => ({
  api,
  version: "10",
  retries: 0,
  timeout: 10_000,
  rejectOnRateLimit: () => true,
});

/** Answers to people are not bound to the bot's 50 requests a second (docs, interactions), and have fifteen minutes to wait in. */
export const answeringOptions = (api?: string): Partial<RESTOptions> => ({
  ...restOptions(api),
  rejectOnRateLimit: null,
  globalRequestsPerSecond: Number.POSITIVE_INFINITY,
});

import type { RESTOptions } from "discord.js";

/** Retrying is the outbox's: the SDK's own retries post twice after a lost answer, and wait where others could be served. */
export const restOptions = (api = "https://discord.com/api"): Partial<RESTOptions> => ({
  api,
  version: "10",
  retries: 0,
  timeout: 10_000,
  rejectOnRateLimit: () => true,
});

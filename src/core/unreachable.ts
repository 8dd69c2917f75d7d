import type { PostOutcome } from "./ports.ts";

/** No connection came about, so nothing can have arrived (Node's and undici's codes; elsewhere a call that broke off may have). */
const codes: ReadonlySet<unknown> = new Set([
  ...["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH", "UND_ERR_CONNECT_TIMEOUT"],
]);

/** Whether whoever was called could not be reached at all. */
export const isUnreachable = (error: unknown): boolean =>
  error instanceof Error && (("code" in error && codes.has(error.code)) || isUnreachable(error.cause));

/** Seconds. All wait and none counts an attempt of its own: they would put off each other, and go out late once it is back. */
const again = 10;

/** Of a post to a platform that cannot be reached. @param reason a person may read it. */
export const unreachable = (reason: string): PostOutcome & { outcome: "retry" } => ({
  outcome: "retry",
  reason,
  afterSeconds: again,
  scope: "platform",
});

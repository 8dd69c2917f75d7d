import { Unavailable } from "../core/errors.ts";

/** SQLSTATE of an error either engine raised. */
export function sqlState(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === "string" && /^(?=.*\d)[0-9A-Z]{5}$/u.test(code) ? code : undefined;
}

/** Connection lost, out of disk or memory, shutting down, input or output failed. */
const passing = /^(?:08|53|57P|58)/u;

export const isPassing = (error: unknown): boolean => passing.test(sqlState(error) ?? "");

export const unavailable = (reason: string, cause?: unknown): Unavailable => new Unavailable(reason, { cause });

/** What `COMMIT` after a swallowed error is: PostgreSQL rolled back and does not call it an error. */
export const aborted = (): Error =>
  Object.assign(new Error("The transaction was rolled back: one of its statements failed."), { code: "25P02" });

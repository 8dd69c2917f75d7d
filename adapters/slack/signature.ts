import { createHmac, timingSafeEqual } from "node:crypto";

/** Seconds by which a request's own time may be off, either way: an old one may be a replay, and so may one from the future, kept for later. */
const most = 300;

export type Verdict = "genuine" | "no signature" | "too old" | "from the future" | "wrong signature";

/**
 * Whether Slack sent it (docs.slack.dev/authentication/verifying-requests-from-slack).
 * @param nowSeconds real time
 */
export function verify(
  secret: string,
  timestamp: string | undefined,
  signature: string | undefined,
  body: Buffer,
  nowSeconds: number,
): Verdict {
  if (timestamp === undefined || signature === undefined || !/^\d{1,12}$/.test(timestamp)) return "no signature";
  const age = nowSeconds - Number(timestamp);
  if (age > most) return "too old";
  if (age < -most) return "from the future";
  const expected = createHmac("sha256", secret).update(`v0:${timestamp}:`).update(body).digest();
  const given = Buffer.from(/^v0=([0-9a-f]{64})$/.exec(signature)?.[1] ?? "", "hex");
  return given.length === expected.length && timingSafeEqual(given, expected) ? "genuine" : "wrong signature";
}

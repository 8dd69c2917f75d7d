import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";

/** Milliseconds that somebody may take at Slack between the install page and the way back. */
export const stateMs = 10 * 60_000;

/** What binds an installation to the browser that began it: a secret in its cookie, without which a state is worth nothing. */
export const browserSecret = (): string => randomBytes(24).toString("base64url");

export const isBrowserSecret = (value: string | undefined): value is string => value !== undefined && /^[\w-]{32}$/u.test(value);

/** `time.nonce.signature`. @param now milliseconds since the epoch */
export function stateFor(secret: string, browser: string, now: number): string {
  const unsigned = `${now.toString(36)}.${randomBytes(16).toString("base64url")}`;
  return `${unsigned}.${signature(secret, unsigned, browser)}`;
}

/** The state's own name, to be used once; undefined where it was not made here, for another browser, or too long ago. */
export function nonceIn(secret: string, state: string, browser: string | undefined, now: number): string | undefined {
  const [time = "", nonce = "", given = "", ...more] = state.split(".");
  if (!isBrowserSecret(browser) || more.length > 0 || nonce === "") return undefined;
  const expected = Buffer.from(signature(secret, `${time}.${nonce}`, browser));
  const same = Buffer.byteLength(given) === expected.length && timingSafeEqual(Buffer.from(given), expected);
  const age = now - Number.parseInt(time, 36);
  // Another process's clock may be a little ahead.
  return same && age >= -60_000 && age <= stateMs ? nonce : undefined;
}

const signature = (secret: string, unsigned: string, browser: string): string =>
  createHmac("sha256", secret).update(`${unsigned} ${browser}`).digest("base64url");

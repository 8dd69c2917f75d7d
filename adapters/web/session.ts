import { createHmac } from "node:crypto";
import { same } from "./secret.ts";

const name = "picketline_session";
const days = 7;

/**
 * What a browser carries once somebody signed in with the token: until when, sealed with the token. The token itself stays
 * unknown to the browser, nothing is kept here, and another token ends every session.
 */
export function sessionCookie(token: string, now: Temporal.Instant, secure: boolean): string {
  const until = String(now.add({ hours: 24 * days }).epochMilliseconds);
  return cookie(`${until}.${seal(until, token)}`, days * 86_400, secure);
}

export const endedCookie = (secure: boolean): string => cookie("", 0, secure);

const cookie = (value: string, seconds: number, secure: boolean): string =>
  `${name}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Strict${secure ? "; Secure" : ""}`;

/** Whether the cookie was made with this token and holds still. */
export function hasSession(headers: Headers, token: string, now: Temporal.Instant): boolean {
  return valuesIn(headers.get("cookie") ?? "").some((value) => {
    const [, until, given] = /^(\d{1,15})\.([\w-]{43})$/.exec(value) ?? [];
    return until !== undefined && given !== undefined && same(given, seal(until, token)) && now.epochMilliseconds < Number(until);
  });
}

/** Several, where another program on this host once set one of that name: a stranger's must not hide our own. */
const valuesIn = (cookies: string): string[] =>
  cookies
    .split(";")
    .map((each) => each.trim())
    .filter((each) => each.startsWith(`${name}=`))
    .map((each) => each.slice(name.length + 1));

const seal = (until: string, token: string): string => createHmac("sha256", token).update(`session until ${until}`).digest("base64url");

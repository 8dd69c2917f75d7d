import type { Role } from "../../src/core/command.ts";
import type { Labels } from "./labels.ts";
import { same } from "./secret.ts";
import { hasSession } from "./session.ts";

export type Refusal = keyof Labels["access"];

/** By what somebody uses the console: this computer, the token with each request, or the cookie of one who signed in with it. */
export type By = "local" | "token" | "session";

/** A decision: who asks, or why they may not. */
export type Access = { by: By } | { refused: Refusal };

/** Whoever sits here may ask; only who proved the token organizes. */
export const roleBy: Record<By, Role> = { local: "member", token: "admin", session: "admin" };

export interface Caller {
  method: string;
  headers: Headers;
  /** The socket's other end. */
  remoteAddress: string | undefined;
}

/**
 * The console has no accounts: it trusts the computer it runs on, and whoever holds the token. A page of another site
 * can make a browser on this computer call it (rebinding a name to 127.0.0.1 included), and a tunnel can bring
 * strangers to the port: so the Host, the Origin, the socket and every trace of a proxy are looked at.
 */
export function decide(caller: Caller, token: string | undefined, now: Temporal.Instant): Access {
  const { headers, method } = caller;
  if (fromAnotherSite(method, headers)) return { refused: "crossSite" };
  const given = bearer(headers);
  if (token && given !== undefined) return byToken(given, token, headers);
  if (token && hasSession(headers, token, now)) return bySession(method, headers);
  if (traces(headers)) return { refused: "proxied" };
  const origin = headers.get("origin");
  const local =
    isLoopbackAddress(caller.remoteAddress) && isLoopbackHost(headers.get("host")) && (origin === null || isLoopbackOrigin(origin));
  return local ? { by: "local" } : { refused: "notLocal" };
}

function byToken(given: string, token: string, headers: Headers): Access {
  if (!same(given, token)) return { refused: "wrongToken" };
  return headers.has("origin") && !hasOwnOrigin(headers) ? { refused: "crossSite" } : { by: "token" };
}

/** A browser adds the cookie by itself, so what does something must be known to come from the page itself. */
function bySession(method: string, headers: Headers): Access {
  const looking = (method === "GET" || method === "HEAD") && !headers.has("origin");
  return looking || fromOwnPage(headers) ? { by: "session" } : { refused: "crossSite" };
}

/** Whether a browser says that its own page sent this: no other site can make it say so. */
export const fromOwnPage = (headers: Headers): boolean => headers.get("sec-fetch-site") === "same-origin" || hasOwnOrigin(headers);

const hasOwnOrigin = (headers: Headers): boolean => {
  const host = URL.parse(headers.get("origin") ?? "")?.host;
  return host !== undefined && host === headers.get("host")?.toLowerCase();
};

/** Following a link to the page is harmless, since a question in its address is not asked until its reader says so. */
function fromAnotherSite(method: string, headers: Headers): boolean {
  const site = headers.get("sec-fetch-site");
  if (site !== "cross-site" && site !== "same-site") return false;
  return !(method === "GET" && headers.get("sec-fetch-mode") === "navigate" && headers.get("sec-fetch-dest") === "document");
}

const traces = (headers: Headers): boolean =>
  [...headers.keys()].some(
    (name) => name.startsWith("x-forwarded") || ["forwarded", "via", "x-real-ip", "cf-connecting-ip"].includes(name),
  );

const bearer = (headers: Headers): string | undefined => /^Bearer +(\S+) *$/i.exec(headers.get("authorization") ?? "")?.[1];

const isLoopbackHost = (host: string | null): boolean => /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?$/i.test(host ?? "");

function isLoopbackOrigin(origin: string): boolean {
  const url = URL.parse(origin);
  return url !== null && ["http:", "https:"].includes(url.protocol) && isLoopbackHost(url.host);
}

const isLoopbackAddress = (address: string | undefined): boolean => /^(::1|(::ffff:)?127(\.\d{1,3}){3})$/i.test(address ?? "");

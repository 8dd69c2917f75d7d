import { createHash, timingSafeEqual } from "node:crypto";
import type { Labels } from "./labels.ts";

export type Refusal = keyof Labels["access"];

/** A decision: who asks, or why they may not. */
export type Access = { by: "local" | "token" } | { refused: Refusal };

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
export function decide(caller: Caller, token: string | undefined): Access {
  const { headers, method } = caller;
  if (fromAnotherSite(method, headers)) return { refused: "crossSite" };
  const given = bearer(headers);
  if (token && given !== undefined) return byToken(given, token, headers);
  if (traces(headers)) return { refused: "proxied" };
  const origin = headers.get("origin");
  const local =
    isLoopbackAddress(caller.remoteAddress) && isLoopbackHost(headers.get("host")) && (origin === null || isLoopbackOrigin(origin));
  return local ? { by: "local" } : { refused: "notLocal" };
}

function byToken(given: string, token: string, headers: Headers): Access {
  if (!same(given, token)) return { refused: "wrongToken" };
  const origin = headers.get("origin");
  if (origin !== null && URL.parse(origin)?.host !== headers.get("host")?.toLowerCase()) return { refused: "crossSite" };
  return { by: "token" };
}

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

const same = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b));
const digest = (value: string) => createHash("sha256").update(value).digest();

const isLoopbackHost = (host: string | null): boolean => /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?$/i.test(host ?? "");

function isLoopbackOrigin(origin: string): boolean {
  const url = URL.parse(origin);
  return url !== null && ["http:", "https:"].includes(url.protocol) && isLoopbackHost(url.host);
}

const isLoopbackAddress = (address: string | undefined): boolean => /^(::1|(::ffff:)?127(\.\d{1,3}){3})$/i.test(address ?? "");

import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { messageOf, SetupError } from "../../src/core/errors.ts";
import { type InstallPage, sendPage } from "./install-page.ts";
import { installWords } from "./install-words.ts";
import { codeOf } from "./outcomes.ts";
import { browserSecret, isBrowserSecret, nonceIn, stateFor, stateMs } from "./state.ts";

export interface InstallParts {
  clientId: string;
  stateSecret: string;
  /** Where others reach this, without a slash at its end. */
  publicUrl: string;
  /** Undefined: Slack's own. */
  apiUrl: string | undefined;
  scopes: readonly string[];
  /** Takes a state's name; false where it was used before. */
  useOnce(nonce: string, ms: number): Promise<boolean>;
  /** Gets and keeps what Slack grants for a code; says where it is installed. */
  install(code: string, redirectUri: string): Promise<string>;
  /** Milliseconds since the epoch. */
  now(): number;
  log(message: string, details: object): void;
}

export const installPath = "/slack/install";
const backPath = "/slack/oauth_redirect";
const slackApi = "https://slack.com/api/";
const cookieName = "picketline_slack_install";

/** The page that sends people to Slack, and the one that they come back to (docs.slack.dev/authentication/installing-with-oauth). */
export function installPages(parts: InstallParts): ReadonlyMap<string, RequestListener> {
  const { log } = parts;
  const page =
    (show: (request: IncomingMessage, response: ServerResponse, parts: InstallParts) => Promise<void> | void): RequestListener =>
    (request, response) => {
      if (request.method !== "GET" && request.method !== "HEAD") return void response.writeHead(405, { allow: "GET, HEAD" }).end();
      Promise.resolve(show(request, response, parts)).catch((error: unknown) => {
        log("A page of the installation failed", { error: messageOf(error) });
        if (!response.headersSent) response.writeHead(500).end();
      });
    };
  return new Map([
    [installPath, page((...given) => begin(...given))],
    [backPath, page((...given) => comeBack(...given))],
  ]);
}

/** Looks the same on a second visit: a browser keeps its secret, so that two tabs do not spoil each other. */
function begin(request: IncomingMessage, response: ServerResponse, parts: InstallParts): void {
  const words = installWords(request.headers["accept-language"]);
  const browser = cookieOf(request) ?? browserSecret();
  const secure = parts.publicUrl.startsWith("https:") ? "; Secure" : "";
  const cookie = `${cookieName}=${browser}; Path=/slack; Max-Age=${stateMs / 1_000}; HttpOnly; SameSite=Lax${secure}`;
  const list = { title: words.begin.scopes, items: parts.scopes };
  const link = { href: authorizeUrl(parts, stateFor(parts.stateSecret, browser, parts.now())), label: words.begin.button };
  sendPage(response, 200, { ...words.begin, lang: words.lang, list, link }, { "set-cookie": cookie });
}

/** Slack's own page, at the same Slack that is called. */
function authorizeUrl({ apiUrl = slackApi, clientId, scopes, publicUrl }: InstallParts, state: string): string {
  const url = new URL("../oauth/v2/authorize", apiUrl.endsWith("/") ? apiUrl : `${apiUrl}/`);
  for (const [name, value] of Object.entries({ client_id: clientId, scope: scopes.join(","), redirect_uri: publicUrl + backPath, state }))
    url.searchParams.set(name, value);
  return url.href;
}

async function comeBack(request: IncomingMessage, response: ServerResponse, parts: InstallParts): Promise<void> {
  const words = installWords(request.headers["accept-language"]);
  const again = { href: installPath, label: words.again };
  const show = (status: number, page: Omit<InstallPage, "lang">, link = again): void =>
    sendPage(response, status, { ...page, link, lang: words.lang });
  const { searchParams: given } = new URL(request.url ?? "", parts.publicUrl);
  const nonce = nonceIn(parts.stateSecret, given.get("state") ?? "", cookieOf(request), parts.now());
  if (nonce === undefined) return show(400, words.stale);
  // A look ahead by a browser or a scanner uses nothing up.
  if (request.method === "HEAD") return show(200, words.begin);
  try {
    if (!(await parts.useOnce(nonce, stateMs))) return show(400, words.stale);
    const [error, code] = [given.get("error"), given.get("code")];
    if (error === "access_denied") return show(200, words.denied);
    if (error !== null || !code) return show(400, words.refused(clipped(error ?? "no code")));
    const where = await parts.install(code, parts.publicUrl + backPath);
    show(200, words.done(where), { href: new URL("/", parts.apiUrl ?? slackApi).href, label: words.open });
  } catch (error) {
    const refused = codeOf(error);
    parts.log("Slack could not be installed", { reason: refused ?? messageOf(error) });
    if (refused !== undefined) show(400, words.refused(refused));
    else if (error instanceof SetupError) show(503, words.locked);
    else show(503, words.unavailable);
  }
}

const clipped = (text: string): string => text.replace(/[^\w .-]/gu, "").slice(0, 60);

function cookieOf({ headers }: IncomingMessage): string | undefined {
  const pairs = (headers.cookie ?? "").split(";").map((pair) => pair.trim().split("=", 2));
  const value = pairs.find(([name]) => name === cookieName)?.[1];
  return isBrowserSecret(value) ? value : undefined;
}

import { bodyLimit } from "hono/body-limit";
import type { By } from "./access.ts";
import type { App } from "./app.ts";
import { createAttempts } from "./attempts.ts";
import { type Html, html } from "./html.ts";
import { ownFormOnly } from "./own.ts";
import type { WebParts } from "./parts.ts";
import { same } from "./secret.ts";
import { endedCookie, sessionCookie } from "./session.ts";

type SignInParts = Pick<WebParts, "token" | "labels" | "clock" | "lang">;

/** What the page shows of it: nothing where there is no token to prove, or each request carries it already. */
export function signInBox(by: By, { token, labels }: Pick<WebParts, "token" | "labels">): Html | undefined {
  if (!token || by === "token") return undefined;
  if (by === "session")
    return html`<form class="signed-in" action="/sign-out" method="post"><span>${labels.signIn.done}</span> <button>${labels.signIn.out}</button></form>`;
  return html`<details class="sign-in" id="sign-in"><summary>${labels.signIn.title}</summary>${signInForm({ labels })}</details>`;
}

/** All that somebody elsewhere sees of the console before signing in. */
export const signInPage = ({ labels, lang }: SignInParts, problem?: string): Html => html`<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${labels.signIn.title} · Picketline</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/style.css">
</head>
<body class="door">
<main>
<h1>Picketline</h1>
${signInForm({ labels }, problem, true)}
</main>
</body>
</html>`;

const signInForm = ({ labels: { signIn } }: Pick<SignInParts, "labels">, problem?: string, focused = false): Html =>
  html`<form class="token" action="/sign-in" method="post">
<label for="token">${signIn.token}</label>
<div class="box"><input id="token" name="token" type="password" required autocomplete="current-password" spellcheck="false"${focused && html` autofocus`}
 aria-describedby="${problem === undefined ? "token-hint" : "token-problem token-hint"}"${problem !== undefined && html` aria-invalid="true"`}><button>${signIn.title}</button></div>
${problem !== undefined && html`<p id="token-problem" class="problem" role="alert">${problem}</p>`}
<p id="token-hint" class="remark">${signIn.hint}</p>
</form>`;

/** Open to everyone who can reach the port, so it stands before the guard: whoever knows the token is let in, slowly. */
export function addSignIn(app: App, parts: SignInParts): void {
  const { token, labels, clock } = parts;
  if (!token) return;
  const attempts = createAttempts(() => clock.real().epochMilliseconds);
  app.on(
    "POST",
    ["/sign-in", "/sign-out"],
    bodyLimit({ maxSize: 4_096, onError: (c) => c.text(labels.tooLarge(4), 413) }),
    ownFormOnly(labels),
  );

  app.post("/sign-in", async (c) => {
    const address = c.env.incoming?.socket.remoteAddress ?? "";
    if (!attempts.mayTry(address)) return c.html(signInPage(parts, labels.signIn.tooOften).markup, 429, { "retry-after": "60" });
    const given = new URLSearchParams(await c.req.text()).get("token") ?? "";
    if (!same(given.trim(), token)) {
      attempts.failed(address);
      return c.html(signInPage(parts, labels.signIn.wrong).markup, 403);
    }
    c.header("set-cookie", sessionCookie(token, clock.real(), isSecure(c.req.raw.headers)));
    return c.redirect("/", 303);
  });

  app.post("/sign-out", (c) => {
    c.header("set-cookie", endedCookie(isSecure(c.req.raw.headers)));
    return c.redirect("/", 303);
  });
}

/** Whether the browser came by https: it says so itself, and so may a proxy before us. */
const isSecure = (headers: Headers): boolean =>
  headers.get("origin")?.startsWith("https:") === true || headers.get("x-forwarded-proto") === "https";

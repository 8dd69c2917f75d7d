import { Hono } from "hono";
import type { Messenger } from "../../src/core/ports.ts";
import { decide } from "./access.ts";
import type { App, NodeEnv } from "./app.ts";
import { readAssets } from "./assets.ts";
import { addConsole } from "./console.ts";
import { createLive } from "./live.ts";
import { createMessenger } from "./messenger.ts";
import type { WebParts } from "./parts.ts";
import { addSignIn, signInPage } from "./sign-in.ts";

export type { NodeEnv } from "./app.ts";

export interface Web {
  /** Without the connection nobody is known to be on this computer: then the token alone opens the console. */
  fetch(request: Request, connection?: NodeEnv): Response | Promise<Response>;
  messenger: Messenger;
  /** Ends the streams of all open pages; afterwards none is opened. */
  close(): Promise<void>;
}

/** The health checks, and the console for those who may use it. */
export function createWeb(parts: WebParts): Web {
  const live = createLive(parts);
  const app: App = new Hono();
  addFrame(app, parts);
  addHealth(app, parts);
  for (const asset of readAssets()) app.get(asset.path, (c) => asset.answer(c.req.raw));
  addSignIn(app, parts);
  addGuard(app, parts);
  addConsole(app, parts, live);
  return {
    fetch: (request, connection = {}) => app.fetch(request, connection),
    messenger: createMessenger(parts.inbox, parts.clock, live.announce),
    async close() {
      live.close();
    },
  };
}

const policy = {
  "content-security-policy": "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  // With "no-referrer" a browser says of our own forms, too, that it does not know where they come from.
  "referrer-policy": "same-origin",
  "x-frame-options": "DENY",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
};

function addFrame(app: App, { labels, report }: WebParts): void {
  app.use(async (c, next) => {
    await next();
    for (const [name, value] of Object.entries(policy)) c.res.headers.set(name, value);
    if (!c.res.headers.has("cache-control")) c.res.headers.set("cache-control", "no-store");
  });
  app.notFound((c) => c.text(labels.notFound, 404));
  app.onError((error, c) => c.text(labels.unexpected(report(error)), 500));
}

function addHealth(app: App, { health }: WebParts): void {
  app.get("/healthz", (c) => (health.alive() ? c.text("ok") : c.text("not alive", 503)));
  app.get("/readyz", async (c) => {
    const { ok, reasons } = await health.ready();
    return c.json({ ok, reasons }, ok ? 200 : 503);
  });
}

function addGuard(app: App, parts: WebParts): void {
  const { token, labels, clock } = parts;
  app.use(async (c, next) => {
    const remoteAddress = c.env.incoming?.socket.remoteAddress;
    const access = decide({ method: c.req.method, headers: c.req.raw.headers, remoteAddress }, token, clock.real());
    if (!("refused" in access)) {
      c.set("by", access.by);
      return next();
    }
    const door = token && c.req.path === "/" && access.refused !== "crossSite" && c.req.header("accept")?.includes("text/html");
    return door ? c.html(signInPage(parts).markup, 403) : c.text(labels.access[access.refused], 403);
  });
}

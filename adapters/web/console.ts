import type { Context, Next } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { App } from "./app.ts";
import { createAsk } from "./ask.ts";
import { readAssets } from "./assets.ts";
import { completeLine } from "./complete.ts";
import type { Live } from "./live.ts";
import { page } from "./page.ts";
import { consoleTarget, shownMessages, type WebParts } from "./parts.ts";

const maxBody = 64 * 1024;

/** The page and what it calls. */
export function addConsole(app: App, parts: WebParts, live: Live): void {
  const { labels } = parts;
  const tooLarge = bodyLimit({ maxSize: maxBody, onError: (c) => c.text(labels.tooLarge, 413) });
  app.on("POST", ["/ask", "/replay/next"], tooLarge, jsonOnly(labels.notJson));
  for (const asset of readAssets()) app.get(asset.path, (c) => asset.answer(c.req.raw));
  addAsking(app, parts);
  addEvents(app, parts, live);
}

function addAsking(app: App, parts: WebParts): void {
  const { labels, inbox, report } = parts;
  const ask = createAsk(parts);

  app.get("/", async (c) => {
    const question = c.req.query("q") ?? "";
    // A question may do something, so one that a link from elsewhere brings is only written into the box.
    const own = ["same-origin", undefined].includes(c.req.header("sec-fetch-site")) || c.get("by") === "token";
    const asked = question.trim() !== "" && own;
    const answer = asked ? ask.article(question, await ask.dispatch(question)) : undefined;
    const messages = await inbox.latest(consoleTarget.conversation, shownMessages).catch((error: unknown) => {
      report(error);
      return undefined;
    });
    const remark = question && !asked ? labels.askAgain : undefined;
    return c.html(page({ question: asked ? "" : question, answer, remark, messages }, parts).markup);
  });

  app.post("/ask", async (c) => {
    const line = lineIn(await c.req.json().catch(() => undefined));
    if (line === undefined) return c.text(labels.badRequest, 400);
    const { status, reply } = await ask.dispatch(line);
    return c.json({ status, html: ask.body(reply).markup, text: reply.text });
  });

  app.get("/complete", async (c) => c.json({ options: await completeLine(c.req.query("line") ?? "", parts) }));
}

function addEvents(app: App, { labels, replay }: WebParts, live: Live): void {
  app.get("/events", (c) => {
    const head = { "content-type": "text/event-stream; charset=utf-8", "x-accel-buffering": "no" };
    if (c.req.method === "HEAD") return c.body(null, 200, head);
    const events = live.hub.open(live.everything, c.env.outgoing);
    return events ? c.body(events, 200, head) : c.text(labels.busy, 503);
  });

  app.post("/replay/next", async (c) => {
    if (!replay) return c.text(labels.noReplay, 404);
    const event = await replay.next();
    live.tell();
    return c.json({ label: event?.label ?? null });
  });
}

/** A form of another site cannot send this type without the browser asking us first, and we say no. */
const jsonOnly = (refusal: string) => async (c: Context, next: Next) => {
  const type = c.req.header("content-type")?.split(";")[0]?.trim().toLowerCase();
  return type === "application/json" ? next() : c.text(refusal, 415);
};

function lineIn(body: unknown): string | undefined {
  const line = typeof body === "object" && body !== null && "line" in body ? body.line : undefined;
  return typeof line === "string" && line.trim() !== "" ? line : undefined;
}

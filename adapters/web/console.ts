import type { Context } from "hono";
import { bodyLimit } from "hono/body-limit";
import { roleBy } from "./access.ts";
import type { App } from "./app.ts";
import { type Answer, article, createAsk } from "./ask.ts";
import { completeLine } from "./complete.ts";
import type { Live } from "./live.ts";
import { jsonOnly, ownFormOnly } from "./own.ts";
import { page } from "./page.ts";
import { consoleTarget, shownMessages, type WebParts } from "./parts.ts";
import { type Question, questionInForm, questionInJson } from "./questions.ts";

/** A form writes one UTF-16 unit as nine bytes at most. */
const bytesPerUnit = 9;
const otherBytes = 64 * 1024;

/** The page and what it calls. */
export function addConsole(app: App, parts: WebParts, live: Live): void {
  const { labels } = parts;
  const maxSize = otherBytes + bytesPerUnit * Math.max(0, ...parts.commands.map(({ most }) => most ?? 0));
  app.use(bodyLimit({ maxSize, onError: (c) => c.text(labels.tooLarge(Math.floor(maxSize / 1024)), 413) }));
  app.on("POST", ["/ask", "/replay/next"], jsonOnly(labels.notJson));
  addAsking(app, parts);
  addEvents(app, parts, live);
}

function addAsking(app: App, parts: WebParts): void {
  const { labels, inbox, report } = parts;
  const ask = createAsk(parts);

  async function show(c: Context, asked?: { question: Question; answer: Answer }) {
    const messages = await inbox.latest(consoleTarget.conversation, shownMessages).catch((error: unknown) => {
      report(error);
      return undefined;
    });
    // A question may do something, so one that an address brings is only written into the box.
    const question = c.req.query("q") ?? "";
    const remark = question ? labels.askAgain : undefined;
    const answer = asked && article(asked.question, asked.answer);
    return c.html(page({ question, answer, remark, messages, by: c.get("by") }, parts).markup);
  }

  app.get("/", (c) => show(c));

  app.post("/", ownFormOnly(labels), async (c) => {
    const question = questionInForm(new URLSearchParams(await c.req.text()));
    return show(c, question && { question, answer: await ask(question, roleBy[c.get("by")]) });
  });

  app.post("/ask", async (c) => {
    const question = questionInJson(await c.req.json().catch(() => undefined));
    if (question === undefined) return c.text(labels.badRequest, 400);
    const { status, html, text } = await ask(question, roleBy[c.get("by")]);
    return c.json({ status, html: html.markup, text });
  });

  app.get("/complete", async (c) => c.json({ options: await completeLine(c.req.query("line") ?? "", roleBy[c.get("by")], parts) }));
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

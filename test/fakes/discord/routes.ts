import { activeThreads, changeChannel, history, messageIn, openDirectMessage, shownChannel, shownMessage, visible } from "./channels.ts";
import { registered } from "./commands.ts";
import type { Interactions } from "./interactions.ts";
import { edit, post } from "./posting.ts";
import { publish, startThread } from "./publishing.ts";
import { type Answer, Refused } from "./refusal.ts";
import type { FakeState } from "./state.ts";

export interface Call {
  state: FakeState;
  interactions: Interactions;
  body: unknown;
  query: URLSearchParams;
  /** Where the gateway is. */
  socket: string;
}

type Handler = (call: Call, ...ids: string[]) => Answer;

const done = (body: unknown, status = 200): Answer => ({ status, body });

/** `:` stands for one id; an answer to an interaction needs no token of the bot's. */
const table: readonly [string, Handler, "open"?][] = [
  [
    "GET /gateway/bot",
    ({ socket }) =>
      done({ url: socket, shards: 1, session_start_limit: { total: 1_000, remaining: 999, reset_after: 1_000, max_concurrency: 1 } }),
  ],
  ["GET /applications/:/commands", ({ state }) => done(state.commands)],
  ["PUT /applications/:/commands", ({ state, body }, id = "") => done(registered(state, id, body))],
  ["GET /channels/:", ({ state }, id = "") => done(shownChannel(visible(state, id)))],
  ["PATCH /channels/:", ({ state, body }, id = "") => done(shownChannel(changeChannel(state, id, body)))],
  ["GET /guilds/:/threads/active", ({ state }, id = "") => done(state.guilds.has(id) ? activeThreads(state, id) : missing())],
  ["GET /channels/:/messages", ({ state, query }, id = "") => done(history(state, id, query))],
  [
    "POST /channels/:/messages",
    ({ state, body }, id = "") => done({ ...shownMessage(state, post(state, id, body)), nonce: nonceIn(body) }),
  ],
  ["GET /channels/:/messages/:", ({ state }, id = "", message = "") => done(shownMessage(state, messageIn(visible(state, id), message)))],
  ["PATCH /channels/:/messages/:", ({ state, body }, id = "", message = "") => done(shownMessage(state, edit(state, id, message, body)))],
  [
    "POST /channels/:/messages/:/crosspost",
    ({ state }, id = "", message = "") => {
      const published = publish(state, id, message);
      return "status" in published ? published : done(shownMessage(state, published));
    },
  ],
  [
    "POST /channels/:/threads",
    ({ state, body }, id = "") => {
      const { thread, message } = startThread(state, id, body);
      return done({ ...shownChannel(thread), ...(message && { message: shownMessage(state, message) }) }, 201);
    },
  ],
  ["POST /users/@me/channels", ({ state, body }) => done(shownChannel(openDirectMessage(state, body)))],
  ["GET /guilds/:", ({ state }, id = "") => done(state.guilds.has(id) ? { id } : missing())],
  ["POST /interactions/:/:/callback", ({ interactions, body }, id = "", token = "") => interactions.answer(id, token, body), "open"],
  ["POST /webhooks/:/:", ({ interactions, body }, _ = "", token = "") => interactions.followUp(token, body), "open"],
  ["PATCH /webhooks/:/:/messages/@original", ({ interactions, body }, _ = "", token = "") => interactions.edit(token, body), "open"],
];

const routes = table.map(([name, run, open]) => ({
  name,
  run,
  open: open !== undefined,
  pattern: new RegExp(`^${name.replaceAll(":", "([\\w.%-]+)")}$`),
}));

export interface Found {
  name: string;
  open: boolean;
  /** What its limit is counted for beside the route: a channel, a server, an interaction. */
  major: string;
  run(call: Call): Answer;
}

/** @param line as `POST /channels/11/messages` */
export function routeOf(line: string): Found | undefined {
  for (const { name, run, open, pattern } of routes) {
    const [, ...ids] = pattern.exec(line) ?? [];
    if (pattern.test(line)) return { name, open, major: open ? ids.join("/") : (ids[0] ?? ""), run: (call) => run(call, ...ids) };
  }
  return undefined;
}

function missing(): never {
  throw new Refused("unknownGuild");
}

/** Given back to whoever sent it, and not read with the message later. */
const nonceIn = (body: unknown): unknown => (typeof body === "object" && body !== null && "nonce" in body ? body.nonce : undefined);

import { createHmac } from "node:crypto";
import type { FakeButton } from "./blocks.ts";
import type { Asked, Responses } from "./responses.ts";
import type { SocketMode } from "./socket-mode.ts";
import type { FakeState } from "./state.ts";

export interface Sent extends Asked {
  status: number;
  /** Milliseconds until the acknowledgement. */
  ms: number;
}

export interface Where {
  channel?: string;
  user?: string;
  team?: string;
}

export interface Sender {
  /** Where the program listens; unset: everything goes over Socket Mode. */
  connect(appUrl: string): void;
  /** Somebody types `/strike text`. */
  command(text: string, where?: Where): Promise<Sent>;
  /** Somebody presses a button. */
  press(button: Pick<FakeButton, "action_id" | "value">, where?: Where): Promise<Sent>;
  event(event: object, more?: { team?: string; id?: string }): Promise<Sent>;
  /** Any payload at all, signed; over HTTP. */
  send(kind: Kind, payload: unknown, change?: Change): Promise<Response>;
  /** The payloads as Slack makes them, to be changed. */
  shapes: {
    command(text: string, where?: Where): Record<string, unknown>;
    press(button: object, where?: Where): Record<string, unknown>;
    event(event: object): Record<string, unknown>;
  };
}

export type Kind = "command" | "press" | "event";

/** What is wrong with a request. */
export interface Change {
  /** Seconds added to the time that it says it was sent. */
  ageSeconds?: number;
  secret?: string;
  headers?: Record<string, string | undefined>;
  body?: string;
}

interface SenderParts {
  state: FakeState;
  responses: Responses;
  socket: SocketMode;
  origin: string;
  signingSecret: string;
}

const types: Record<Kind, string> = { command: "slash_commands", press: "interactive", event: "events_api" };

export function createSender({ state, responses, socket, origin, signingSecret }: SenderParts): Sender {
  let appUrl: string | undefined;
  let count = 0;

  const responseUrl = ({ id }: Asked): string => `${origin}/respond/${id}`;
  const who = ({ channel = "C1", user = "U1", team = state.team }: Where) => ({ channel, user, team });

  function commandShape(text: string, where: Where, url: string): Record<string, unknown> {
    const { channel, user, team } = who(where);
    return {
      ...{ command: "/strike", text, team_id: team, team_domain: "fake", channel_id: channel, channel_name: "general", user_id: user },
      ...{
        user_name: "someone",
        api_app_id: "A1",
        is_enterprise_install: "false",
        trigger_id: "1.2.3",
        response_url: url,
        token: "old-verification",
      },
    };
  }
  function pressShape(button: object, where: Where, url: string): Record<string, unknown> {
    const { channel, user, team } = who(where);
    return {
      ...{
        type: "block_actions",
        team: { id: team, domain: "fake" },
        user: { id: user, team_id: team, username: "someone" },
        api_app_id: "A1",
      },
      ...{
        channel: { id: channel, name: "general" },
        trigger_id: "1.2.3",
        response_url: url,
        container: { type: "message", channel_id: channel },
      },
      actions: [{ type: "button", block_id: "b1", action_ts: "1.2", ...button }],
    };
  }
  function eventShape(event: object, team = state.team, id = `Ev${++count}`): Record<string, unknown> {
    return {
      type: "event_callback",
      team_id: team,
      api_app_id: "A1",
      event_id: id,
      event_time: 1,
      authorizations: [{ team_id: team, is_bot: true }],
      event,
    };
  }

  async function send(kind: Kind, payload: unknown, change: Change = {}): Promise<Response> {
    const body = change.body ?? encoded(kind, payload);
    const timestamp = String(Math.floor(Date.now() / 1_000) + (change.ageSeconds ?? 0));
    const signature = `v0=${createHmac("sha256", change.secret ?? signingSecret)
      .update(`v0:${timestamp}:${body}`)
      .digest("hex")}`;
    const headers = {
      "content-type": kind === "event" ? "application/json" : "application/x-www-form-urlencoded",
      ...{ "x-slack-request-timestamp": timestamp, "x-slack-signature": signature },
      ...change.headers,
    };
    const given = Object.entries(headers).filter((pair): pair is [string, string] => pair[1] !== undefined);
    return fetch(`${appUrl}/slack/events`, { method: "POST", headers: given, body });
  }

  async function deliver(kind: Kind, asked: Asked, payload: unknown): Promise<Sent> {
    const start = performance.now();
    const { status, body } =
      appUrl === undefined ? { status: 200, body: await socket.deliver(types[kind], payload) } : await overHttp(kind, payload);
    const ms = performance.now() - start;
    responses.acknowledged(asked.id, body);
    return Object.assign(asked, { status, ms });
  }

  async function overHttp(kind: Kind, payload: unknown): Promise<{ status: number; body: unknown }> {
    const response = await send(kind, payload);
    const text = await response.text();
    const isJson = response.headers.get("content-type")?.startsWith("application/json");
    return { status: response.status, body: response.ok ? (isJson ? JSON.parse(text) : text) : undefined };
  }

  return {
    connect(url) {
      appUrl = url;
    },
    send,
    command(text, where = {}) {
      const asked = responses.open();
      return deliver("command", asked, commandShape(text, where, responseUrl(asked)));
    },
    press(button, where = {}) {
      const asked = responses.open();
      return deliver("press", asked, pressShape({ action_id: button.action_id, value: button.value }, where, responseUrl(asked)));
    },
    event: (event, { team, id } = {}) => deliver("event", responses.open(), eventShape(event, team, id)),
    shapes: {
      command: (text, where = {}) => commandShape(text, where, responseUrl(responses.open())),
      press: (button, where = {}) => pressShape(button, where, responseUrl(responses.open())),
      event: (event) => eventShape(event),
    },
  };
}

function encoded(kind: Kind, payload: unknown): string {
  if (kind === "event") return JSON.stringify(payload);
  if (kind === "press") return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
  return new URLSearchParams(payload as Record<string, string>).toString();
}

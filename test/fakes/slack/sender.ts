import { createHmac } from "node:crypto";
import type { FakeButton } from "./blocks.ts";
import { type Confirmable, errorsIn, valuesOf } from "./filling.ts";
import type { Asked, Responses } from "./responses.ts";
import type { SocketMode } from "./socket-mode.ts";
import type { FakeState } from "./state.ts";
import { type FakeModal, fieldsOn, suggestions } from "./views.ts";

export interface Sent extends Asked {
  status: number;
  /** Milliseconds until the acknowledgement. */
  ms: number;
}

export interface Submitted {
  status: number;
  /** By field; the modal stays open where there are any. */
  errors: Record<string, string>;
}

export interface Where {
  channel?: string;
  user?: string;
  team?: string;
  /** The organization through whose installation it comes. */
  org?: string;
}

export interface Sender {
  /** Where the program listens; unset: everything goes over Socket Mode. */
  connect(appUrl: string): void;
  /** Somebody types `/strike text`. */
  command(text: string, where?: Where): Promise<Sent>;
  /** Somebody presses a button. */
  press(button: Pick<FakeButton, "action_id" | "value">, where?: Where): Promise<Sent>;
  /** Somebody presses a button, or chooses from a list, in App Home or in a modal. */
  act(element: Chosen, where?: Where): Promise<Sent>;
  /** Somebody asks about a message from its menu. */
  shortcut(callbackId: string, message: { text: string; ts?: string }, where?: Where): Promise<Sent>;
  /** Somebody confirms a modal. */
  submit(view: Confirmable, where?: Where, filled?: Record<string, string>): Promise<Submitted>;
  /** Somebody types in a field of a modal that asks for its values: what it offers. */
  suggest(view: FakeModal, field: string, typed: string, where?: Where): Promise<string[]>;
  event(event: object, more?: { team?: string | null; id?: string; org?: string }): Promise<Sent>;
  /** Any payload at all, signed; over HTTP. */
  send(kind: Kind, payload: unknown, change?: Change): Promise<Response>;
  /** The payloads as Slack makes them, to be changed. */
  shapes: {
    command(text: string, where?: Where): Record<string, unknown>;
    press(button: object, where?: Where): Record<string, unknown>;
    event(event: object): Record<string, unknown>;
  };
}

/** What was pressed, or chosen by its value. */
export type Chosen = { type: string; action_id: string; value?: string | undefined; selected_option?: { value: string } };

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
  states: readonly FakeState[];
  responses: Responses;
  socket: SocketMode;
  origin: string;
  signingSecret: string;
}

const types: Record<Kind, string> = { command: "slash_commands", press: "interactive", event: "events_api" };

export function createSender({ state, states, responses, socket, origin, signingSecret }: SenderParts): Sender {
  let appUrl: string | undefined;
  let count = 0;

  const responseUrl = ({ id }: Asked): string => `${origin}/respond/${id}`;
  const who = ({ channel, user, team = state.team, org }: Where) => {
    const own = team === state.team ? "" : team;
    return { channel: channel ?? `${own}C1`, user: user ?? `${own}U1`, team, org };
  };
  const trigger = (team: string): string => states.find((each) => each.team === team)?.triggers.make() ?? "1.2.3";
  const orgShape = (org: string | undefined) =>
    org === undefined ? {} : { enterprise: { id: org, name: org }, is_enterprise_install: true };

  function commandShape(text: string, where: Where, url: string): Record<string, unknown> {
    const { channel, user, team, org } = who(where);
    return {
      ...(org !== undefined && { enterprise_id: org, enterprise_name: org }),
      ...{ command: "/strike", text, team_id: team, team_domain: "fake", channel_id: channel, channel_name: "general", user_id: user },
      ...{
        user_name: "someone",
        api_app_id: "A1",
        is_enterprise_install: String(org !== undefined),
        trigger_id: trigger(team),
        response_url: url,
        token: "old-verification",
      },
    };
  }
  /** What every press, choice, shortcut and confirmation says of whom it is from. */
  const actorShape = ({ user, team, org }: ReturnType<typeof who>) => ({
    ...{ team: { id: team, domain: "fake" }, user: { id: user, team_id: team, username: "someone" }, api_app_id: "A1" },
    ...{ trigger_id: trigger(team), is_enterprise_install: false, ...orgShape(org) },
  });
  const channelShape = (channel: string, url: string) => ({ channel: { id: channel, name: "general" }, response_url: url });
  const actions = (element: object) => [{ block_id: "b1", action_ts: "1.2", ...element }];
  function pressShape(button: object, where: Where, url: string): Record<string, unknown> {
    const of = who(where);
    const container = { type: "message", channel_id: of.channel };
    return {
      type: "block_actions",
      ...actorShape(of),
      ...channelShape(of.channel, url),
      container,
      actions: actions({ type: "button", ...button }),
    };
  }
  function actShape(element: Chosen, where: Where): Record<string, unknown> {
    const of = who(where);
    const shown = states.find(({ team }) => team === of.team)?.homes.get(of.user)?.view;
    const view = { id: `V${of.user}`, private_metadata: "", ...shown, type: "home" };
    return { type: "block_actions", ...actorShape(of), container: { type: "view", view_id: view.id }, view, actions: actions(element) };
  }
  const shownView = ({ callback_id, private_metadata = "" }: Confirmable) => ({ id: "VM1", type: "modal", callback_id, private_metadata });
  const submitShape = (view: Confirmable, where: Where, filled: Record<string, string>): Record<string, unknown> => ({
    ...{ type: "view_submission", ...actorShape(who(where)) },
    view: { ...shownView(view), state: { values: valuesOf(view, filled) } },
  });
  function eventShape(event: object, team: string | null = state.team, id = `Ev${++count}`, org?: string): Record<string, unknown> {
    const authorization = {
      enterprise_id: org ?? null,
      team_id: org === undefined ? team : null,
      is_bot: true,
      is_enterprise_install: org !== undefined,
    };
    return {
      ...{ type: "event_callback", team_id: team, api_app_id: "A1", event_id: id, event_time: 1 },
      ...(org !== undefined && { enterprise_id: org }),
      ...{ authorizations: [authorization], event },
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
    const { status, body } = await exchange(kind, payload);
    const ms = performance.now() - start;
    responses.acknowledged(asked.id, body);
    return Object.assign(asked, { status, ms });
  }

  const exchange = async (kind: Kind, payload: unknown): Promise<{ status: number; body: unknown }> =>
    appUrl === undefined ? { status: 200, body: await socket.deliver(types[kind], payload) } : overHttp(kind, payload);

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
    act: (element, where = {}) => deliver("press", responses.open(), actShape(element, where)),
    shortcut(callbackId, { text, ts = "1.2" }, where = {}) {
      const [asked, of] = [responses.open(), who(where)];
      const message = { type: "message", text, ts, user: of.user };
      const common = { type: "message_action", callback_id: callbackId, message, message_ts: ts };
      return deliver("press", asked, { ...common, ...actorShape(of), ...channelShape(of.channel, responseUrl(asked)) });
    },
    async submit(view, where = {}, filled = {}) {
      const { status, body } = await exchange("press", submitShape(view, where, filled));
      return { status, errors: errorsIn(view, body) };
    },
    async suggest(view, field, typed, where = {}) {
      const shape = { type: "block_suggestion", ...actorShape(who(where)), view: shownView(view) };
      const action_id = fieldsOn(view).get(field)?.action_id;
      const { body } = await exchange("press", { ...shape, block_id: field, action_id, value: typed });
      return suggestions.parse(body).options.map((each) => each.value);
    },
    event: (event, { team, id, org } = {}) => deliver("event", responses.open(), eventShape(event, team, id, org)),
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

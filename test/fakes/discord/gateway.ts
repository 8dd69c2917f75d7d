import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import { createSessions, say } from "./sessions.ts";
import { channelType, type FakeState } from "./state.ts";

export interface Gateway {
  identified: readonly { intents: number }[];
  /** How many connections took an earlier session up again, and how many were tried at all. */
  resumed(): number;
  connections(): number;
  /** Cuts every connection; `away`: and refuses new ones until it is called with false. */
  cut(away: boolean): void;
  /** Asks every connection to connect again, as before a deployment. */
  askReconnect(): void;
  /** How often heartbeats are asked for from the next connection on, and whether they are answered. */
  heart: { everyMs: number; answers: boolean };
  /** Whoever takes a session up again is told that it is over: identify anew. */
  sessionsEnd(): void;
  /** Sends an event to whoever is connected, and to whoever takes a session up again. */
  dispatch(event: string, data: unknown): void;
}

/** Members, presences and the content of messages: only for bots that Discord has let have them. */
const privileged = (1 << 1) | (1 << 8) | (1 << 15);

/** Hello, identify, heartbeats, resuming and events; closed with Discord's codes (docs, topics/opcodes-and-status-codes). */
export function createGateway(state: FakeState) {
  const sockets = new WebSocketServer({ noServer: true });
  const sessions = createSessions();
  const identified: { intents: number }[] = [];
  const heart = { everyMs: 40_000, answers: true };
  let [resumed, connections, away, url] = [0, 0, false, ""];

  function identify(socket: WebSocket, d: Record<string, unknown>): void {
    const { intents, shard } = d;
    identified.push({ intents: Number(intents) });
    const session = sessions.begin(socket);
    const guilds = [...state.guilds.keys()];
    sessions.send(session, "READY", {
      ...{ v: 10, session_id: session.id, resume_gateway_url: url, shard, guilds: guilds.map((id) => ({ id, unavailable: true })) },
      user: { id: state.bot, username: "picketline", discriminator: "0", avatar: null, bot: true },
      application: { id: state.application, flags: 0 },
    });
    for (const id of guilds) sessions.send(session, "GUILD_CREATE", guildAsSent(state, id));
  }

  function resume(socket: WebSocket, d: Record<string, unknown>): boolean {
    const taken = sessions.resume(d.session_id, d.seq, socket) !== undefined;
    if (taken) resumed++;
    else say(socket, 9, false);
    return taken;
  }

  sockets.on("connection", (socket: WebSocket) => {
    let known = false;
    say(socket, 10, { heartbeat_interval: heart.everyMs });
    socket.on("close", () => sessions.left(socket));
    socket.on("message", (raw) => {
      const packet = read(String(raw));
      if (!packet) return socket.close(4002, "Error while decoding payload.");
      const { op, d } = packet;
      if (op === 1) return heart.answers ? say(socket, 11) : undefined;
      if (op !== 2 && op !== 6) return known ? undefined : socket.close(4003, "Not authenticated.");
      const refusal: [number, string] | undefined = known ? [4005, "Already authenticated."] : refusalOf(op, d, state.token);
      if (refusal) return socket.close(...refusal);
      known = op === 2 || resume(socket, d);
      return op === 2 ? identify(socket, d) : undefined;
    });
  });

  const gateway: Gateway = {
    ...{ identified, heart },
    resumed: () => resumed,
    connections: () => connections,
    cut(gone) {
      away = gone;
      for (const socket of sockets.clients) socket.terminate();
    },
    askReconnect: () => {
      for (const socket of sockets.clients) say(socket, 7);
    },
    sessionsEnd: sessions.end,
    dispatch: (event, data) => {
      for (const session of sessions.all()) sessions.send(session, event, data);
    },
  };
  return {
    gateway,
    listenAt(address: string): void {
      url = address;
    },
    upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
      connections++;
      if (away) stream.destroy();
      else sockets.handleUpgrade(request, stream, head, (socket) => sockets.emit("connection", socket, request));
    },
    close(): void {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
    },
  };
}

function refusalOf(op: number, { token, intents }: Record<string, unknown>, right: string): [number, string] | undefined {
  if (token !== right) return [4004, "Authentication failed."];
  if (op === 6) return undefined;
  if (typeof intents !== "number" || intents < 0 || intents >= 2 ** 26) return [4013, "Invalid intent(s)."];
  return intents & privileged ? [4014, "Disallowed intent(s)."] : undefined;
}

function read(text: string): { op: number; d: Record<string, unknown> } | undefined {
  try {
    const { op, d } = JSON.parse(text) as { op: number; d: unknown };
    return { op, d: typeof d === "object" && d !== null ? { ...d } : {} };
  } catch {
    return undefined;
  }
}

const guildAsSent = ({ channels, bot }: FakeState, id: string) => ({
  ...{ id, name: `Server ${id}`, owner_id: "7", unavailable: false, large: false, member_count: 2, features: ["COMMUNITY", "NEWS"] },
  ...{ roles: [{ id, name: "@everyone", permissions: "0", position: 0 }], members: [], emojis: [], stickers: [], voice_states: [] },
  ...{ presences: [], stage_instances: [], guild_scheduled_events: [], soundboard_sounds: [], threads: [], preferred_locale: "en-US" },
  ...{ me: bot, joined_at: "2023-10-01T00:00:00Z" },
  channels: [...channels.values()]
    .filter((each) => each.guild === id && each.kind !== "thread")
    .map((each) => ({ id: each.id, type: channelType[each.kind], name: each.name, position: 0, permission_overwrites: [] })),
});

import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { type WebSocket, WebSocketServer } from "ws";
import { createInteractions } from "./interactions.ts";

export interface Called {
  method: string;
  path: string;
  body: unknown;
}

export interface FakeGateway {
  url: string;
  token: string;
  calls: readonly Called[];
  identified: readonly { intents: number }[];
  /** How many connections took an earlier session up again, and how many were made at all. */
  resumed(): number;
  connections(): number;
  /** Cuts every connection; `away`: and refuses new ones until it is called with false. */
  cut(away: boolean): void;
  /** Asks every connection to connect again, as before a deployment. */
  askReconnect(): void;
  /** How often heartbeats are asked for from the next connection on, and whether they are answered. */
  heart: { everyMs: number; answers: boolean };
  /** Resuming is answered with "invalid session": identify anew. */
  sessionsEnd(): void;
  /** The next request that needs the token is answered 401. */
  refuseNext(): void;
  /** Servers the bot is in, as REST says. */
  guilds: Set<string>;
  /** Interactions grow older by so much. */
  passes(ms: number): void;
  /** Sends an event to whoever is connected. */
  dispatch(event: string, data: unknown): void;
  close(): Promise<void>;
}

/** Hello, identify, heartbeats and events as the gateway sends them, with the few REST calls that go with them. */
export async function startFakeGateway(): Promise<FakeGateway> {
  const token = "made-up-token";
  const calls: Called[] = [];
  const identified: { intents: number }[] = [];
  const interactions = createInteractions();
  const guilds = new Set<string>();
  const heart = { everyMs: 40_000, answers: true };
  let sequence = 0;
  let resumed = 0;
  let connections = 0;
  let away = false;
  let refusing = false;
  let sessionValid = true;
  const server = createServer(async (request, response) => {
    const body = await read(request);
    const path = request.url ?? "";
    calls.push({ method: request.method ?? "", path, body: body && JSON.parse(body) });
    const open = path.includes("/interactions/") || path.includes("/webhooks/");
    if (!open && (refusing || request.headers.authorization !== `Bot ${token}`)) {
      refusing = false;
      response.writeHead(401, { "content-type": "application/json" }).end(JSON.stringify({ code: 0, message: "401: Unauthorized" }));
    } else if (path.endsWith("/gateway/bot")) {
      const limit = { total: 1000, remaining: 999, reset_after: 1000, max_concurrency: 1 };
      const found = { url: `ws://127.0.0.1:${port()}`, shards: 1, session_start_limit: limit };
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(found));
    } else if (/\/guilds\/\d+$/.test(path)) {
      const inside = guilds.has(path.split("/").at(-1) ?? "");
      const found = inside ? { id: "1" } : { code: 10_004, message: "Unknown Guild" };
      response.writeHead(inside ? 200 : 404, { "content-type": "application/json" }).end(JSON.stringify(found));
    } else if (path.includes("/interactions/") || path.includes("/webhooks/")) {
      const refused = interactions.refusal(path);
      const done = path.includes("/callback") ? 204 : 200;
      if (!refused && done === 204) response.writeHead(204).end();
      else response.writeHead(refused?.status ?? done, { "content-type": "application/json" }).end(JSON.stringify(refused?.body ?? {}));
    } else response.writeHead(200, { "content-type": "application/json" }).end("[]");
  });
  const sockets = new WebSocketServer({ server });
  const send = (socket: WebSocket, packet: object): void => socket.send(JSON.stringify(packet));
  const event = (socket: WebSocket, t: string, d: unknown): void => send(socket, { op: 0, s: ++sequence, t, d });
  sockets.on("connection", (socket) => {
    connections++;
    if (away) return socket.terminate();
    send(socket, { op: 10, s: null, t: null, d: { heartbeat_interval: heart.everyMs } });
    socket.on("message", (raw) => {
      const packet = JSON.parse(String(raw)) as { op: number; d: { token: string; intents: number } };
      if (packet.op === 1 && heart.answers) send(socket, { op: 11, s: null, t: null, d: null });
      if (packet.op === 6 && sessionValid) {
        resumed++;
        event(socket, "RESUMED", null);
      } else if (packet.op === 6) send(socket, { op: 9, s: null, t: null, d: false });
      if (packet.op !== 2) return;
      sessionValid = true;
      if (packet.d.token !== token) return socket.close(4004);
      identified.push({ intents: packet.d.intents });
      event(socket, "READY", {
        ...{ v: 10, session_id: "s1", resume_gateway_url: `ws://127.0.0.1:${port()}`, guilds: [], shard: [0, 1] },
        user: { id: "99", username: "picketline", discriminator: "0", avatar: null, bot: true },
        application: { id: "98", flags: 0 },
      });
    });
  });
  const port = (): number => (server.address() as AddressInfo).port;
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    url: `http://127.0.0.1:${port()}/api`,
    ...{ token, calls, identified, guilds, heart },
    resumed: () => resumed,
    connections: () => connections,
    cut(gone) {
      away = gone;
      for (const socket of sockets.clients) socket.terminate();
    },
    askReconnect: () => {
      for (const socket of sockets.clients) send(socket, { op: 7, s: null, t: null, d: null });
    },
    refuseNext: () => {
      refusing = true;
    },
    sessionsEnd: () => {
      sessionValid = false;
    },
    passes: interactions.passes,
    dispatch: (t, d) => {
      if (t === "INTERACTION_CREATE") interactions.began(d);
      for (const socket of sockets.clients) event(socket, t, d);
    },
    close: () =>
      new Promise((done) => {
        for (const socket of sockets.clients) socket.terminate();
        sockets.close();
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}

async function read(request: IncomingMessage): Promise<string> {
  let body = "";
  for await (const chunk of request) body += chunk;
  return body;
}

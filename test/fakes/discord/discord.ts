import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import type { Asked } from "./asked.ts";
import { type Asking, createAsking } from "./asking.ts";
import { createFaults, type Faults } from "./faults.ts";
import { createGateway, type Gateway } from "./gateway.ts";
import { faulty, notJson, parsed } from "./http.ts";
import { createInteractions } from "./interactions.ts";
import { createRates, isInvalid, type Rates, usualRates } from "./rates.ts";
import { type Answer, attempted, Refused } from "./refusal.ts";
import { routeOf } from "./routes.ts";
import { createState, type FakeMessage, type FakeState } from "./state.ts";
import { matchFiles, sentIn, type Uploads } from "./uploads.ts";

export interface Called {
  method: string;
  /** With the version, as it was called. */
  path: string;
  body: unknown;
  files: Uploads;
  /** With which it was answered; none yet, or the line broke: undefined. */
  status: number | undefined;
}

export interface FakeDiscord extends Gateway, Asking {
  url: string;
  token: string;
  /** Hands out an interaction as it is. */
  begin(payload: Record<string, unknown>): Asked;
  /** What the program is started with to reach it. */
  env: Record<string, string>;
  state: FakeState;
  faults: Faults;
  /** Requests over REST, in order. */
  calls: Called[];
  /** What was truly posted, in order. */
  received(): readonly FakeMessage[];
  /** Requests that were refused because there were too many; those that Discord counts as invalid: 401, 403, 429. */
  limited(): number;
  /** How many calls that count there were in the fullest second. */
  busiest(): number;
  invalid(): number;
  /** Its clock goes on by so much. */
  passes(ms: number): void;
  /** @throws where a call left out `allowed_mentions`: nobody may be notified by accident. */
  stop(): Promise<void>;
}

export interface FakeSettings {
  rates?: Partial<Rates>;
  /** Milliseconds since the epoch. */
  now?(): number;
}

/** Discord on the loopback, gateway and REST v10: strict in what it takes, faulty on demand. */
export async function startFakeDiscord({ rates, now = Date.now }: FakeSettings = {}): Promise<FakeDiscord> {
  let later = 0;
  const state = createState(() => now() + later);
  const [faults, interactions, limits] = [createFaults(), createInteractions(state), createRates({ ...usualRates, ...rates }, state.now)];
  const { gateway, listenAt, upgrade, close } = createGateway(state);
  const calls: Called[] = [];
  let invalid = 0;
  const server = createServer((request, response) => {
    handle(request, response).catch((error) => {
      if (!response.headersSent) response.writeHead(500).end(String(error));
    });
  });
  server.on("upgrade", upgrade);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const origin = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  listenAt(`ws://${origin}`);

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { text, files } = await sentIn(request);
    const url = new URL(request.url ?? "/", `http://${origin}`);
    const call = `${request.method} ${url.pathname.replace(/^\/api\/v10/, "")}`;
    const body = parsed(text);
    const called: Called = { method: request.method ?? "", path: request.url ?? "", body, files, status: undefined };
    calls.push(called);
    const run = (): Answer => attempted(() => carriedOut(call, request.headers, called, url.searchParams));
    const fault = faults.take(call);
    if (!fault) return send(response, called, run());
    const applied = "applied" in fault && fault.applied ? run() : undefined;
    if (fault.kind === "lost") return void response.destroy();
    const answer = faulty(fault) ?? applied ?? run();
    if (fault.kind === "late") await pause(fault.ms, undefined, { ref: false });
    send(response, called, answer);
  }

  function carriedOut(call: string, headers: IncomingHttpHeaders, { body, files }: Called, query: URLSearchParams): Answer {
    const route = routeOf(call);
    if (!route) throw new Refused("notFound");
    if (!route.open && headers.authorization !== `Bot ${state.token}`) throw new Refused("unauthorized");
    const sentAt = headers["x-sent-ms"] === undefined ? undefined : Number(headers["x-sent-ms"]);
    const { refusal, headers: own } = limits.count(route.name, route.major, route.open, sentAt);
    if (body === notJson) throw new Refused("json");
    const answer =
      refusal ??
      attempted(() => {
        matchFiles(body, files);
        return route.run({ state, interactions, body, query, socket: `ws://${origin}` });
      });
    return { ...answer, headers: { ...own, ...answer.headers } };
  }

  function send(response: ServerResponse, called: Called, answer: Answer): void {
    if (isInvalid(answer)) invalid += 1;
    called.status = answer.status;
    const { status, body, headers } = answer;
    response.writeHead(status, { ...(body !== undefined && { "content-type": "application/json" }), ...headers });
    response.end(body === undefined ? undefined : JSON.stringify(body));
  }

  const begin = (payload: Record<string, unknown>): Asked => {
    const asked = interactions.began(payload);
    gateway.dispatch("INTERACTION_CREATE", payload);
    return asked;
  };
  const asking = createAsking(state, begin);
  return {
    ...gateway,
    ...asking,
    begin,
    dispatch(event, data) {
      if (event === "INTERACTION_CREATE") interactions.began(data);
      gateway.dispatch(event, data);
    },
    ...{ url: `http://${origin}/api`, token: state.token, state, faults, calls },
    env: { DISCORD_TOKEN: state.token, DISCORD_API_URL: `http://${origin}/api` },
    received: () => state.messages,
    limited: limits.limited,
    busiest: limits.busiest,
    invalid: () => invalid,
    passes(ms) {
      later += ms;
    },
    async stop() {
      close();
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
      if (state.careless.length > 0)
        throw new Error(`Without allowed_mentions, so anybody could be notified: ${state.careless.join("; ")}`);
    },
  };
}

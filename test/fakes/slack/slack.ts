import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { createFaults, type Fault, type FaultBook, type Faults } from "./faults.ts";
import { type Answer, call, type Params } from "./methods.ts";
import { createRates, type Rates } from "./rates.ts";
import { type Received, receivedIn } from "./received.ts";
import { createResponses } from "./responses.ts";
import { createSender, type Sender } from "./sender.ts";
import { createSocketMode, type SocketMode } from "./socket-mode.ts";
import { createState, type FakeState } from "./state.ts";

export interface FakeSlack extends Sender {
  url: string;
  /** What the program is started with to reach it, over HTTP. */
  env: Record<string, string>;
  /** The same over Socket Mode. */
  socketEnv: Record<string, string>;
  state: FakeState;
  faults: Faults;
  socket: SocketMode;
  /** Calls of the Web API, in order. */
  calls: { method: string; params: Params; token: string }[];
  received(): Received[];
  /** Posts that were refused because there were too many. */
  limited(): number;
  close(): Promise<void>;
}

export interface FakeSettings {
  rates?: Rates;
}

const usualRates: Rates = { channelBurst: 20, workspacePerMinute: 600 };
export const signingSecret = "8f742231b10e8888abcd99yyyzzz85a5";
export const appToken = "xapp-1-FAKE-0001-secretsecret";

/** Slack on the loopback: Web API, response_url, Socket Mode; strict in what it takes. */
export async function startFakeSlack({ rates = usualRates }: FakeSettings = {}): Promise<FakeSlack> {
  const [state, faults, responses, socket] = [createState(), createFaults(), createResponses(), createSocketMode()];
  const calls: FakeSlack["calls"] = [];
  const limit = createRates(rates);
  let limited = 0;
  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  state.origin = origin;
  server.on("upgrade", (request, stream) => socket.upgrade(request, stream));

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const bytes = await bytesOf(request);
    const body = bytes.toString("utf8");
    const [, where, name = ""] = request.url?.split("/") ?? [];
    if (where === "upload") {
      const content = await fileIn(bytes, request.headers["content-type"]);
      return void response.writeHead(state.files.upload(name, content)).end();
    }
    if (where === "respond") {
      const fault = faults.take("response_url");
      if (fault) return failing(fault, response, faults, () => undefined);
      const used = responses.used(name, JSON.parse(body));
      return void response.writeHead(used.status).end(used.text);
    }
    if (where !== "api" || request.method !== "POST") return void response.writeHead(404).end();
    const params = Object.fromEntries(new URLSearchParams(body));
    const token = request.headers.authorization?.replace("Bearer ", "") ?? "";
    calls.push({ method: name, params, token });
    const run = (): Answer => (name === "apps.connections.open" ? opened(token) : authorised(token, () => call(name, params, state)));
    const fault = faults.take(name);
    if (fault) return failing(fault, response, faults, run);
    const seconds = limit(name, params.channel ?? "");
    if (seconds !== undefined) limited += 1;
    if (seconds !== undefined) return void response.writeHead(429, { "retry-after": String(seconds) }).end();
    answer(response, run(), state);
  }

  const opened = (token: string): Answer =>
    token === appToken ? { ok: true, url: `${origin.replace("http", "ws")}/socket` } : { ok: false, error: "invalid_auth" };
  const authorised = (token: string, run: () => Answer): Answer => {
    if (token !== state.token) return { ok: false, error: token ? "invalid_auth" : "not_authed" };
    return state.tokenError === undefined ? run() : { ok: false, error: state.tokenError };
  };

  const common = { SLACK_BOT_TOKEN: state.token, SLACK_API_URL: `${origin}/api/` };
  return {
    ...createSender({ state, responses, socket, origin, signingSecret }),
    url: `${origin}/api/`,
    env: { ...common, SLACK_SIGNING_SECRET: signingSecret },
    socketEnv: { ...common, SLACK_APP_TOKEN: appToken },
    ...{ state, faults, socket, calls },
    received: () => receivedIn(state.messages, state.team),
    limited: () => limited,
    async close() {
      faults.release();
      socket.dropAll();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function answer(response: ServerResponse, body: Answer, { scopes }: FakeState): void {
  response.writeHead(200, { "content-type": "application/json", "x-oauth-scopes": [...scopes].join(",") }).end(JSON.stringify(body));
}

async function failing(fault: Fault, response: ServerResponse, faults: FaultBook, run: () => Answer | undefined): Promise<void> {
  if ("applied" in fault && fault.applied) run();
  const done = fault.kind === "late" ? run() : undefined;
  const plain = (body: unknown): void => void response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
  switch (fault.kind) {
    case "error":
      return plain({ ok: false, error: fault.error });
    case "status":
      return void response.writeHead(fault.status).end("<html>not here</html>");
    case "rate":
      return void response.writeHead(429, fault.seconds === undefined ? {} : { "retry-after": String(fault.seconds) }).end();
    case "lost":
      return void response.destroy();
    case "hang":
      await faults.released();
      return void response.destroy();
    case "slow":
      await faults.released();
      return plain(run() ?? {});
    case "late":
      await pause(fault.ms, undefined, { ref: false });
      return plain(done ?? {});
    default:
      return fault satisfies never;
  }
}

/** Slack takes a file by itself, and as a field of a form. */
async function fileIn(bytes: Buffer, type: string | undefined): Promise<Buffer> {
  if (!type?.startsWith("multipart/")) return bytes;
  const form = await new Response(new Uint8Array(bytes), { headers: { "content-type": type } }).formData();
  const [file] = [...form.values()].filter((value) => typeof value !== "string");
  return Buffer.from((await file?.arrayBuffer()) ?? new ArrayBuffer(0));
}

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

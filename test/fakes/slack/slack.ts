import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { answer, failing } from "./failing.ts";
import { createFaults, type Faults } from "./faults.ts";
import { type Answer, call, type Params } from "./methods.ts";
import { createRates, type Rates } from "./rates.ts";
import { type Received, receivedIn } from "./received.ts";
import { createResponses } from "./responses.ts";
import { createSender, type Sender } from "./sender.ts";
import { createSocketMode, type SocketMode } from "./socket-mode.ts";
import type { FakeState } from "./state.ts";
import { createWorld, type World } from "./world.ts";

export interface FakeSlack extends Sender, Pick<World, "addWorkspace" | "addOrg" | "oauth"> {
  url: string;
  /** What the program is started with to reach it, over HTTP. */
  env: Record<string, string>;
  /** The same over Socket Mode. */
  socketEnv: Record<string, string>;
  state: FakeState;
  faults: Faults;
  socket: SocketMode;
  /** What the program is started with to be installed in many workspaces. */
  manyEnv(publicUrl: string): Record<string, string>;
  /** Calls of the Web API, in order. */
  calls: { method: string; params: Params; token: string }[];
  received(): Received[];
  /** Posts that were refused because there were too many. */
  limited(): number;
  close(): Promise<void>;
}

export interface FakeSettings {
  rates?: Rates;
  /** Milliseconds since the epoch, for what expires. */
  clock?(): number;
}

const usualRates: Rates = { channelBurst: 20, workspacePerMinute: 600 };
export const signingSecret = "8f742231b10e8888abcd99yyyzzz85a5";
export const stateSecret = "a-state-secret-of-the-tests";
export const secretsKey = "ab".repeat(32);
export const appToken = "xapp-1-FAKE-0001-secretsecret";

/** Slack on the loopback: Web API, response_url, Socket Mode; strict in what it takes. */
export async function startFakeSlack({ rates = usualRates, clock = Date.now }: FakeSettings = {}): Promise<FakeSlack> {
  const [faults, responses, socket, world] = [createFaults(), createResponses(), createSocketMode(), createWorld(clock)];
  const { first: state, states, oauth } = world;
  const calls: FakeSlack["calls"] = [];
  const limits = new Map<FakeState, ReturnType<typeof createRates>>();
  const limitOf = (of: FakeState) => limits.get(of) ?? limits.set(of, createRates(rates)).get(of);
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
    if (where === "oauth") return visited(new URL(request.url ?? "", origin), response);
    if (where !== "api" || request.method !== "POST") return void response.writeHead(404).end();
    const params = Object.fromEntries(new URLSearchParams(body));
    const token = request.headers.authorization?.replace("Bearer ", "") ?? "";
    calls.push({ method: name, params, token });
    const found = world.find(token, params);
    const run = (): Answer => {
      if (name === "apps.connections.open") return opened(token);
      if (name === "oauth.v2.access") return oauth.access(params);
      if (name === "api.test") return { ok: true };
      if (typeof found === "string") return { ok: false, error: found };
      if (name === "auth.revoke") return world.revoke(token);
      return { ...call(name, params, found), ...(name === "auth.test" && world.organization(token)) };
    };
    const fault = faults.take(name) ?? (typeof found === "string" ? undefined : faults.take(`${name} ${found.team}`));
    if (fault) return failing(fault, response, faults, run);
    const seconds = typeof found === "string" ? undefined : limitOf(found)?.(name, params.channel ?? "");
    if (seconds !== undefined) limited += 1;
    if (seconds !== undefined) return void response.writeHead(429, { "retry-after": String(seconds) }).end();
    answer(response, run(), typeof found === "string" ? [] : found.scopes);
  }

  function visited({ pathname, searchParams }: URL, response: ServerResponse): void {
    const sent = pathname === "/oauth/v2/authorize" ? oauth.authorize(searchParams) : { refused: "not here" };
    if ("location" in sent) response.writeHead(302, { location: sent.location }).end();
    else response.writeHead(400).end(sent.refused);
  }

  const opened = (token: string): Answer =>
    token === appToken ? { ok: true, url: `${origin.replace("http", "ws")}/socket` } : { ok: false, error: "invalid_auth" };

  const common = { SLACK_BOT_TOKEN: state.token, SLACK_API_URL: `${origin}/api/` };
  return {
    ...createSender({ state, states, responses, socket, origin, signingSecret }),
    url: `${origin}/api/`,
    env: { ...common, SLACK_SIGNING_SECRET: signingSecret },
    socketEnv: { ...common, SLACK_APP_TOKEN: appToken },
    ...{ state, faults, socket, calls, oauth, addWorkspace: world.addWorkspace, addOrg: world.addOrg },
    manyEnv(publicUrl) {
      oauth.app.redirectUris.push(`${publicUrl}/slack/oauth_redirect`);
      return {
        ...{ SLACK_CLIENT_ID: oauth.app.clientId, SLACK_CLIENT_SECRET: oauth.app.clientSecret, SLACK_STATE_SECRET: stateSecret },
        ...{ SLACK_API_URL: `${origin}/api/`, SLACK_SIGNING_SECRET: signingSecret, PUBLIC_URL: publicUrl, SECRETS_KEY: secretsKey },
      };
    },
    received: () => states.flatMap(({ messages, team }) => receivedIn(messages, team)),
    limited: () => limited,
    async close() {
      faults.release();
      socket.dropAll();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
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

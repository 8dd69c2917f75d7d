import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import * as z from "zod";
import { drawFault, type Fault, faults } from "./faults.ts";

export interface Received {
  id: string;
  key: string;
  workspace: string;
  conversation: string;
  under: string | null;
  text: string;
  /** Milliseconds since the epoch. */
  at: number;
  edits: string[];
}

export interface FakePlatform {
  url: string;
  /** What truly arrived, in order. */
  received: readonly Received[];
  /** Requests it had to refuse because there were more in a second than it allows. */
  limited(): number;
  /** Everything is refused for as long as this is true. */
  outage: boolean;
  /** Whether faults happen. */
  faulty: boolean;
  close(): Promise<void>;
}

export interface FakePlatformOptions {
  random(): number;
  /** Requests in any second. */
  limit: number;
  /** Only faults after which nothing was done: for those who cannot look back. */
  blind?: boolean;
  /** Conversations that refuse with 403, or are gone with 410. */
  refusals?: ReadonlyMap<string, 403 | 410>;
  /** Milliseconds of a slow answer: longer than a client waits. */
  slowMs?: number;
}

const posted = z.strictObject({
  key: z.string().min(1),
  workspace: z.string().min(1),
  conversation: z.string().min(1),
  under: z.string().nullable(),
  text: z.string().min(1).max(20_000),
});
const edited = z.strictObject({ text: z.string().min(1).max(20_000) });

interface Answer {
  status: number;
  body?: object;
  headers?: Record<string, string>;
}

const failure = (fault: Fault): Answer =>
  fault === "429 with Retry-After"
    ? { status: 429, headers: { "retry-after": "0.3" } }
    : { status: fault === "429 without Retry-After" ? 429 : 500 };

/** A platform of no one's, over HTTP on the loopback: strict in what it takes, and faulty on a schedule that a seed repeats. */
export async function startFakePlatform(options: FakePlatformOptions): Promise<FakePlatform> {
  const { random, limit, blind = false, refusals = new Map(), slowMs = 1_500 } = options;
  const received: Received[] = [];
  const byId = new Map<string, Received>();
  const arrivals: number[] = [];
  const timers = new Set<NodeJS.Timeout>();
  let refused = 0;
  const state = { outage: false, faulty: true };

  /** By when they were sent, on a clock that all processes of this machine share: a busy machine delivers in bunches. */
  function tooMany(sentMs: number): boolean {
    arrivals.push(sentMs);
    if (arrivals.length > 20 * limit) arrivals.splice(0, 10 * limit);
    const near = arrivals.filter((at) => Math.abs(at - sentMs) < 1_000).sort((a, b) => a - b);
    return near.some((at, n) => (near[n + limit] ?? Number.POSITIVE_INFINITY) < at + 1_000);
  }

  function apply(method: string, url: URL, body: unknown): Answer {
    const id = url.pathname.split("/")[2];
    if (method === "POST" && url.pathname === "/messages") return post(body);
    if (method === "PATCH" && id) return edit(id, body);
    if (method === "GET" && url.pathname === "/messages") return find(url.searchParams);
    return { status: 404, body: { error: "no such thing" } };
  }
  function post(body: unknown): Answer {
    const parsed = posted.safeParse(body);
    if (!parsed.success) return { status: 400, body: { error: z.prettifyError(parsed.error) } };
    const refusal = refusals.get(parsed.data.conversation);
    if (refusal !== undefined) return { status: refusal, body: { error: refusal === 403 ? "not a member" : "gone" } };
    if (parsed.data.under !== null && !byId.has(parsed.data.under)) return { status: 400, body: { error: "nothing to reply to" } };
    const message = { ...parsed.data, id: `m${received.length + 1}`, at: Date.now(), edits: [] };
    received.push(message);
    byId.set(message.id, message);
    return { status: 200, body: { id: message.id } };
  }
  function edit(id: string, body: unknown): Answer {
    const parsed = edited.safeParse(body);
    if (!parsed.success) return { status: 400, body: { error: z.prettifyError(parsed.error) } };
    const message = byId.get(id);
    if (!message) return { status: 404, body: { error: "no such message" } };
    message.edits.push(parsed.data.text);
    return { status: 200, body: { id } };
  }
  function find(params: URLSearchParams): Answer {
    const [key, workspace, conversation] = ["key", "workspace", "conversation"].map((name) => params.get(name));
    const found = received.find((m) => m.key === key && m.workspace === workspace && m.conversation === conversation);
    return { status: 200, body: { id: found?.id ?? null } };
  }

  function send(response: ServerResponse, { status, body, headers }: Answer): void {
    response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body ?? {}));
  }
  function sendLate(response: ServerResponse, answer: Answer): void {
    const timer = setTimeout(() => {
      timers.delete(timer);
      send(response, answer);
    }, slowMs);
    timers.add(timer);
  }

  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of request) chunks.push(chunk as Buffer);
    } catch {
      // Whoever sent it was killed half-way: it never arrived.
      return;
    }
    const text = Buffer.concat(chunks).toString();
    const work = (): Answer =>
      apply(request.method ?? "", new URL(request.url ?? "/", "http://fake"), text === "" ? undefined : JSON.parse(text));
    if (state.outage) return send(response, { status: 503 });
    if (tooMany(Number(request.headers["x-sent-ms"]))) {
      refused++;
      return send(response, { status: 429, headers: { "retry-after": "1" } });
    }
    const fault = state.faulty ? drawFault(random, blind) : undefined;
    const done = fault === undefined || faults[fault].done ? work() : undefined;
    if (fault === "reset before" || fault === "reset after") request.socket.destroy();
    else if (fault === "slow answer" && done) sendLate(response, done);
    else send(response, fault ? failure(fault) : (done ?? { status: 500 }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return Object.assign(state, {
    url: `http://127.0.0.1:${port}`,
    received,
    limited: () => refused,
    async close() {
      for (const timer of timers) clearTimeout(timer);
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
}

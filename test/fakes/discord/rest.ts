import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import * as z from "zod";

export interface Kept {
  id: string;
  channel: string;
  nonce: string | undefined;
  under: string | undefined;
  components: { id?: number; components: { id?: number; type: number; content?: string }[] }[];
  pings: boolean;
}

export interface FakeDiscord {
  url: string;
  token: string;
  /** What each channel truly received, in order. */
  received(): readonly Kept[];
  /** The next request is answered with this; `done`: after it was carried out, `skip`: as if nothing were wrong. */
  faults: { status: number; code?: number; retryAfter?: number; done?: boolean; skip?: boolean }[];
  /** As after a few minutes. */
  forgetNonces(): void;
  requests(): number;
  close(): Promise<void>;
}

const component = z.looseObject({
  type: z.number(),
  id: z
    .number()
    .int()
    .min(1)
    .max(2 ** 31 - 1)
    .optional(),
});
const text = z.strictObject({ type: z.literal(10), id: z.number().optional(), content: z.string().min(1).max(4_000) });
const message = z.strictObject({
  flags: z.literal(1 << 15),
  nonce: z.string().max(25).optional(),
  enforce_nonce: z.literal(true).optional(),
  allowed_mentions: z.strictObject({ parse: z.array(z.string()) }),
  message_reference: z.strictObject({ message_id: z.string(), fail_if_not_exists: z.boolean() }).optional(),
  components: z.array(
    z.strictObject({ type: z.literal(17), id: component.shape.id, components: z.array(z.union([text, component])).max(40) }),
  ),
});

/** The part of REST v10 that posting needs, on the loopback; strict in what it takes. */
export async function startFakeDiscord(): Promise<FakeDiscord> {
  const token = "made-up-token";
  const kept: Kept[] = [];
  const faults: FakeDiscord["faults"] = [];
  let requests = 0;
  let serial = 0n;
  const nextId = (): string => String((BigInt(Date.now() - 1_420_070_400_000) << 22n) + serial++);

  function carryOut(method: string, url: URL, sent: string): { status: number; body: unknown } {
    if (url.pathname === "/api/v10/users/@me/channels") {
      const { recipient_id } = z.strictObject({ recipient_id: z.string() }).parse(JSON.parse(sent));
      return { status: 200, body: { id: `dm${recipient_id}` } };
    }
    const path = /^\/api\/v10\/channels\/(\w+)\/messages(?:\/(\w+))?$/.exec(url.pathname);
    if (!path) return { status: 404, body: { code: 0, message: "404: Not Found" } };
    const [, channel = "", id] = path;
    if (method === "GET") {
      const after = BigInt(url.searchParams.get("after") ?? 0);
      return {
        status: 200,
        body: kept
          .filter((m) => m.channel === channel && BigInt(m.id) > after)
          .reverse()
          .slice(0, 100),
      };
    }
    const parsed = message.safeParse(JSON.parse(sent));
    if (!parsed.success) return { status: 400, body: { code: 50_035, message: parsed.error.message } };
    const { components, nonce, enforce_nonce, message_reference, allowed_mentions } = parsed.data;
    const shown = components as Kept["components"];
    if (method === "PATCH") {
      const old = kept.find((m) => m.id === id && m.channel === channel);
      if (!old) return { status: 404, body: { code: 10_008, message: "Unknown Message" } };
      old.components = shown;
      return { status: 200, body: { id } };
    }
    const same = enforce_nonce && nonce !== undefined && kept.find((m) => m.channel === channel && m.nonce === nonce);
    if (same) return { status: 200, body: { id: same.id } };
    const made = {
      id: nextId(),
      channel,
      nonce,
      under: message_reference?.message_id,
      components: shown,
      pings: allowed_mentions.parse.length > 0,
    };
    kept.push(made);
    return { status: 200, body: { id: made.id } };
  }

  const server = createServer(async (request, response) => {
    requests++;
    let sent = "";
    for await (const chunk of request) sent += chunk;
    const fault = faults.shift();
    const known = request.headers.authorization === `Bot ${token}`;
    const usual = !known
      ? { status: 401, body: { code: 0, message: "401: Unauthorized" } }
      : fault && !fault.done
        ? undefined
        : carryOut(request.method ?? "", new URL(request.url ?? "/", "http://fake"), sent);
    const answer =
      fault && !fault.skip
        ? { status: fault.status, body: { code: fault.code ?? 0, message: "fault", retry_after: fault.retryAfter, global: false } }
        : (usual ?? { status: 500, body: {} });
    const headers = {
      "content-type": "application/json",
      ...(fault?.retryAfter !== undefined && { "retry-after": String(fault.retryAfter) }),
    };
    response.writeHead(answer.status, headers).end(JSON.stringify(answer.body));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`,
    ...{ token, faults },
    received: () => kept,
    requests: () => requests,
    forgetNonces: () => {
      for (const each of kept) each.nonce = undefined;
    },
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}

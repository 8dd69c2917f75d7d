import { once } from "node:events";
import { expect, it } from "vitest";
import { WebSocket } from "ws";
import { calling } from "./discord/calling.ts";
import type { Packet } from "./discord/sessions.ts";

const { fake, call } = calling();

/** A client as bare as can be. */
async function connect() {
  const { body } = await call("GET /gateway/bot");
  const socket = new WebSocket(`${body.url}/?v=10&encoding=json`);
  const packets: Packet[] = [];
  socket.on("message", (raw) => packets.push(JSON.parse(String(raw))));
  const until = async (op: number, t: string | null = null): Promise<Packet> => {
    for (;;) {
      const found = packets.find((p) => p.op === op && p.t === t);
      if (found) return found;
      await once(socket, "message");
    }
  };
  await until(10);
  return { socket, packets, until, send: (op: number, d: unknown) => socket.send(JSON.stringify({ op, d })) };
}
const identity = (more: object = {}) => ({ token: fake().token, intents: 1, properties: {}, ...more });

it.each([
  ["a wrong token", 2, { token: "wrong" }, 4004],
  ["intents that are none", 2, { intents: 2 ** 26 }, 4013],
  ["an intent that was not granted", 2, { intents: 1 | (1 << 15) }, 4014],
  ["a wrong token for an earlier session", 6, { token: "wrong", session_id: "x", seq: 1 }, 4004],
  ["anything before it is known who it is", 3, {}, 4003],
])("closes for %s", async (_, op, more, code) => {
  const { socket, send } = await connect();
  send(op, identity(more));
  expect((await once(socket, "close"))[0]).toBe(code);
});

it("answers heartbeats, sends events, and what was missed to whoever takes the session up again", async () => {
  const first = await connect();
  first.send(2, identity());
  const ready = await first.until(0, "READY");
  await first.until(0, "GUILD_CREATE");
  first.send(1, null);
  await first.until(11);
  first.socket.terminate();
  await once(first.socket, "close");
  fake().dispatch("MESSAGE", { n: 1 });
  const { session_id } = ready.d as { session_id: string };
  const again = await connect();
  again.send(6, { token: fake().token, session_id, seq: 2 });
  await again.until(0, "RESUMED");
  expect(again.packets.map((p) => p.t)).toEqual([null, "MESSAGE", "RESUMED"]);
  fake().sessionsEnd();
  const late = await connect();
  late.send(6, { token: fake().token, session_id, seq: 2 });
  expect((await late.until(9)).d).toBe(false);
});

it("asks to connect again, and refuses connections while it is away", async () => {
  const { until } = await connect();
  fake().askReconnect();
  await until(7);
  fake().cut(true);
  await expect(connect()).rejects.toThrow();
  fake().cut(false);
  await connect();
});

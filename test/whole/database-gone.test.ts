import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { readConfig } from "../../src/config.ts";
import { type Running, startServer } from "../../src/server.ts";
import { createPostgres, freePort, type Postgres } from "../helpers/postgres.ts";

let postgres: Postgres;
beforeAll(async () => {
  postgres = await createPostgres();
});
afterAll(() => postgres.stop());

const ready = async (url: string): Promise<{ status: number; reasons: string[] }> => {
  const response = await fetch(`${url}/readyz`);
  return { status: response.status, reasons: ((await response.json()) as { reasons: string[] }).reasons };
};
const ask = async (url: string, line: string): Promise<string> => {
  const body = JSON.stringify({ line });
  const response = await fetch(`${url}/ask`, { method: "POST", headers: { "content-type": "application/json" }, body });
  return ((await response.json()) as { text: string }).text;
};

it("a server that is not there yet is waited for, alive and saying so; one that goes and comes back costs no answer and no promise", async () => {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const config = readConfig({ DATABASE_URL: postgres.url, PORT: String(port), LOG_LEVEL: "silent" });
  await postgres.stop();
  const starting: Promise<Running> = startServer(config, []);
  await vi.waitFor(
    async () => expect(await ready(url)).toMatchObject({ status: 503, reasons: [expect.stringContaining("database cannot be reached")] }),
    5_000,
  );
  expect(await (await fetch(`${url}/healthz`)).text()).toBe("ok");
  await postgres.start();
  const running = await starting;
  expect(await ready(url)).toEqual({ status: 200, reasons: [] });
  expect(await ask(url, "subscribe")).toMatch(/^Subscribed/);

  await postgres.stop();
  expect(await ask(url, "next-session")).toMatch(/session/i);
  expect(await ask(url, "ask when does the contract expire")).toMatch(/expir/i);
  expect(await ask(url, "subscribe at:10:00")).toMatch(/try again in a moment/i);
  expect(await ready(url)).toMatchObject({ status: 503 });
  await postgres.start();
  await vi.waitFor(async () => expect(await ready(url)).toEqual({ status: 200, reasons: [] }), 20_000);
  expect(await ask(url, "subscriptions")).toMatch(/09:00/);
  await running.stop();
}, 60_000);

import { describe, expect, it } from "vitest";
import { calling, inBox, text, to } from "./discord/calling.ts";
import { startFakeDiscord } from "./discord/discord.ts";

const { call, fake } = calling();

describe("limits of calls", () => {
  it("tells what is left, and when too much was asked for", async () => {
    const strict = await startFakeDiscord();
    const get = (path: string) => fetch(`${strict.url}/v10${path}`, { headers: { authorization: `Bot ${strict.token}` } });
    for (let n = 4; n >= 0; n--) expect((await get("/channels/11")).headers.get("x-ratelimit-remaining")).toBe(String(n));
    const refused = await get("/channels/11");
    expect(refused.status).toBe(429);
    expect(refused.headers.get("x-ratelimit-scope")).toBe("user");
    expect(await refused.json()).toMatchObject({ global: false, retry_after: expect.any(Number) });
    expect((await get("/channels/12")).status).toBe(200);
    strict.passes(5_001);
    expect((await get("/channels/11")).status).toBe(200);
    expect([strict.limited(), strict.invalid()]).toEqual([1, 1]);
    await strict.stop();
  });

  it("takes 50 calls in any second, and answers to interactions beside them", async () => {
    const statuses = await Promise.all(Array.from({ length: 51 }, (_, n) => call(`GET /channels/${n}`).then((a) => a.status)));
    expect(statuses.filter((s) => s === 429)).toHaveLength(1);
    expect((await call("POST /webhooks/98/t", inBox(text("a")))).status).toBe(404);
    const refused = await call("GET /channels/11");
    expect(refused.headers.get("x-ratelimit-global")).toBe("true");
    fake().passes(1_001);
    expect((await call("GET /channels/11")).status).toBe(200);
  });

  it("refuses a wrong token", async () => {
    expect(await call("GET /channels/11", undefined, "wrong")).toMatchObject({ status: 401, body: { code: 0 } });
    expect(fake().invalid()).toBe(1);
  });
});

describe("interactions", () => {
  const answer = (id: unknown, token: unknown, type: number, data?: object) =>
    call(`POST /interactions/${id}/${token}/callback`, { type, ...(data && { data }) });
  const begun = (type = 2) => {
    const payload = fake().shapes.of(type, {});
    fake().dispatch("INTERACTION_CREATE", payload);
    return payload;
  };

  it("takes one first answer within three seconds, and others for fifteen minutes", async () => {
    const { id, token } = begun();
    expect(await call(`POST /webhooks/98/${token}`, inBox(text("a")))).toMatchObject({ status: 404, body: { code: 10_015 } });
    expect((await answer(id, token, 5, { flags: 64 })).status).toBe(204);
    expect(await answer(id, token, 5)).toMatchObject({ status: 400, body: { code: 40_060 } });
    expect((await call(`PATCH /webhooks/98/${token}/messages/@original`, inBox(text("a")))).status).toBe(200);
    fake().passes(900_001);
    expect(await call(`POST /webhooks/98/${token}`, inBox(text("a")))).toMatchObject({ status: 401, body: { code: 50_027 } });
    const late = begun();
    fake().passes(3_001);
    expect(await answer(late.id, late.token, 5)).toMatchObject({ status: 404, body: { code: 10_062 } });
  });

  it.each([
    ["a sentence where values are completed", 4, 4, inBox(text("a"))],
    ["values where none are", 2, 8, { choices: [] }],
    ["a change of a message where none was pressed", 2, 7, inBox(text("a"))],
    ["more than 25 values", 4, 8, { choices: Array.from({ length: 26 }, (_, n) => ({ name: `${n}`, value: `${n}` })) }],
    ["a value of 101", 4, 8, { choices: [{ name: "a", value: "x".repeat(101) }] }],
    ["an answer that is over a limit", 2, 4, inBox(text("x".repeat(4_001)))],
  ])("refuses %s", async (_, kind, type, data) => {
    const { id, token } = begun(kind);
    expect(await answer(id, token, type, data)).toMatchObject({ status: 400, body: { code: 50_035 } });
  });
});

describe("faults", () => {
  it("fails before or after it did what was asked, breaks the line, is late, and says how long to wait", async () => {
    const sent = (): number => fake().received().length;
    fake().faults.next({ kind: "status", status: 500 }, { kind: "status", status: 502, applied: true }, { kind: "rate", seconds: 7 });
    expect([(await call(to, inBox(text("a")))).status, sent()]).toEqual([500, 0]);
    expect([(await call(to, inBox(text("a")))).status, sent()]).toEqual([502, 1]);
    expect(await call(to, inBox(text("a")))).toMatchObject({ status: 429, body: { retry_after: 7 } });
    fake().faults.nextOf(/^POST .*messages$/, { kind: "lost", applied: false }, { kind: "lost", applied: true });
    expect((await call("GET /channels/11")).status).toBe(200);
    await expect(call(to, inBox(text("a")))).rejects.toThrow();
    expect(sent()).toBe(1);
    await expect(call(to, inBox(text("a")))).rejects.toThrow();
    expect(sent()).toBe(2);
    fake().faults.always({ kind: "late", ms: 1 });
    expect((await call(to, inBox(text("a")))).status).toBe(200);
  });
});

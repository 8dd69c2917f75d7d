import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type FakeDiscord, startFakeDiscord } from "./discord/discord.ts";

let fake: FakeDiscord;
const roomy = { bucket: { most: 1_000, seconds: 5 } };
beforeEach(async () => {
  fake = await startFakeDiscord({ rates: roomy });
});
afterEach(() => fake.stop());

async function call(
  line: string,
  body?: unknown,
  token = fake.token,
): Promise<{ status: number; body: Record<string, unknown>; headers: Headers }> {
  const [method = "", path = ""] = line.split(" ");
  const response = await fetch(`${fake.url}/v10${path}`, {
    method,
    headers: { authorization: `Bot ${token}` },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const answer = await response.text();
  return { status: response.status, body: answer === "" ? {} : JSON.parse(answer), headers: response.headers };
}

const quiet = { allowed_mentions: { parse: [] } };
const text = (content: string) => ({ type: 10, content });
const button = (custom_id: string, label = "More") => ({ type: 2, style: 2, label, custom_id });
const row = (...components: object[]) => ({ type: 1, components });
const v2 = (...components: object[]) => ({ ...quiet, flags: 1 << 15, components });
const inBox = (...components: object[]) => v2({ type: 17, components });
const to = "POST /channels/11/messages";
const post = async (body: object = inBox(text("Thursday")), channel = "11"): Promise<string> =>
  String((await call(`POST /channels/${channel}/messages`, body)).body.id);

describe("messages that Discord refuses", () => {
  const rows = Array.from({ length: 20 }, (_, n) => row(button(`a${n}`)));
  it.each([
    ["too long for one", { ...quiet, content: "x".repeat(2_001) }, 50_035],
    ["empty", { ...quiet, content: "" }, 50_006],
    ["Components V2 with content", { ...inBox(text("a")), content: "b" }, 50_035],
    ["Components V2 with embeds", { ...inBox(text("a")), embeds: [{ title: "b" }] }, 50_035],
    ["Components V2 without its flag", { ...inBox(text("a")), flags: 0 }, 50_035],
    ["more than 40 components, nested ones counted", inBox(...rows), 50_035],
    ["more than 4,000 characters of text in all", inBox(text("x".repeat(2_000)), text("x".repeat(2_001))), 50_035],
    ["six buttons in a row", inBox(row(...Array.from({ length: 6 }, (_, n) => button(`${n}`)))), 50_035],
    ["a label of 81", inBox(row(button("a", "x".repeat(81)))), 50_035],
    ["a custom_id of 101", inBox(row(button("x".repeat(101)))), 50_035],
    ["one custom_id twice", inBox(row(button("a"), button("a"))), 50_035],
    ["one component id twice", inBox({ ...text("a"), id: 7 }, { ...text("b"), id: 7 }), 50_035],
    ["a component id of more than 31 bits", inBox({ ...text("a"), id: 2 ** 31 }), 50_035],
    ["a nonce of 26", { ...inBox(text("a")), nonce: "x".repeat(26) }, 50_035],
    ["a field it does not know", { ...inBox(text("a")), colour: "red" }, 50_035],
    ["mentions both parsed and listed", { ...inBox(text("a")), allowed_mentions: { parse: ["roles"], roles: ["5"] } }, 50_035],
    ["a reply to nothing", { ...inBox(text("a")), message_reference: { message_id: "404" } }, 50_035],
    ["ephemeral in a channel", { ...inBox(text("a")), flags: (1 << 15) | 64 }, 50_035],
  ])("%s", async (_, body, code) => {
    expect(await call(to, body)).toMatchObject({ status: 400, body: { code, message: expect.any(String) } });
    expect(fake.received()).toEqual([]);
  });

  it("says which field it is, nested as Discord nests it", async () => {
    const { body } = await call(to, inBox(text("a"), row(button("x".repeat(101)))));
    expect(JSON.stringify(body.errors)).toContain('"components":{"0":{"components":{"1"');
  });

  it("takes what is just within the limits", async () => {
    await post(
      inBox(text("x".repeat(4_000)), row(...Array.from({ length: 5 }, (_, n) => button(`${n}`.padEnd(100, "x"), "x".repeat(80))))),
    );
    await post({ ...quiet, content: "x".repeat(2_000), nonce: "x".repeat(25) });
    expect(fake.received()).toHaveLength(2);
  });
});

describe("channels", () => {
  it.each([
    ["POST /channels/404/messages", 404, 10_003],
    ["POST /channels/16/messages", 400, 50_008],
    ["GET /channels/404", 404, 10_003],
    ["PATCH /channels/11/messages/5", 404, 10_008],
    ["POST /channels/11/messages/5/crosspost", 404, 10_008],
    ["GET /guilds/404", 404, 10_004],
    ["PUT /applications/1/commands", 404, 10_002],
    ["GET /nowhere", 404, 0],
  ])("%s is %s with code %s", async (line, status, code) => {
    const body = line.startsWith("PO") || line.startsWith("PA") ? inBox(text("a")) : line.startsWith("PU") ? [] : undefined;
    expect(await call(line, body)).toMatchObject({ status, body: { code } });
  });

  it.each([
    ["VIEW_CHANNEL", "11", 50_001],
    ["SEND_MESSAGES", "11", 50_013],
    ["SEND_MESSAGES_IN_THREADS", "17", 50_013],
  ] as const)("without %s nothing is posted in %s: %s", async (permission, channel, code) => {
    fake.state.channels.get(channel)?.may.delete(permission);
    expect(await call(`POST /channels/${channel}/messages`, inBox(text("a")))).toMatchObject({ status: 403, body: { code } });
    expect(fake.invalid()).toBe(1);
  });

  it("without the history shows no messages, and takes no replies", async () => {
    const id = await post();
    fake.state.channels.get("11")?.may.delete("READ_MESSAGE_HISTORY");
    expect(await call("GET /channels/11/messages")).toMatchObject({ status: 200, body: [] });
    const reply = { ...inBox(text("a")), message_reference: { message_id: id } };
    expect(await call(to, reply)).toMatchObject({ status: 400, body: { code: 160_002 } });
  });

  it("shows the messages right after one, newest first", async () => {
    const ids: string[] = [];
    for (let n = 0; n < 5; n++) ids.push(await post(inBox(text(String(n)))));
    const { body } = await call(`GET /channels/11/messages?after=${ids[0]}&limit=2`);
    expect((body as unknown as { id: string }[]).map((m) => m.id)).toEqual([ids[2], ids[1]]);
  });

  it("opens a direct message, which may be closed to the bot", async () => {
    const { body } = await call("POST /users/@me/channels", { recipient_id: "7" });
    expect(body).toMatchObject({ type: 1 });
    await post(inBox(text("a")), String(body.id));
    const channel = fake.state.channels.get(String(body.id));
    if (channel) channel.closed = true;
    expect(await call(`POST /channels/${body.id}/messages`, inBox(text("a")))).toMatchObject({ status: 403, body: { code: 50_007 } });
  });
});

describe("publishing and forums", () => {
  it("publishes a message once, ten in an hour, and only from an announcement channel", async () => {
    const ids: string[] = [];
    for (let n = 0; n < 11; n++) ids.push(await post(inBox(text(String(n))), "15"));
    const publish = (id: string | undefined) => call(`POST /channels/15/messages/${id}/crosspost`);
    for (const id of ids.slice(0, 10)) expect((await publish(id)).status).toBe(200);
    expect(await publish(ids[0])).toMatchObject({ status: 400, body: { code: 40_033 } });
    const refused = await publish(ids[10]);
    expect(refused.status).toBe(429);
    expect(refused.body.retry_after).toBeGreaterThan(3_500);
    fake.passes(3_600_000);
    expect((await publish(ids[10])).status).toBe(200);
    expect(await call(`POST /channels/11/messages/${await post()}/crosspost`)).toMatchObject({ status: 400, body: { code: 50_024 } });
  });

  it("begins a post in a forum with a name and a message, and with a tag where one is asked for", async () => {
    const forum = fake.state.channels.get("16");
    if (!forum) throw new Error("There is no forum");
    const start = (body: object) => call("POST /channels/16/threads", body);
    const message = inBox(text("a"));
    expect(await start({ message })).toMatchObject({
      status: 400,
      body: { code: 50_035, errors: { name: { _errors: [{ code: "BASE_TYPE_REQUIRED" }] } } },
    });
    const { status, body } = await start({ name: "October", message });
    expect({ status, body }).toMatchObject({ status: 201, body: { type: 11, parent_id: "16", message: { channel_id: body.id } } });
    await post(inBox(text("b")), String(body.id));
    expect(fake.received().map((m) => m.channel)).toEqual([body.id, body.id]);
    forum.tagRequired = true;
    forum.tags.set("3", "news");
    expect(await start({ name: "October", message })).toMatchObject({ status: 400, body: { code: 40_067 } });
    expect((await start({ name: "October", message, applied_tags: ["3"] })).status).toBe(201);
  });
});

describe("nonces and mentions", () => {
  it("knows a nonce again for some minutes, where that is asked for", async () => {
    const once = { ...inBox(text("a")), nonce: "n", enforce_nonce: true };
    const first = await post(once);
    expect(await post(once)).toBe(first);
    fake.passes(6 * 60_000);
    expect(await post(once)).not.toBe(first);
    expect(await post({ ...inBox(text("a")), nonce: "n" })).not.toBe(first);
  });

  it("notifies whom the text names, the call allows and the bot may notify", async () => {
    const all = inBox(text("@everyone <@&5> <@7> \\<@&6>"));
    await post(all);
    await post({ ...all, allowed_mentions: { parse: ["everyone"], roles: ["5", "6"], users: ["7"] } });
    fake.state.channels.get("11")?.may.add("MENTION_EVERYONE");
    await post({ ...all, allowed_mentions: { parse: ["everyone"], roles: ["5", "6"] } });
    expect(fake.received().map((m) => m.pings)).toEqual([[], ["7"], ["everyone", "5"]]);
  });

  it("fails whoever leaves allowed_mentions out", async () => {
    const other = await startFakeDiscord();
    await fetch(`${other.url}/v10/channels/11/messages`, {
      method: "POST",
      headers: { authorization: `Bot ${other.token}` },
      body: JSON.stringify({ content: "@everyone" }),
    });
    await expect(other.stop()).rejects.toThrow("allowed_mentions");
  });
});

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
    fake.passes(1_001);
    expect((await call("GET /channels/11")).status).toBe(200);
  });

  it("refuses a wrong token", async () => {
    expect(await call("GET /channels/11", undefined, "wrong")).toMatchObject({ status: 401, body: { code: 0 } });
    expect(fake.invalid()).toBe(1);
  });
});

describe("interactions", () => {
  const answer = (id: unknown, token: unknown, type: number, data?: object) =>
    call(`POST /interactions/${id}/${token}/callback`, { type, ...(data && { data }) });
  const begun = (type = 2) => {
    const payload = fake.shapes.of(type, {});
    fake.dispatch("INTERACTION_CREATE", payload);
    return payload;
  };

  it("takes one first answer within three seconds, and others for fifteen minutes", async () => {
    const { id, token } = begun();
    expect(await call(`POST /webhooks/98/${token}`, inBox(text("a")))).toMatchObject({ status: 404, body: { code: 10_015 } });
    expect((await answer(id, token, 5, { flags: 64 })).status).toBe(204);
    expect(await answer(id, token, 5)).toMatchObject({ status: 400, body: { code: 40_060 } });
    expect((await call(`PATCH /webhooks/98/${token}/messages/@original`, inBox(text("a")))).status).toBe(200);
    fake.passes(900_001);
    expect(await call(`POST /webhooks/98/${token}`, inBox(text("a")))).toMatchObject({ status: 401, body: { code: 50_027 } });
    const late = begun();
    fake.passes(3_001);
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

describe("commands that Discord refuses", () => {
  const option = { type: 3, name: "unit", description: "Which" };
  const command = (more: object = {}) => ({ name: "strike", description: "Ask", ...more });
  const choices = (count: number) => Array.from({ length: count }, (_, n) => ({ name: `${n}`, value: `${n}` }));
  it.each([
    ["a name with capitals", command({ name: "Strike" })],
    ["no description", command({ description: "" })],
    ["a description of 101", command({ description: "x".repeat(101) })],
    ["a language it does not know", command({ description_localizations: { es: "Pregunta" } })],
    ["26 options", command({ options: Array.from({ length: 26 }, (_, n) => ({ ...option, name: `o${n}` })) })],
    ["26 choices", command({ options: [{ ...option, choices: choices(26) }] })],
    ["choices and completion", command({ options: [{ ...option, choices: choices(1), autocomplete: true }] })],
    ["one name twice", command({ options: [option, option] })],
    [
      "one localised name twice",
      command({ options: ["a", "b"].map((name) => ({ ...option, name, name_localizations: { "es-ES": "x" } })) }),
    ],
    ["an option that is required after one that is not", command({ options: [option, { ...option, name: "o", required: true }] })],
    [
      "more than 8,000 characters",
      command({
        options: Array.from({ length: 20 }, (_, n) => ({
          ...option,
          name: `o${n}`,
          choices: choices(25).map((c) => ({ ...c, name: "x".repeat(100 - n) })),
        })),
      }),
    ],
  ])("%s", async (_, given) => {
    expect(await call("PUT /applications/98/commands", [given])).toMatchObject({ status: 400, body: { code: 50_035 } });
    expect((await call("GET /applications/98/commands")).body).toEqual([]);
  });

  it("takes 200 new ones", async () => {
    const some = (of: string) => Array.from({ length: 100 }, (_, n) => command({ name: `${of}${n}` }));
    for (const of of ["a", "b", "b"]) expect((await call("PUT /applications/98/commands", some(of))).status).toBe(200);
    expect(await call("PUT /applications/98/commands", some("c"))).toMatchObject({ status: 400, body: { code: 30_034 } });
  });
});

describe("faults", () => {
  it("fails before or after it did what was asked, breaks the line, is late, and says how long to wait", async () => {
    const sent = (): number => fake.received().length;
    fake.faults.next({ kind: "status", status: 500 }, { kind: "status", status: 502, applied: true }, { kind: "rate", seconds: 7 });
    expect([(await call(to, inBox(text("a")))).status, sent()]).toEqual([500, 0]);
    expect([(await call(to, inBox(text("a")))).status, sent()]).toEqual([502, 1]);
    expect(await call(to, inBox(text("a")))).toMatchObject({ status: 429, body: { retry_after: 7 } });
    fake.faults.nextOf(/^POST .*messages$/, { kind: "lost", applied: false }, { kind: "lost", applied: true });
    expect((await call("GET /channels/11")).status).toBe(200);
    await expect(call(to, inBox(text("a")))).rejects.toThrow();
    expect(sent()).toBe(1);
    await expect(call(to, inBox(text("a")))).rejects.toThrow();
    expect(sent()).toBe(2);
    fake.faults.always({ kind: "late", ms: 1 });
    expect((await call(to, inBox(text("a")))).status).toBe(200);
  });
});

import { describe, expect, it } from "vitest";
import { calling, inBox, text, to } from "./discord/calling.ts";

const { call, fake, post } = calling();

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
    fake().state.channels.get(channel)?.may.delete(permission);
    expect(await call(`POST /channels/${channel}/messages`, inBox(text("a")))).toMatchObject({ status: 403, body: { code } });
    expect(fake().invalid()).toBe(1);
  });

  it("without the history shows no messages, and takes no replies", async () => {
    const id = await post();
    fake().state.channels.get("11")?.may.delete("READ_MESSAGE_HISTORY");
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
    const channel = fake().state.channels.get(String(body.id));
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
    fake().passes(3_600_000);
    expect((await publish(ids[10])).status).toBe(200);
    expect(await call(`POST /channels/11/messages/${await post()}/crosspost`)).toMatchObject({ status: 400, body: { code: 50_024 } });
  });

  it("begins a post in a forum with a name and a message, and with a tag where one is asked for", async () => {
    const forum = fake().state.channels.get("16");
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
    expect(
      fake()
        .received()
        .map((m) => m.channel),
    ).toEqual([body.id, body.id]);
    forum.tagRequired = true;
    forum.tags.set("3", "news");
    expect(await start({ name: "October", message })).toMatchObject({ status: 400, body: { code: 40_067 } });
    expect((await start({ name: "October", message, applied_tags: ["3"] })).status).toBe(201);
  });
});

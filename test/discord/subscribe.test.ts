import { beforeEach, describe, expect, it } from "vitest";
import { parseInteraction } from "../../adapters/discord/interaction.ts";
import type { Subscriptions } from "../../src/core/ports.ts";
import { asking, folderWith, inlinesOf, kaiser, loaded } from "../helpers/asking.ts";
import { memorySubscriptions } from "../helpers/memory-subscriptions.ts";
import { type ScriptedMessenger, scriptedMessenger } from "../helpers/season.ts";

const library = await loaded(await folderWith([kaiser]));
const guild = "1";
const [manageChannels, mentionEveryone, viewAndSend] = [16, 1 << 17, 3_072];
const target = { platform: "discord", workspace: guild, conversation: "11" } as const;

let port: Subscriptions;
let messenger: ScriptedMessenger;
let answering: ReturnType<typeof asking>;
beforeEach(() => {
  [port, messenger] = [memorySubscriptions(), scriptedMessenger()];
  answering = asking(library, port, messenger);
});

interface Said {
  name?: string;
  options?: Record<string, string>;
  /** By id: whether anybody may mention it. */
  roles?: Record<string, boolean>;
  channels?: Record<string, { type: number; permissions: string }>;
  permissions?: number;
  bot?: number;
  channel?: { type: number; parent_id?: string };
  custom_id?: string;
}

/** As Discord sends it. */
function ask({ name = "subscribe", options = {}, roles = {}, channels = {}, channel = { type: 0 }, custom_id, ...said }: Said) {
  const parsed = parseInteraction({
    ...{ id: "5", token: "t", application_id: "9", channel_id: "11", guild_id: guild, locale: "en-US", channel },
    ...{ type: custom_id === undefined ? 2 : 3, app_permissions: String(said.bot ?? viewAndSend) },
    member: { user: { id: "7" }, permissions: String(said.permissions ?? manageChannels) },
    data: {
      custom_id,
      options: [{ name, type: 1, options: Object.entries(options).map(([key, value]) => ({ name: key, value, type: 3 })) }],
      resolved: {
        roles: Object.fromEntries(Object.entries(roles).map(([id, mentionable]) => [id, { id, mentionable, name: "strikers" }])),
        channels,
      },
    },
  });
  if (!parsed) throw new Error("not read");
  return answering.answering.dispatch(parsed.invocation);
}
const kept = async () => (await port.list(target))[0];

describe("a role to ping", () => {
  it("is kept with the subscription, shown, kept when not said again, and ended by its button", async () => {
    const done = await ask({ options: { ping: "40" }, roles: { "40": true } });
    expect(done.status).toBe("answered");
    expect(await kept()).toMatchObject({ ping: "40" });
    const pings = inlinesOf((await ask({ name: "subscriptions" })).reply);
    expect(pings).toContainEqual({ type: "mention", of: "role", id: "40", text: "40" });
    await ask({ options: { at: "10" } });
    expect(await kept()).toMatchObject({ ping: "40", rule: { hour: "10:00" } });
    const stop = done.reply.blocks.flatMap((b) => (b.type === "actions" ? b.actions : [])).find((a) => a.args.ping === "none");
    expect(stop).toMatchObject({ command: "subscribe", label: "Stop pinging" });
    await ask({ custom_id: "subscribe?ping=none" });
    expect(await kept()).toMatchObject({ ping: null });
  });

  it.each<[string, Said, RegExp]>([
    ["everybody", { options: { ping: guild }, roles: { [guild]: true } }, /don't ping a whole server/],
    ["one not from the list", { options: { ping: "41" }, roles: { "40": true } }, /from the list/],
    [
      "one that the caller may not mention",
      { options: { ping: "40" }, roles: { "40": false }, bot: viewAndSend | mentionEveryone },
      /may not mention that role/,
    ],
    ["one, by who does not manage the channel", { options: { ping: "40" }, roles: { "40": true }, permissions: 0 }, /manages this channel/],
  ])("is not %s", async (_, said, words) => {
    expect(await ask(said)).toMatchObject({ status: "refused", reply: { text: expect.stringMatching(words) } });
    expect(await kept()).toBeUndefined();
  });

  it("is not set by an organizer whom the server does not let manage the channel", async () => {
    const here = { manages: false, roles: { "40": { everyone: false, callerMay: true, botMay: true } } };
    const asked = await answering.invoke({
      ...{ command: "subscribe", target, here, caller: { id: "7", role: "organizer" } },
      args: { named: { ping: "40" }, positional: [] },
    });
    expect(asked).toMatchObject({ status: "refused", reply: { text: expect.stringMatching(/manages this channel/) } });
  });

  it("that will not hear it is set, with what is missing by name", async () => {
    const manager = manageChannels | mentionEveryone;
    const done = await ask({ options: { ping: "40" }, roles: { "40": false }, permissions: manager });
    expect(done.reply.text).toMatch(/will not be notified: it does not allow mentions, and I lack Mention Everyone/);
    expect(await kept()).toMatchObject({ ping: "40" });
    const heard = await ask({ options: { ping: "40" }, roles: { "40": false }, permissions: manager, bot: viewAndSend | mentionEveryone });
    expect(heard.reply.text).not.toMatch(/notified/);
  });

  it("is an argument on Discord alone", async () => {
    const elsewhere = await answering.ask("subscribe ping:40");
    expect(elsewhere).toMatchObject({ status: "refused", reply: { text: expect.stringMatching(/no argument “ping”/) } });
    expect(elsewhere.reply.text).not.toMatch(/\[ping|\[publish|\[channel/);
    expect((await answering.ask("help subscribe")).reply.text).not.toMatch(/ping|publish/);
    expect((await answering.invoke({ command: "help", args: "subscribe", target })).reply.text).toMatch(/ping · A role to notify/);
  });
});

describe("publishing", () => {
  const announcement = { type: 5 };

  it("is offered in the answer where others can follow the channel, and taken up by its button", async () => {
    const done = await ask({ channel: announcement });
    expect(done.reply.text).toMatch(/Other servers can follow this channel[\s\S]*subscribe publish:yes/);
    expect(await kept()).toMatchObject({ publish: false });
    // What everyone there reads does not ask them.
    expect(messenger.posted[0]?.reply.text).not.toMatch(/follow this channel/);
    const again = await ask({ channel: announcement, custom_id: "subscribe?publish=yes" });
    expect(again.reply.text).not.toMatch(/Other servers can follow/);
    expect(await kept()).toMatchObject({ publish: true });
    expect((await ask({ name: "subscriptions", channel: announcement })).reply.text).toMatch(/Published to the servers that follow/);
    await ask({ channel: announcement, options: { publish: "no" } });
    expect(await kept()).toMatchObject({ publish: false });
  });

  it("is refused in any other channel, by what is missing", async () => {
    const refused = await ask({ options: { publish: "yes" } });
    expect(refused).toMatchObject({ status: "refused", reply: { text: expect.stringMatching(/no announcement channel/) } });
    expect(await kept()).toBeUndefined();
  });
});

describe("another channel", () => {
  const forum = { ...target, conversation: "60" };
  const channels = { "60": { type: 15, permissions: "16" } };

  it("is subscribed from here by who manages it, with its confirmation there, and ended from here or from one of its posts", async () => {
    await ask({ options: { channel: "60" }, channels, permissions: 0 });
    expect(await port.list(forum)).toHaveLength(1);
    expect(messenger.posted.map((m) => m.target)).toEqual([forum]);
    const refused = await ask({ name: "unsubscribe", options: { channel: "60" }, channels: { "60": { type: 15, permissions: "0" } } });
    expect(refused.status).toBe("refused");
    await ask({ name: "unsubscribe", options: { channel: "60" }, channels });
    expect(await port.list(forum)).toEqual([]);
    await ask({ options: { channel: "60" }, channels });
    const inPost = { channel: { type: 11, parent_id: "60" } };
    expect((await ask({ name: "subscriptions", ...inPost })).reply.text).toMatch(/Subscriptions of this conversation/);
    expect((await ask({ custom_id: "unsubscribe?", ...inPost, permissions: 0 })).status).toBe("refused");
    await ask({ custom_id: "unsubscribe?", ...inPost });
    expect(await port.list(forum)).toEqual([]);
  });

  it.each<[string, Said]>([
    ["who does not manage it", { options: { channel: "60" }, channels: { "60": { type: 0, permissions: "0" } } }],
    ["a channel that Discord did not name", { options: { channel: "61" }, channels }],
  ])("is not subscribed by or as %s", async (_, said) => {
    expect((await ask(said)).status).toBe("refused");
    expect(messenger.posted).toEqual([]);
  });
});

it("two people's direct messages are two workspaces", () => {
  const dm = (user: string) =>
    parseInteraction({
      ...{ id: "5", token: "t", application_id: "9", channel_id: "3", type: 2, user: { id: user } },
      data: { options: [{ name: "status", options: [] }] },
    })?.invocation.target.workspace;
  expect([dm("7"), dm("8")]).toEqual(["dm:7", "dm:8"]);
});

import { describe, expect, it } from "vitest";
import { button, calling, inBox, quiet, row, text, to } from "./discord/calling.ts";
import { startFakeDiscord } from "./discord/discord.ts";

const { call, fake, post } = calling();

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
    expect(fake().received()).toEqual([]);
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
    expect(fake().received()).toHaveLength(2);
  });
});

describe("nonces and mentions", () => {
  it("knows a nonce again for some minutes, where that is asked for", async () => {
    const once = { ...inBox(text("a")), nonce: "n", enforce_nonce: true };
    const first = await post(once);
    expect(await post(once)).toBe(first);
    fake().passes(6 * 60_000);
    expect(await post(once)).not.toBe(first);
    expect(await post({ ...inBox(text("a")), nonce: "n" })).not.toBe(first);
  });

  it("notifies whom the text names, the call allows and the bot may notify", async () => {
    const all = inBox(text("@everyone <@&5> <@7> \\<@&6>"));
    await post(all);
    await post({ ...all, allowed_mentions: { parse: ["everyone"], roles: ["5", "6"], users: ["7"] } });
    fake().state.channels.get("11")?.may.add("MENTION_EVERYONE");
    await post({ ...all, allowed_mentions: { parse: ["everyone"], roles: ["5", "6"] } });
    expect(
      fake()
        .received()
        .map((m) => m.pings),
    ).toEqual([[], ["7"], ["everyone", "5"]]);
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

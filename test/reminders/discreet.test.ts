import { describe, expect, it } from "vitest";
import type { NewSubscription } from "../../src/core/ports.ts";
import type { Reply } from "../../src/core/reply.ts";
import { news } from "../../src/reminders/news.ts";
import { refusalReply } from "../../src/reminders/pausing.ts";
import { sqlDeliveryLog } from "../../src/store/delivery-log.ts";
import { channel, subscription } from "../contract/outbox.ts";
import { quickDispute } from "../helpers/dispute.ts";
import { type Season, season } from "../helpers/season.ts";

const start = "2023-10-10T12:00-07:00";
const dm = channel("D1");
const session = (milestone: string, when: string) => ({ milestone, status: "scheduled", when });
const first = { id: "first", statedOn: "2023-10-01", asserts: [session("session-a", "2023-10-12"), session("session-b", "2023-10-12")] };
const moved = {
  ...{ id: "moved", statedOn: "2023-10-11", recordedAt: "2023-10-11T10:00-07:00" },
  asserts: [session("session-a", "2023-10-13")],
};
const back = { id: "back", statedOn: "2023-10-11", recordedAt: "2023-10-11T11:00-07:00", retracts: ["moved"], asserts: [] };

async function followed(reports: Parameters<typeof quickDispute>[0], changes: Partial<NewSubscription> = {}): Promise<Season> {
  const all = await season(start, [quickDispute(reports, "d")]);
  await all.subscriptions.put(subscription(dm, { createdAt: Temporal.Instant.from(start), direct: "discreet", ...changes }));
  await all.at(start);
  return all;
}

const notice = (text: string): unknown => ({
  blocks: [
    { type: "paragraph", inlines: [{ type: "text", text }] },
    { type: "actions", actions: [expect.anything()] },
  ],
  text,
});

function pressed(reply: Reply | undefined): string {
  const buttons = reply?.blocks.flatMap((b) => (b.type === "actions" ? b.actions : [])) ?? [];
  expect(buttons).toMatchObject([{ command: "news", args: { message: expect.stringMatching(/^\d+\.[0-9a-f]{12}$/) } }]);
  return buttons[0]?.args.message ?? "";
}

/** What its button answers. */
async function shown(all: Season, message: string | undefined, target = dm, lang: "en" | "es" = "en"): Promise<string | undefined> {
  const said = await sqlDeliveryLog(all.db).said(target, message);
  const [history] = all.histories;
  return history && news(said, history, all.clock.now(), lang)?.text;
}

describe("a discreet direct message", () => {
  it("says that there is an update, and its button what it is: a reminder, then its change and the old one as it stands now", async () => {
    const all = await followed([first, moved]);
    await all.at("2023-10-11T09:00-07:00");
    expect(all.messenger.posted.map((m) => m.reply)).toEqual([notice("There is an update.")]);
    const reminder = pressed(all.messenger.posted[0]?.reply);
    const before = await shown(all, reminder);
    expect(before).toContain("Reminders");
    expect(before?.match(/Bargaining session: Thu, Oct 12, 2023 · tomorrow · scheduled/g)).toHaveLength(2);
    await all.at("2023-10-11T10:00-07:00");
    expect(all.messenger.posted).toHaveLength(2);
    expect(all.messenger.posted[1]?.reply).toEqual(notice("There is an update."));
    const update = pressed(all.messenger.posted[1]?.reply);
    expect(update).not.toBe(reminder);
    const changed = /Changed: Bargaining session: Fri, Oct 13, 2023.*\n {2}Before: Thu, Oct 12, 2023 · scheduled/;
    expect(await shown(all, update)).toMatch(changed);
    expect(await shown(all, update)).not.toContain("Reminder");
    // The old message is edited, and gives nothing away; its button shows what became of each.
    expect(all.messenger.edits.map((e) => e.reply)).toEqual([notice("There is an update.")]);
    expect(pressed(all.messenger.edits[0]?.reply)).toBe(reminder);
    expect(await shown(all, reminder)).toMatch(changed);
    expect(await shown(all, reminder)).toMatch(/Reminder\n\n- Bargaining session: Thu, Oct 12, 2023/);
    // Unsaid, the last one.
    expect(await shown(all, undefined)).toBe(await shown(all, update));
  });

  it("shows current facts: what was taken back is a reminder again, and what is past says so", async () => {
    const all = await followed([first, moved, back]);
    await all.at("2023-10-11T09:00-07:00");
    const reminder = pressed(all.messenger.posted[0]?.reply);
    all.clock.set("2023-10-11T11:00-07:00");
    expect(await shown(all, reminder)).not.toContain("Changed");
    all.clock.set("2023-10-20T11:00-07:00");
    expect(await shown(all, reminder)).toContain("passed, outcome not reported");
  });

  it("is in the subscription's language, and its answer in the asker's", async () => {
    const all = await followed([first], { lang: "es" });
    await all.at("2023-10-11T09:00-07:00");
    expect(all.messenger.posted[0]?.reply).toEqual(notice("Hay una novedad."));
    expect(await shown(all, pressed(all.messenger.posted[0]?.reply), dm, "es")).toContain("Así está ahora.");
  });

  it("takes back what was sent in full before", async () => {
    const all = await followed([first, moved], { direct: "plain" });
    await all.at("2023-10-11T09:00-07:00");
    expect(all.messenger.posted[0]?.reply.text).toContain("Bargaining session");
    await all.subscriptions.put(subscription(dm, { direct: "discreet" }));
    await all.at("2023-10-11T10:00-07:00");
    expect(all.messenger.edits.map((e) => e.text)).toEqual(["There is an update."]);
  });

  it("drops corrections in full that were put off", async () => {
    const all = await followed([first], { direct: "plain" });
    for (const [conversation, kind] of [
      ["D1", "edit"],
      ["D1", "post"],
      ["D2", "edit"],
    ])
      await all.db.query(
        `insert into publications (platform, workspace, conversation, message_id, kind, reply, created_at, next_at)
         values ('web', 'local', $1, 'm', $2, '{"text":"Thursday"}', now(), now())`,
        [conversation, kind],
      );
    const left = async () => (await all.db.query("select conversation from publications where kind = 'edit'")).length;
    await all.subscriptions.put(subscription(dm, { direct: "plain" }));
    expect(await left()).toBe(2);
    await all.subscriptions.put(subscription(dm, { direct: "discreet" }));
    expect(await left()).toBe(1);
    expect(await all.db.query("select from publications")).toHaveLength(2);
  });

  it("answers in its own conversation alone, and also after it was unsubscribed from", async () => {
    const all = await followed([first]);
    await all.at("2023-10-11T09:00-07:00");
    const reminder = pressed(all.messenger.posted[0]?.reply);
    for (const elsewhere of [channel("D2"), channel("D1", "T2"), { ...dm, platform: "slack" as const }])
      expect(await shown(all, reminder, elsewhere)).toBeUndefined();
    await all.subscriptions.end(dm);
    expect(await shown(all, reminder)).toContain("Bargaining session");
    expect(await shown(all, undefined)).toBeUndefined();
  });

  it.each(["", "x", "1.", "1.zzzzzzzzzzzz", "99999999999999999999.aaaaaaaaaaaa", "1.aaaaaaaaaaaa"])("%j names no message", async (made) => {
    const all = await followed([first]);
    await all.at("2023-10-11T09:00-07:00");
    expect(await shown(all, made)).toBeUndefined();
  });

  it("names no dispute either where it can no longer be sent", async () => {
    const all = await followed([first]);
    const own = await all.subscriptions.list(dm);
    const said = refusalReply({ outcome: "paused", reason: "not_in_channel" }, own, () => all.histories[0]);
    expect(JSON.stringify(said)).toContain("D1");
    expect(JSON.stringify(said)).not.toMatch(/dispute/i);
  });
});

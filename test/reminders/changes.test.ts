import { describe, expect, it } from "vitest";
import { sqlPublications } from "../../src/store/publications.ts";
import { channel, subscription } from "../contract/outbox.ts";
import { quickDispute } from "../helpers/dispute.ts";
import { type Season, season } from "../helpers/season.ts";

const start = "2023-10-10T12:00-07:00";
const session = (when: string, more: object = {}) => [{ milestone: "session-a", status: "scheduled", when, ...more }];
const first = { id: "first", statedOn: "2023-10-01", asserts: session("2023-10-12") };
const report = (id: string, recordedAt: string, asserts: object[]) => ({ id, statedOn: recordedAt.slice(0, 10), recordedAt, asserts });
const moved = report("moved", "2023-10-11T10:00-07:00", session("2023-10-13"));

async function followed(reports: Parameters<typeof quickDispute>[0], changes = {}, gatherSeconds = 0): Promise<Season> {
  const all = await season(start, [quickDispute(reports, "d")], gatherSeconds);
  await all.subscriptions.put(subscription(channel("c"), { createdAt: Temporal.Instant.from(start), ...changes }));
  await all.at(start);
  return all;
}

const idOf = (all: Season, at: number): string => `id of ${all.messenger.posted[at]?.key}`;

describe("a change reaches those who were told", () => {
  it("as a reply under the reminder, which is edited to say by what it is superseded", async () => {
    const all = await followed([first, moved]);
    for (const moment of ["2023-10-11T09:00-07:00", "2023-10-11T10:00-07:00"]) await all.at(moment);
    expect(all.messenger.posted).toHaveLength(2);
    expect(all.messenger.replies).toEqual([{ under: idOf(all, 0), key: all.messenger.posted[1]?.key }]);
    expect(all.messenger.edits.map((e) => e.messageId)).toEqual([idOf(all, 0)]);
    expect(all.messenger.edits[0]?.text).toMatch(
      /No longer current: Bargaining session: Thu, Oct 12, 2023 · scheduled\n {2}Now: Fri, Oct 13, 2023/,
    );
  });

  it("although the platform puts the edit off for long: that is made later, and the news does not wait for it", async () => {
    const all = await followed([first, moved], { publish: true });
    await all.at("2023-10-11T09:00-07:00");
    all.messenger.editScript.push({ outcome: "retry", reason: "429", afterSeconds: 1_800 });
    await all.at("2023-10-11T10:00-07:00");
    expect(all.messenger.replies).toHaveLength(1);
    const [later] = await sqlPublications(all.db).due(Temporal.Instant.from("2023-10-11T10:31-07:00"), 0);
    expect(later).toMatchObject({ kind: "edit", messageId: idOf(all, 0), key: all.messenger.posted[0]?.key });
    expect(later?.kind === "edit" && later.reply.text).toContain("No longer current");
  });

  it("with the role to ping, and with what it is about: its milestone, or the dispute where several are gathered", async () => {
    const other = { id: "other", statedOn: "2023-10-01", asserts: [{ milestone: "session-b", status: "scheduled", when: "2023-10-12" }] };
    const one = await followed([first, moved], { ping: "40" });
    for (const moment of ["2023-10-11T09:00-07:00", "2023-10-11T10:00-07:00"]) await one.at(moment);
    expect(one.messenger.posted.map((m) => [m.ping, m.topic?.id])).toEqual([
      ["40", "d/session-a"],
      ["40", "d/session-a"],
    ]);
    const both = await followed([first, other]);
    await both.at("2023-10-11T09:00-07:00");
    expect(both.messenger.posted.map((m) => [m.ping, m.topic?.id])).toEqual([[undefined, "d"]]);
  });

  it("and corrects every message that said otherwise, leaving in each what still holds", async () => {
    const other = { id: "other", statedOn: "2023-10-01", asserts: [{ milestone: "session-b", status: "scheduled", when: "2023-10-12" }] };
    const late = report("late", "2023-10-12T10:00-07:00", session("2023-10-14"));
    const all = await followed([first, other, late]);
    for (const moment of ["2023-10-11T09:00-07:00", "2023-10-12T09:00-07:00", "2023-10-12T10:00-07:00"]) await all.at(moment);
    expect(all.messenger.replies.map((r) => r.under)).toEqual([idOf(all, 1)]);
    expect(all.messenger.edits.map((e) => e.messageId)).toEqual([idOf(all, 1), idOf(all, 0)]);
    for (const { text } of all.messenger.edits) {
      expect(text).toContain("No longer current: Bargaining session: Thu, Oct 12, 2023");
      expect(text).toContain("Bargaining session: Thu, Oct 12, 2023 · today · scheduled");
    }
  });

  it("also those whose unit it no longer concerns", async () => {
    const north = { ...first, asserts: session("2023-10-12", { units: ["north"] }) };
    const toSouth = report("south", "2023-10-11T10:00-07:00", [{ milestone: "session-a", units: ["south"] }]);
    const all = await followed([north, toSouth], { units: ["north"] });
    for (const moment of ["2023-10-11T09:00-07:00", "2023-10-11T10:00-07:00", "2023-10-12T09:00-07:00"]) await all.at(moment);
    expect(all.messenger.posted.map((m) => m.reply.text.split("\n")[0])).toEqual(["Reminder", "Update"]);
  });

  it("those who were told nothing yet get it as a message of its own", async () => {
    const all = await followed([first, moved]);
    await all.at("2023-10-11T08:00-07:00");
    const news = await followed([first, report("soon", "2023-10-10T13:00-07:00", session("2023-10-13"))]);
    await news.at("2023-10-10T13:00-07:00");
    expect([news.messenger.posted.length, news.messenger.replies, news.messenger.edits]).toEqual([1, [], []]);
  });

  it("tries a failed edit again without posting twice, and gives up on one that cannot succeed", async () => {
    const all = await followed([first, moved]);
    await all.at("2023-10-11T09:00-07:00");
    all.messenger.editScript.push({ outcome: "retry", reason: "429", afterSeconds: 5 });
    for (const moment of ["2023-10-11T10:00-07:00", "2023-10-11T10:00:05-07:00"]) await all.at(moment);
    expect([all.messenger.posted.length, all.messenger.edits.length]).toEqual([2, 1]);
    expect((await all.outcomes()).map((o) => o.state)).toEqual(["delivered", "delivered"]);
  });
});

it("a correction that fails again and again holds the news back no longer, and is made apart", async () => {
  const all = await followed([first, moved]);
  await all.at("2023-10-11T09:00-07:00");
  for (let n = 0; n < 8; n++)
    all.messenger.editScript.push(n % 2 ? { outcome: "retry", reason: "503" } : { outcome: "uncertain", reason: "503" });
  for (let minute = 0; minute < 20; minute++) await all.at(`2023-10-11T10:${String(minute).padStart(2, "0")}-07:00`);
  expect([all.messenger.posted.length, all.messenger.edits]).toEqual([2, []]);
  const due = await sqlPublications(all.db).due(all.clock.real(), 10);
  expect(due).toMatchObject([{ kind: "edit", messageId: idOf(all, 0), reply: { text: expect.stringContaining("No longer current") } }]);
});

describe("changes within a minute", () => {
  const again = report("again", "2023-10-11T10:00:30-07:00", session("2023-10-14"));
  const back = report("back", "2023-10-11T10:00:30-07:00", session("2023-10-12"));
  const moments = [
    "2023-10-11T09:00-07:00",
    "2023-10-11T10:00-07:00",
    "2023-10-11T10:00:30-07:00",
    "2023-10-11T10:01-07:00",
    "2023-10-11T10:02-07:00",
  ];

  it("are one update, which says what it was before all of them", async () => {
    const all = await followed([first, moved, again], {}, 60);
    for (const moment of moments) await all.at(moment);
    expect(all.messenger.posted.map((m) => m.reply.text.split("\n")[0])).toEqual(["Reminder", "Update"]);
    expect(all.messenger.posted[1]?.reply.text).toMatch(/Sat, Oct 14, 2023[\s\S]*Before: Thu, Oct 12, 2023/);
    expect((await all.outcomes()).map((o) => [o.state, o.reason])).toContainEqual(["skipped", "a newer revision replaced it"]);
  });

  it("that come to nothing are no update", async () => {
    const all = await followed([first, moved, back], {}, 60);
    for (const moment of moments) await all.at(moment);
    expect(all.messenger.posted.map((m) => m.reply.text.split("\n")[0])).toEqual(["Reminder"]);
    expect((await all.outcomes()).map((o) => o.reason)).toContain("it is again what was told before");
  });

  it("of several milestones are one update", async () => {
    const both = report("both", "2023-10-11T10:00:20-07:00", [{ milestone: "session-b", status: "scheduled", when: "2023-10-20" }]);
    const all = await followed([first, moved, both], {}, 60);
    for (const moment of ["2023-10-11T10:00-07:00", "2023-10-11T10:00:20-07:00", "2023-10-11T10:01-07:00", "2023-10-11T10:01:20-07:00"])
      await all.at(moment);
    expect(all.messenger.posted).toHaveLength(1);
    expect(all.messenger.posted[0]?.reply.text).toMatch(
      /Changed: Bargaining session: Fri, Oct 13[\s\S]*Newly reported: Bargaining session: Fri, Oct 20/,
    );
  });
});

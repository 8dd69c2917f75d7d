import { expect, it } from "vitest";
import { channel, subscription } from "../contract/outbox.ts";
import { quickDispute } from "../helpers/dispute.ts";
import { type Season, season } from "../helpers/season.ts";

const start = "2023-10-10T12:00-07:00";
const session = (when: string) => [{ milestone: "session-a", status: "scheduled", when }];
const first = { id: "first", statedOn: "2023-10-01", asserts: session("2023-10-12") };
const report = (id: string, recordedAt: string, when: string) => ({
  id,
  statedOn: recordedAt.slice(0, 10),
  recordedAt,
  asserts: session(when),
});
const later = { outcome: { outcome: "retry", reason: "503" }, arrives: false } as const;

async function followed(reports: Parameters<typeof quickDispute>[0], gatherSeconds = 0): Promise<Season> {
  const all = await season(start, [quickDispute(reports, "d")], gatherSeconds);
  await all.subscriptions.put(subscription(channel("c"), { createdAt: Temporal.Instant.from(start) }));
  await all.at(start);
  return all;
}

const headings = (all: Season): (string | undefined)[] => all.messenger.posted.map((m) => m.reply.text.split("\n")[0]);

it("a mistake that is taken back around the lead's moment does not swallow the reminder", async () => {
  const wrong = report("wrong", "2023-10-11T08:59:40-07:00", "2023-10-20");
  const right = report("right", "2023-10-11T09:00:20-07:00", "2023-10-12");
  const all = await followed([first, wrong, right], 60);
  for (const moment of ["08:59:40", "09:00:00", "09:00:20", "09:00:40", "09:01:20"]) await all.at(`2023-10-11T${moment}-07:00`);
  expect(headings(all)).toEqual(["Update"]);
  expect(all.messenger.posted[0]?.reply.text).toContain("Thu, Oct 12, 2023 · tomorrow");
});

it("a lead that is still being tried goes out although the rule was changed meanwhile", async () => {
  const all = await followed([first]);
  all.messenger.script.push(later);
  await all.at("2023-10-11T09:00-07:00");
  await all.subscriptions.put(subscription(channel("c"), { rule: { leads: null, hour: "08:00", zone: "America/Los_Angeles" } }));
  await all.at("2023-10-11T09:10-07:00");
  expect(headings(all)).toEqual(["Reminder"]);
});

it("an edit that fails leads to no second post, not even where nobody can look back", async () => {
  const all = await followed([first, report("moved", "2023-10-11T10:00-07:00", "2023-10-13")]);
  await all.at("2023-10-11T09:00-07:00");
  all.messenger.find = async () => "unknown";
  for (let i = 0; i < 3; i++) all.messenger.editScript.push({ outcome: "retry", reason: "429" });
  for (const moment of ["10:00", "10:10", "10:20", "10:30", "10:40"]) await all.at(`2023-10-11T${moment}-07:00`);
  expect(headings(all)).toEqual(["Reminder", "Update"]);
});

it("a process that knows less leaves an update to those who know more", async () => {
  const moved = report("moved", "2023-10-11T10:00-07:00", "2023-10-13");
  const all = await followed([first, moved]);
  all.messenger.script.push(later);
  await all.at("2023-10-11T10:00-07:00");
  const [knowing] = all.histories.splice(0, 1, quickDispute([first], "d"));
  await all.at("2023-10-11T10:05-07:00");
  expect((await all.outcomes()).at(-1)).toMatchObject({ state: "retrying", reason: "another process knows more" });
  if (knowing) all.histories.splice(0, 1, knowing);
  await all.at("2023-10-11T10:06-07:00");
  expect(headings(all)).toEqual(["Update"]);
});

it("an answer that never came is not taken for not sent when the change is taken back", async () => {
  const all = await followed([
    first,
    report("moved", "2023-10-11T10:00-07:00", "2023-10-13"),
    report("back", "2023-10-11T10:05-07:00", "2023-10-12"),
  ]);
  all.messenger.script.push({ outcome: { outcome: "uncertain", reason: "timeout" }, arrives: true });
  await all.at("2023-10-11T10:00-07:00");
  const { find } = all.messenger;
  all.messenger.find = async () => {
    throw new Error("outage");
  };
  await all.at("2023-10-11T10:04-07:00");
  expect((await all.outcomes()).at(-1)).toMatchObject({ state: "uncertain" });
  all.messenger.find = find;
  await all.at("2023-10-11T10:04:30-07:00");
  await all.at("2023-10-11T10:10-07:00");
  expect(headings(all)).toEqual(["Update", "Update"]);
  expect(all.messenger.edits).toHaveLength(1);
});

it("a change that this process does not know yet neither goes out with a reminder nor is lost to it", async () => {
  const other = [{ milestone: "session-b", status: "scheduled", when: "2023-10-12" }];
  const moved = report("moved", "2023-10-11T08:59:30-07:00", "2023-10-13");
  const all = await followed([first, { id: "b", statedOn: "2023-10-01", asserts: other }, moved], 60);
  await all.at("2023-10-11T08:59:30-07:00");
  // The lead of the other session falls due while the change still gathers; whoever sends has not read the change.
  const [knowing] = all.histories;
  await all.tick("2023-10-11T09:00-07:00");
  all.histories.splice(0, 1, quickDispute([first, { id: "b", statedOn: "2023-10-01", asserts: other }], "d"));
  await all.drain();
  expect(headings(all)).toEqual(["Reminder"]);
  if (knowing) all.histories.splice(0, 1, knowing);
  await all.at("2023-10-11T09:01-07:00");
  expect(headings(all)).toEqual(["Reminder", "Update"]);
  expect(new Set(all.messenger.posted.map((m) => m.key)).size).toBe(2);
});

it("a milestone that this process does not know yet is waited for; one unknown for a day is given up", async () => {
  const added = {
    id: "added",
    statedOn: "2023-10-11",
    recordedAt: "2023-10-11T10:00-07:00",
    asserts: [{ milestone: "session-c", status: "scheduled", when: "2023-10-20" }],
  };
  const all = await followed([first, added]);
  const [knowing] = all.histories;
  await all.tick("2023-10-11T10:00-07:00");
  all.histories.splice(0, 1, quickDispute([first], "d"));
  await all.drain();
  expect(headings(all)).not.toContain("Update");
  if (knowing) all.histories.splice(0, 1, knowing);
  await all.at("2023-10-11T10:05-07:00");
  expect(headings(all)).toContain("Update");
});

it("after a long outage old messages are still corrected", async () => {
  const all = await followed([first, report("moved", "2023-10-11T10:00-07:00", "2023-10-13")]);
  await all.at("2023-10-11T09:00-07:00");
  for (let i = 0; i < 8; i++) all.messenger.script.push(later);
  for (let minute = 0; minute < 50; minute += 5) await all.at(`2023-10-11T10:${String(minute).padStart(2, "0")}-07:00`);
  expect(headings(all)).toEqual(["Reminder", "Update"]);
  expect(all.messenger.edits.length).toBeGreaterThan(7);
});

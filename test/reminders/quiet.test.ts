import { expect, it } from "vitest";
import { channel, subscription } from "../contract/outbox.ts";
import { quickDispute } from "../helpers/dispute.ts";
import { season } from "../helpers/season.ts";

const start = "2023-10-10T12:00-07:00";
const dawn = {
  id: "first",
  statedOn: "2023-10-01",
  asserts: [{ milestone: "session-a", status: "scheduled", when: { at: "2023-10-12T07:30" } }],
};
const rule = { leads: null, hour: "09:00", zone: "America/Los_Angeles", quiet: { from: "22:00", to: "07:00" }, digest: true };

it("quiet hours and digest are kept with the rule, and the whole path goes by them; news does not wait", async () => {
  const moved = {
    id: "moved",
    statedOn: "2023-10-11",
    recordedAt: "2023-10-11T23:00-07:00",
    asserts: [{ milestone: "session-a", when: { at: "2023-10-12T08:00" } }],
  };
  const all = await season(start, [quickDispute([dawn, moved], "d")]);
  await all.subscriptions.put(subscription(channel("c"), { rule, createdAt: Temporal.Instant.from(start) }));
  expect((await all.subscriptions.list(channel("c"))).map((s) => s.rule)).toEqual([rule]);
  const sent: string[] = [];
  for (const moment of ["11T08:59", "11T09:00", "11T22:59", "11T23:00", "12T06:59", "12T07:00", "12T07:30"]) {
    const before = all.messenger.posted.length;
    await all.at(`2023-10-${moment}-07:00`);
    for (const { reply } of all.messenger.posted.slice(before)) sent.push(`${moment} ${reply.text.split("\n")[0]}`);
  }
  // The lead of a day before, 08:00, was gathered on the 10th, before this conversation subscribed; it hears of the change at once.
  expect(sent).toEqual(["11T23:00 Update", "12T07:00 Reminder"]);
});

import { describe, expect, it } from "vitest";
import { createClockWatch } from "../../src/reminders/clock-watch.ts";
import { channel, subscription } from "../contract/outbox.ts";
import { quickDispute } from "../helpers/dispute.ts";
import { type Season, season } from "../helpers/season.ts";

const start = Temporal.Instant.from("2023-10-10T19:00:00Z");

describe("whether a clock is believed", () => {
  /** Seconds that went by, and seconds that the clock says went by. */
  const watch = () => {
    let elapsed = 0;
    const aheadBy = createClockWatch(() => elapsed * 1_000);
    return (wentBy: number, said: number): number => {
      elapsed = wentBy;
      return aheadBy(start.add({ seconds: said }));
    };
  };

  it("a jump ahead is not, until it has lasted a minute", () => {
    const at = watch();
    expect([at(0, 0), at(1, 1), at(2, 7_202), at(30, 7_230), at(61, 7_261)]).toEqual([0, 0, 7_200, 7_200, 7_200]);
    expect([at(62, 7_262), at(63, 7_263)]).toEqual([0, 0]);
  });

  it("one that comes back was never believed, and a small one is at once", () => {
    const at = watch();
    expect([at(0, 0), at(1, 86_401), at(2, 2), at(3, 240)]).toEqual([0, 86_400, 0, 0]);
  });

  it("one that goes on jumping is not, however long it takes", () => {
    const at = watch();
    at(0, 0);
    for (let s = 1; s < 300; s += 10) expect(at(s, s * 1_000)).toBeGreaterThan(s === 1 ? 0 : 900);
  });

  it("a clock set back is", () => {
    const at = watch();
    expect([at(0, 0), at(1, -86_400), at(2, -86_399)]).toEqual([0, 0, 0]);
  });
});

const asserts = [{ milestone: "session-a", status: "scheduled", when: "2023-10-12" }];

async function followed(reports: Parameters<typeof quickDispute>[0] = []): Promise<Season> {
  const all = await season("2023-10-10T12:00-07:00", [quickDispute([{ id: "first", statedOn: "2023-10-01", asserts }, ...reports], "d")]);
  await all.subscriptions.put(subscription(channel("c"), { createdAt: start }));
  await all.at("2023-10-10T12:00-07:00");
  return all;
}

const headlines = (all: Season): (string | undefined)[] => all.messenger.posted.map((m) => m.reply.text.split("\n")[0]);

describe("a clock that was believed and set back", () => {
  it("what it made past is sent when it falls due after all, once", async () => {
    const all = await followed();
    await all.at("2023-10-20T12:00-07:00");
    expect((await all.outcomes()).map((o) => [o.lead, o.state])).toEqual([
      ["1d", "skipped"],
      ["0d", "skipped"],
    ]);
    for (const moment of ["2023-10-10T12:10-07:00", "2023-10-11T09:00-07:00", "2023-10-12T09:00-07:00", "2023-10-13T09:00-07:00"])
      await all.at(moment);
    expect((await all.outcomes()).map((o) => [o.lead, o.state, o.late])).toEqual([
      ["1d", "delivered", false],
      ["0d", "delivered", false],
    ]);
    expect(headlines(all)).toEqual(["Reminder", "Reminder"]);
  });

  it("does not remind of what followers were told is superseded, nor twice of what went out", async () => {
    const moved = { id: "moved", statedOn: "2023-10-11", recordedAt: "2023-10-11T08:00-07:00" };
    const all = await followed([{ ...moved, asserts: [{ milestone: "session-a", when: "2023-10-13" }] }]);
    await all.at("2023-10-11T08:30-07:00");
    await all.at("2023-10-12T09:00-07:00");
    for (const moment of ["2023-10-10T12:10-07:00", "2023-10-11T09:00-07:00", "2023-10-12T09:00-07:00", "2023-10-13T09:00-07:00"])
      await all.at(moment);
    expect(headlines(all)).toEqual(["Update", "Reminder", "Reminder"]);
    expect(all.messenger.posted.map((m) => /Oct 1\d/.exec(m.reply.text)?.[0])).toEqual(["Oct 13", "Oct 13", "Oct 13"]);
  });
});

it("while a jump is doubted, nothing that waits is judged by it", async () => {
  const all = await followed();
  all.messenger.script.push({ outcome: { outcome: "retry", reason: "503" }, arrives: false });
  await all.at("2023-10-11T09:00-07:00");
  const before = all.clock.real().epochMilliseconds;
  all.elapsedMs = () => before + 2_000;
  await all.at("2023-10-13T09:00-07:00");
  expect((await all.outcomes()).map((o) => o.state)).toEqual(["retrying"]);
  all.elapsedMs = () => all.clock.real().epochMilliseconds;
  await all.at("2023-10-11T09:05-07:00");
  expect((await all.outcomes()).map((o) => [o.lead, o.state])).toEqual([["1d", "delivered"]]);
});

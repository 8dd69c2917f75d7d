import { expect, test } from "vitest";
import { asking, folderWith, kaiser, loaded, timesOf } from "../helpers/asking.ts";

// The sentences of the first issue, as it words them.
const { ask } = asking(await loaded(await folderWith([kaiser])));
const textAt = async (line: string, now: string) => (await ask(line, { now })).reply.text;

test("October 6: the next sessions are the 12th and 13th, without an hour, and it says who said so", async () => {
  const { reply } = await ask("next-session", { now: "2023-10-06T12:00-07:00" });
  const days = timesOf(reply).filter((t) => /^2023-10-1[23]$/.test(t.value));
  expect(days.map((t) => [t.value, t.precision, t.zone])).toEqual([
    ["2023-10-12", "day", "America/Los_Angeles"],
    ["2023-10-13", "day", "America/Los_Angeles"],
  ]);
  expect(reply.text).toMatch(/Thu, Oct 12, 2023 · in 6 days · scheduled/);
  expect(reply.text).toMatch(/According to a news report \(News article of October 6, 2023.*, Oct 6, 2023\)\./);
  expect(reply.text).not.toMatch(/\d:\d\d/);
});

test("October 12: today and tomorrow", async () => {
  const text = await textAt("next-session", "2023-10-12T08:00-07:00");
  expect(text).toMatch(/Oct 12, 2023 · today · scheduled/);
  expect(text).toMatch(/Oct 13, 2023 · tomorrow · scheduled/);
  expect(text).toMatch(/unnamed Kaiser spokesperson, to Kiplinger/);
});

test("October 14: none is known, the 12th and 13th have passed, and what was reported since", async () => {
  const text = await textAt("next-session", "2023-10-14T09:00-07:00");
  expect(text).toMatch(/No further session is in any report\./);
  expect(text).toMatch(/Oct 12, 2023 · 2 days ago · passed, outcome not reported/);
  expect(text).toMatch(/Oct 13, 2023 · yesterday · passed, outcome not reported/);
  expect(text.split("Reported since:")[1]).toMatch(/National tentative agreement: Fri, Oct 13, 2023 · took place, as reported/);
  expect(text).toMatch(/Where to ask: Your steward or your union/);
});

test("the dates ahead of October 7 and of October 10 differ as the reports do", async () => {
  const before = await textAt("deadlines", "2023-10-07T12:00-07:00");
  const after = await textAt("deadlines", "2023-10-10T12:00-07:00");
  expect(before).toMatch(/Second strike of the coalition: not before Tue, Oct 17, 2023 · possible, not confirmed/);
  expect(before).not.toMatch(/Nov 1|Seattle/);
  expect(after).toMatch(/Seattle contract expiration: Tue, Oct 31, 2023 · in 21 days · scheduled/);
  expect(after).toMatch(
    /Second strike of the coalition: Wed, Nov 1, 2023 · in 22 days · possible, not confirmed\n.*“a week-long strike beginning November 1”\n {2}Only if no agreement is reached\./,
  );
  expect(after).not.toMatch(/Oct 17/);
});

// Ten days is how early a strike is announced. Said of a strike it is a plan that nobody had.
const tenDayStrike = /\b(10|ten)[- ]days?[- ]strike\b(?! notice)|strike (of|for|lasting) (10|ten) days|huelga de (10|diez) días/i;
const notPlans = /aviso de huelga de (10|diez) días/gi;
const dates = Array.from({ length: 36 }, (_, i) => Temporal.PlainDate.from("2023-10-06").add({ days: i }).toString());

test.each(["next-session 10", "deadlines 25", "status", "timeline", "what-changed 2023-10-01", "positions", "positions strike-length"])(
  "%s: no 10-day strike as a plan on any day",
  async (line) => {
    for (const day of dates) {
      for (const lang of ["en", "es"] as const) {
        const { status, reply } = await ask(line, { now: `${day}T12:00-07:00`, lang });
        expect(status).toBe("answered");
        expect(reply.text.replace(notPlans, "")).not.toMatch(tenDayStrike);
      }
    }
  },
);

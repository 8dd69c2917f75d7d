import { expect, it } from "vitest";
import { createAnswering } from "../../src/answering.ts";
import { type Outcome, skipReasons } from "../../src/core/outbox.ts";
import type { Target } from "../../src/core/ports.ts";
import { sqlDeliveryLog } from "../../src/store/delivery-log.ts";
import { messages } from "../../src/text/messages.ts";
import { channel, subscription } from "../contract/outbox.ts";
import { quickDispute } from "../helpers/dispute.ts";
import { type Season, season } from "../helpers/season.ts";

const start = "2023-10-10T12:00-07:00";
const reports = [{ id: "first", statedOn: "2023-10-01", asserts: [{ milestone: "session-a", status: "scheduled", when: "2023-10-12" }] }];

async function told(...outcomes: Extract<Outcome["state"], "failed" | "delivered">[]): Promise<Season> {
  const all = await season(start, [quickDispute(reports, "d")]);
  for (const [i, outcome] of outcomes.entries()) {
    await all.subscriptions.put(subscription(channel(`c${i}`, `w${i}`), { createdAt: Temporal.Instant.from(start) }));
    if (outcome === "failed") all.messenger.script.push({ outcome: { outcome, reason: "invalid_blocks" }, arrives: false });
  }
  await all.at(start);
  await all.at("2023-10-11T09:00-07:00");
  return all;
}

async function asked(all: Season, target: Target, line = "", role: "member" | "organizer" = "organizer") {
  const library = { visibleTo: () => all.histories, nearTo: () => all.histories };
  const preferences = { get: async () => ({}), set: async () => {} };
  const { dispatch } = createAnswering({
    library,
    clock: all.clock,
    preferences,
    subscriptions: all.subscriptions,
    deliveryLog: sqlDeliveryLog(all.db),
    log: () => {},
  });
  return dispatch({ command: "deliveries", args: line, caller: { id: "o", role }, target, lang: "en" });
}

it("says of each message what became of it and why, of the asker's workspace alone", async () => {
  const all = await told("failed", "delivered");
  const { reply } = await asked(all, channel("any", "w0"));
  expect(reply.text).toMatch(
    /Wed, Oct 11, 2023, 9:00 AM PDT · Bargaining session · reminder, 1d before\n {2}could not be sent: invalid_blocks · c0/,
  );
  expect(reply.text).not.toContain("c1");
  expect((await asked(all, channel("any", "w1"))).reply.text).toContain("arrived · c1");
});

it("narrows to a milestone or a conversation, and says when it knows neither", async () => {
  const all = await told("delivered");
  expect((await asked(all, channel("any", "w0"), "session-a")).reply.text).toContain("c0");
  expect((await asked(all, channel("any", "w0"), "c0")).reply.text).toContain("arrived");
  expect(await asked(all, channel("any", "w0"), "c9")).toMatchObject({ status: "refused" });
  expect((await asked(all, channel("any", "w9"))).reply.text).toContain("Nothing has fallen due here yet.");
});

it("is for organizers", async () => {
  expect(await asked(await told("delivered"), channel("any", "w0"), "", "member")).toMatchObject({ status: "refused" });
});

it("every reason for not sending has words in both languages", () => {
  for (const lang of ["en", "es"] as const)
    for (const reason of skipReasons) expect(messages(lang).deliveries.reasons[reason].length).toBeGreaterThan(5);
});

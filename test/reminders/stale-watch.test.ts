import { expect, it } from "vitest";
import { createMessenger } from "../../adapters/web/messenger.ts";
import { systemClock } from "../../src/core/clock.ts";
import { createStaleWatch } from "../../src/stale-watch.ts";
import { quickDispute } from "../helpers/dispute.ts";
import { memoryInbox } from "../helpers/memory-inbox.ts";

const target = { platform: "web", workspace: "local", conversation: "console" } as const;
const history = quickDispute(
  [{ id: "first", statedOn: "2023-10-10", asserts: [{ milestone: "session-a", status: "scheduled", when: "2023-10-12" }] }],
  "d",
);

it("asks once what came of a date, also after a restart", async () => {
  const inbox = memoryInbox();
  const watch = () =>
    createStaleWatch(
      createMessenger(inbox, systemClock, () => {}),
      target,
    );
  const [first, restarted] = [watch(), watch()];
  for (const look of [first, first, restarted]) await look([history], Temporal.Instant.from("2023-10-13T12:00-07:00"));
  const told = await inbox.latest("console", 10);
  expect(told.map((m) => m.reply.text.split("\n")[0])).toEqual(["What happened?"]);
  expect(told[0]?.reply.text).toMatch(/Thu, Oct 12, 2023 · yesterday · passed, outcome not reported/);
});

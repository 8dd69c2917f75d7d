import { expect, it } from "vitest";
import { createMessenger } from "../../adapters/web/messenger.ts";
import { systemClock } from "../../src/core/clock.ts";
import type { Messenger } from "../../src/core/ports.ts";
import { parseOrganizers } from "../../src/organizers.ts";
import { createStaleWatch } from "../../src/stale-watch.ts";
import { quickDispute } from "../helpers/dispute.ts";
import { memoryInbox } from "../helpers/memory-inbox.ts";
import { scriptedMessenger } from "../helpers/season.ts";

const target = { platform: "web", workspace: "local", conversation: "console" } as const;
const history = quickDispute(
  [{ id: "first", statedOn: "2023-10-10", asserts: [{ milestone: "session-a", status: "scheduled", when: "2023-10-12" }] }],
  "d",
);

const console = (inbox: ReturnType<typeof memoryInbox>) => createMessenger(inbox, systemClock, () => {});
const now = Temporal.Instant.from("2023-10-13T12:00-07:00");

function memoryTold() {
  const keys = new Set<string>();
  return { keys, has: async (key: string) => keys.has(key), add: async (key: string) => void keys.add(key) };
}

it("asks once what came of a date, also after a restart", async () => {
  const inbox = memoryInbox();
  const watch = () =>
    createStaleWatch({
      ...{ console: console(inbox), consoleTarget: target, organizers: [], told: memoryTold() },
      ...{ nearTo: () => [history], messengerOf: () => undefined },
    });
  const [first, restarted] = [watch(), watch()];
  for (const look of [first, first, restarted]) await look(now);
  const told = await inbox.latest("console", 10);
  expect(told.map((m) => m.reply.text.split("\n")[0])).toEqual(["What happened?"]);
  expect(told[0]?.reply.text).toMatch(/Thu, Oct 12, 2023 · yesterday · passed, outcome not reported/);
});

it("asks each organizer in person, once, about what their workspace may see, and again where it did not arrive", async () => {
  const told = memoryTold();
  const asked: string[] = [];
  let failures = 1;
  const messenger: Messenger = {
    ...scriptedMessenger(),
    async tell(workspace, user, { text }) {
      if (failures-- > 0) return { outcome: "retry", reason: "503" };
      asked.push(`${workspace}/${user} ${text.split("\n")[0]}`);
      return { outcome: "delivered", messageId: "m" };
    },
  };
  const watch = () =>
    createStaleWatch({
      ...{ console: console(memoryInbox()), consoleTarget: target, told, messengerOf: () => messenger },
      organizers: parseOrganizers("slack/T1/U1, slack/T2/U2 discord/9/7") ?? [],
      nearTo: ({ workspace }) => (workspace === "T2" ? [] : [history]),
    });
  const [first, restarted] = [watch(), watch()];
  for (const look of [first, first, restarted]) await look(now);
  expect(asked.sort()).toEqual(["9/7 What happened?", "T1/U1 What happened?"]);
});

it("whoever cannot be asked is not asked every few seconds, and two looks do not cross", async () => {
  let asked = 0;
  const answered = Promise.withResolvers<void>();
  const messenger: Messenger = {
    ...scriptedMessenger(),
    async tell() {
      asked++;
      await answered.promise;
      return { outcome: "paused", reason: "user_not_found" };
    },
  };
  const look = createStaleWatch({
    ...{ console: console(memoryInbox()), consoleTarget: target, told: memoryTold(), messengerOf: () => messenger },
    ...{ organizers: parseOrganizers("slack/T1/U1") ?? [], nearTo: () => [history] },
  });
  const [first, second] = [look(now), look(now)];
  answered.resolve();
  await Promise.all([first, second]);
  await look(now);
  expect(asked).toBe(1);
});

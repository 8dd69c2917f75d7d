import { expect, test } from "vitest";
import { type Subscription, type Subscriptions, type Target, targetKey } from "../../src/core/ports.ts";
import { asking, folderWith, here, kaiser, loaded } from "../helpers/asking.ts";

function memorySubscriptions(): Subscriptions {
  const rows = new Map<string, Subscription>();
  const of = (target: Target) => [...rows].filter(([, row]) => targetKey(row.target) === targetKey(target));
  return {
    async put(subscription) {
      const key = `${targetKey(subscription.target)} ${subscription.dispute}`;
      const before = rows.get(key);
      const after = { ...subscription, id: before?.id ?? String(rows.size + 1), paused: null };
      rows.set(key, after);
      return { before, after };
    },
    list: async (target) => of(target).map(([, row]) => row),
    pause: async () => [],
    async end(target, dispute) {
      const ended = of(target).filter(([, row]) => dispute === undefined || row.dispute === dispute);
      for (const [key] of ended) rows.delete(key);
      return ended.map(([, row]) => row);
    },
  };
}

const library = await loaded(await folderWith([kaiser]));
const start = () => {
  const port = memorySubscriptions();
  return { port, ...asking(library, port) };
};

test("subscribed, again the same, changed with what it was before, listed, ended", async () => {
  const { ask, port } = start();
  const done = await ask("subscribe");
  expect(done).toMatchObject({ status: "answered", audience: "channel" });
  expect(done.reply.text).toMatch(
    /Subscribed\.[\s\S]*About: sessions, strikes and contracts[\s\S]*at 09:00, America\/Los_Angeles[\s\S]*Stop with: unsubscribe/,
  );
  expect((await ask("subscribe")).reply.text).toMatch(/already there; nothing changed/);

  const changed = (await ask("subscribe remind:2d,1h about:sessions at:8 zone:asia/manila unit:seattle")).reply.text;
  expect(changed).toMatch(
    /was changed\.[\s\S]*2 days before, 1 hour before, at 08:00, Asia\/Manila\.[\s\S]*Before it was:[\s\S]*at 09:00, America\/Los_Angeles/,
  );
  expect(await port.list(here)).toMatchObject([{ units: ["seattle"], rule: { hour: "08:00", zone: "Asia/Manila" } }]);
  // What is not said stays as chosen.
  await ask("subscribe at:10:30");
  expect(await port.list(here)).toMatchObject([
    {
      units: ["seattle"],
      rule: {
        leads: [
          { amount: 2, unit: "d" },
          { amount: 1, unit: "h" },
        ],
        hour: "10:30",
      },
    },
  ]);

  expect((await ask("subscriptions")).reply.text).toMatch(/Kaiser Permanente strike, 2023[\s\S]*Asia\/Manila/);
  expect((await ask("subscriptions", { target: { ...here, conversation: "C2" } })).reply.text).toMatch(/no subscriptions/);
  expect((await ask("unsubscribe")).reply.text).toMatch(/Unsubscribed\.[\s\S]*Kaiser Permanente strike, 2023/);
  expect((await ask("unsubscribe")).reply.text).toMatch(/There was no subscription here to end/);
});

const leads = /remind should be one or more lead times up to 90d, such as 7d,1d,2h; “.*” isn’t\./;
const zones = /zone should be a time zone, such as America\/Los_Angeles or Asia\/Manila; “.*” isn’t\./;
const hours = /at should be an hour of the day, such as 09:00; “.*” isn’t\./;
test.each<[string, RegExp]>([
  ["remind:-1d", leads],
  ["remind:9999d", leads],
  ["remind:91d", leads],
  ["remind:1.5d", leads],
  ["remind:1w", leads],
  ["remind:,", leads],
  ["remind:1d,1d,1d,1d,1d,1d,1d,1d,1d,1d,1d", leads],
  ["zone:Mars/Olympus", zones],
  ["zone:+08:00", zones],
  ["at:24:00", hours],
  ["at:noon", hours],
  ["about:parties", /about should be sessions, strikes, contracts or all/],
  ["unit:nobody", /No bargaining unit is called “nobody”/],
])("%s: one sentence and an example, nothing subscribed", async (words, message) => {
  const { ask, port } = start();
  const { status, reply } = await ask(`subscribe ${words}`);
  expect(status).toBe("refused");
  expect(reply.text).toMatch(message);
  expect(await port.list(here)).toEqual([]);
});

test.each<[string, object]>([
  ["remind:90d", { rule: { leads: [{ amount: 90, unit: "d" }] } }],
  ["remind:0d", { rule: { leads: [{ amount: 0, unit: "d" }] } }],
  [
    'remind:"7d 1d"',
    {
      rule: {
        leads: [
          { amount: 7, unit: "d" },
          { amount: 1, unit: "d" },
        ],
      },
    },
  ],
  ["about:strike", { kinds: expect.arrayContaining(["strike", "lockout"]) }],
  ["about:all", { kinds: [] }],
  ["zone:us/pacific", { rule: { zone: expect.stringMatching(/^(US\/Pacific|America\/Los_Angeles)$/) } }],
])("%s is understood", async (words, expected) => {
  const { ask, port } = start();
  expect((await ask(`subscribe ${words}`)).status).toBe("answered");
  expect(await port.list(here)).toMatchObject([expected]);
});

test("without anything to keep them in, reminders are refused in words", async () => {
  const { ask } = asking(library);
  for (const line of ["subscribe", "unsubscribe", "subscriptions"]) {
    expect(await ask(line)).toMatchObject({
      status: "refused",
      reply: { text: expect.stringMatching(/^Reminders are not available here/) },
    });
  }
});

import { describe, expect, test } from "vitest";
import type { Subscriptions } from "../../src/core/ports.ts";
import { asking, folderWith, here, kaiser, loaded } from "../helpers/asking.ts";
import { memorySubscriptions } from "../helpers/memory-subscriptions.ts";
import { scriptedMessenger } from "../helpers/season.ts";

const library = await loaded(await folderWith([kaiser]));
const start = () => {
  const port = memorySubscriptions();
  return { port, ...asking(library, port) };
};

test("subscribed, again the same, changed with what it was before, listed, ended", async () => {
  const { ask, port } = start();
  const done = await ask("subscribe");
  expect(done).toMatchObject({ status: "answered", audience: "asker" });
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

const leads = /remind should be usual, or one or more lead times up to 90d, such as 7d,1d,2h; “.*” isn’t\./;
const zones = /zone should be a time zone, such as America\/Los_Angeles or Asia\/Manila; “.*” isn’t\./;
const quiet = /quiet should be the hours without reminders, from and to, such as quiet:22:00-07:00, or quiet:none; “.*” isn’t\./;
const hours = /at should be an hour of the day, such as 09:00; “.*” isn’t\./;
test.each<[string, RegExp]>([
  ["remind:-1d", leads],
  ["remind:9999d", leads],
  ["remind:91d", leads],
  ["remind:1.5d", leads],
  ["remind:1w", leads],
  ["remind:,", leads],
  ["remind:1d,1d,1d,1d,1d,1d,1d,1d,1d,1d,1d", leads],
  ["remind:0h", leads],
  ["quiet:22:00", quiet],
  ["quiet:22:00-22:00", quiet],
  ["quiet:22:00-25:00", quiet],
  ["quiet:22-7-9", quiet],
  ["quiet:nights", quiet],
  ["digest:weekly", /digest should be one of: none, daily; “weekly” isn’t\./],
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
  ["quiet:22:00-07:00", { rule: { quiet: { from: "22:00", to: "07:00" } } }],
  ["quiet:22–7", { rule: { quiet: { from: "22:00", to: "07:00" } } }],
  ["quiet:none", { rule: { quiet: null } }],
  ["digest:daily", { rule: { digest: true } }],
  ["zone:us/pacific", { rule: { zone: expect.stringMatching(/^(US\/Pacific|America\/Los_Angeles)$/) } }],
])("%s is understood", async (words, expected) => {
  const { ask, port } = start();
  expect((await ask(`subscribe ${words}`)).status).toBe("answered");
  expect(await port.list(here)).toMatchObject([expected]);
});

test("quiet hours and a digest: said in words, kept when not said again, and a way back to the usual", async () => {
  const { ask, port } = start();
  const { text } = (await ask("subscribe quiet:22:00-07:00 digest:daily remind:2d about:strikes unit:seattle")).reply;
  expect(text).toMatch(/Gathered: once a day, at 09:00[\s\S]*Quiet hours: 22:00 to 07:00\.[\s\S]*Changes: at once, in quiet hours too/);
  await ask("subscribe at:10");
  const chosen = { leads: [{ amount: 2, unit: "d" }], hour: "10:00", quiet: { from: "22:00", to: "07:00" }, digest: true };
  expect(await port.list(here)).toMatchObject([{ rule: chosen, units: ["seattle"] }]);
  const back = (await ask("subscribe remind:usual unit:all about:all quiet:none digest:none at:9")).reply.text;
  const usual = { leads: null, hour: "09:00", quiet: null, digest: false };
  expect(await port.list(here)).toMatchObject([{ rule: usual, units: [], kinds: [] }]);
  expect(back).toMatch(
    /was changed\.[\s\S]*Changes: at once, with[\s\S]*Before it was:\s+- Kaiser Permanente strike, 2023\n[\s\S]*Quiet hours: 22:00/,
  );
  expect(back).not.toContain("kaiser-2023");
});

test("in Spanish too", async () => {
  const { ask } = start();
  const { text } = (await ask("subscribe quiet:22-7 digest:daily at:1", { lang: "es" })).reply;
  expect(text).toMatch(
    /Reunidos: una vez al día, a la 01:00[\s\S]*Horas de silencio: de 22:00 a 07:00\.[\s\S]*también en las horas de silencio/,
  );
  expect((await ask("subscribe quiet:x", { lang: "es" })).reply.text).toMatch(/quiet debe ser las horas sin recordatorios/);
});

test("more than 200 subscriptions in one conversation are refused; changing one of them is not", async () => {
  const { ask, port } = start();
  const rule = { leads: null, hour: "09:00", zone: "UTC" };
  const other = {
    target: here,
    kinds: [],
    units: [],
    lang: "en",
    rule,
    createdBy: "U1",
    createdAt: Temporal.Instant.from("2023-10-01T00:00Z"),
  } as const;
  for (let i = 0; i < 199; i++) await port.put({ ...other, dispute: `d${i}` });
  await ask("subscribe");
  expect((await ask("subscribe at:10")).status).toBe("answered");
  await ask("unsubscribe dispute:kaiser-2023");
  await port.put({ ...other, dispute: "d199" });
  const refused = await ask("subscribe");
  expect(refused.status).toBe("refused");
  expect(refused.reply.text).toMatch(/has 200 subscriptions already, and that is the most\. End one first/);
  expect(await port.list(here)).toHaveLength(200);
});

test("without anything to keep them in, reminders are refused in words", async () => {
  const { ask } = asking(library);
  for (const line of ["subscribe", "unsubscribe", "subscriptions", "preview"]) {
    expect(await ask(line)).toMatchObject({
      status: "refused",
      reply: { text: expect.stringMatching(/^Reminders are not available here/) },
    });
  }
});

test("a pause is shown with its reason, and subscribing again says that it is over", async () => {
  const port = memorySubscriptions();
  const paused: Subscriptions = {
    ...port,
    list: async (target) => (await port.list(target)).map((s) => ({ ...s, paused: "is_archived" })),
  };
  const put: Subscriptions["put"] = async (s) => {
    const { before, after } = await port.put(s);
    return { before: before && { ...before, paused: "is_archived" }, after };
  };
  const { ask } = asking(library, { ...paused, put });
  await ask("subscribe");
  expect((await ask("subscriptions")).reply.text).toContain("Paused, because I could not post here: is_archived.");
  expect((await ask("subscribe")).reply.text).toContain("Reminders go on here. They were paused.");
});

describe("where an answer is not a post of the bot's own", () => {
  const posting = () => {
    const [port, messenger] = [memorySubscriptions(), scriptedMessenger()];
    return { port, messenger, ...asking(library, port, messenger) };
  };

  test("the confirmation is posted as a reminder would be, for everyone there", async () => {
    const { ask, messenger } = posting();
    expect((await ask("subscribe")).reply.text).toMatch(/Done: reminders come here/);
    expect(messenger.posted.map((m) => [m.target, m.reply.text.split("\n")[0]])).toEqual([[here, "Subscribed."]]);
  });

  test.each(["paused", "stopped", "ended"] as const)("a post that is %s says so at once and keeps nothing", async (outcome) => {
    const { ask, messenger, port } = posting();
    messenger.script.push({ outcome: { outcome, reason: "invite me" }, arrives: false });
    expect(await ask("subscribe")).toMatchObject({
      status: "refused",
      reply: { text: expect.stringMatching(/can’t post here.*invite me/) },
    });
    expect(await port.list(here)).toEqual([]);
  });

  test("what was subscribed before stays when a change of it cannot be posted", async () => {
    const { ask, messenger, port } = posting();
    await ask("subscribe");
    messenger.script.push({ outcome: { outcome: "paused", reason: "not_in_channel" }, arrives: false });
    await ask("subscribe at:10:00");
    expect(await port.list(here)).toMatchObject([{ rule: { hour: "10:00" } }]);
  });

  test("where it is not known whether it arrived, the asker gets the confirmation and the subscription holds", async () => {
    const { ask, messenger, port } = posting();
    messenger.script.push({ outcome: { outcome: "retry", reason: "ratelimited" }, arrives: false });
    expect((await ask("subscribe")).reply.text).toMatch(/^Subscribed\./);
    expect(await port.list(here)).toHaveLength(1);
  });

  test("permissions that the bot lacks are named, and members may not set what is not theirs to set", async () => {
    const { invoke, port } = posting();
    const lacking = await invoke({ command: "subscribe", here: { lacks: ["Send Messages", "Embed Links"] } });
    expect(lacking).toMatchObject({ status: "refused", reply: { text: expect.stringMatching(/I lack Send Messages, Embed Links/) } });
    const member = await invoke({ command: "subscribe", here: { manages: false } });
    expect(member).toMatchObject({ status: "refused", reply: { text: expect.stringMatching(/manages this channel/) } });
    expect(await port.list(here)).toEqual([]);
    await invoke({ command: "subscribe", here: { manages: false }, caller: { id: "U2", role: "organizer" } });
    expect(await port.list(here)).toHaveLength(1);
  });
});

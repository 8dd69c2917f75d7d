import { expect, test } from "vitest";
import type { Target } from "../../src/core/ports.ts";
import { asking, folderWith, harbor, here, kaiser, loaded, timesOf } from "../helpers/asking.ts";
import { memorySubscriptions } from "../helpers/memory-subscriptions.ts";

const library = await loaded(await folderWith([kaiser, harbor]));
const start = () => {
  const port = memorySubscriptions();
  return { port, ...asking(library, port) };
};
const now = "2023-10-20T12:00-07:00";

test("what will be sent, in order, each with its moment and the rule that yields it", async () => {
  const { ask } = start();
  await ask("subscribe dispute:kaiser-2023", { now });
  const { status, audience, reply } = await ask("preview", { now });
  expect([status, audience]).toEqual(["answered", "asker"]);
  expect(reply.text).toMatch(
    /^To be sent here in the next 30 days\n\nKaiser Permanente strike, 2023\n\n- Sun, Oct 22, 2023, 12:00 PM PDT: /,
  );
  expect(reply.text).toContain("\n  1 day before.\n");
  expect(reply.text).toContain("\n  1 hour before.\n");
  expect(reply.text).toContain("\n  7 days before, at 09:00, America/Los_Angeles.\n");
  expect(reply.text).toContain("\n  its end: on the day, at 09:00, America/Los_Angeles.\n");
  expect(reply.text).toContain("What is newly reported or changes is told at once");
  const sent = timesOf(reply).filter(
    (t) => t.zone === "America/Los_Angeles" && t.precision === "instant" && t.text.endsWith("9:00 AM PDT"),
  );
  expect(sent.length).toBeGreaterThan(2);
  const moments = reply.blocks
    .flatMap((b) => (b.type === "list" ? b.items : []))
    .flatMap(({ body: [first] }) => (first?.type === "time" ? [first.value] : []));
  expect(moments).toEqual([...moments].sort());
  expect(moments.length).toBe(reply.blocks.flatMap((b) => (b.type === "list" ? b.items : [])).length);
});

test("kinds and units of the subscription, its hour and zone, quiet hours and digest", async () => {
  const { ask } = start();
  const shown = async (words: string, lang: "en" | "es" = "en") => {
    await ask(`subscribe dispute:kaiser-2023 ${words}`, { now });
    return (await ask("preview dispute:kaiser-2023", { now, lang })).reply.text;
  };
  expect(await shown("about:contracts")).not.toMatch(/: Strike/);
  expect(await shown("about:strikes")).not.toMatch(/expiration|vote/i);
  expect(await shown("about:all zone:asia/manila at:8")).toMatch(/8:00 AM GMT\+8: [\s\S]*at 08:00, Asia\/Manila\./);
  expect(await shown("zone:America/Los_Angeles at:6 quiet:22:00-07:00")).toMatch(
    /7:00 AM PDT: [\s\S]*7 days before, at 06:00, America\/Los_Angeles; moved out of the quiet hours 22:00 to 07:00, America\/Los_Angeles\./,
  );
  expect(await shown("at:9 quiet:none digest:daily")).toMatch(
    /Oct 22, 2023, 9:00 AM PDT: [\s\S]*1 day before, gathered at 09:00, America\/Los_Angeles\./,
  );
  expect(await shown("digest:none", "es")).toMatch(
    /^Lo que se enviará aquí en los próximos 30 días[\s\S]*7 días antes, a las 09:00, America\/Los_Angeles\./,
  );
});

test("only this one, or each under its own title; none ahead is said", async () => {
  const { ask } = start();
  await ask("subscribe dispute:kaiser-2023", { now });
  await ask("subscribe dispute:harbor-2024", { now });
  const text = (await ask("preview", { now })).reply.text;
  expect(text).toMatch(/Kaiser Permanente strike, 2023[\s\S]*No reminder falls within the next 30 days\./);
  expect((await ask("preview dispute:harbor-2024", { now })).reply.text).not.toContain("Kaiser");
  expect((await ask("preview dispute:nothing", { now })).reply.text).toMatch(/No dispute is called “nothing”/);
});

test("without a subscription: says so, with the button to subscribe", async () => {
  const { ask } = start();
  const { status, reply } = await ask("preview", { now });
  expect([status, reply.text]).toEqual(["answered", "This conversation has no subscriptions."]);
  expect(reply.blocks.at(-1)).toMatchObject({ type: "actions", actions: [{ command: "subscribe", args: {} }] });
  const named = (await ask("preview dispute:kaiser-2023", { now, lang: "es" })).reply;
  expect(named.text).toMatch(/no tiene ninguna suscripción a: /);
  expect(named.blocks.at(-1)).toMatchObject({ actions: [{ command: "subscribe", args: { dispute: "kaiser-2023" } }] });
});

test("a paused subscription says that nothing is sent, and how to go on", async () => {
  const { port } = start();
  const paused = { ...port, list: async (target: Target) => (await port.list(target)).map((s) => ({ ...s, paused: "not in channel" })) };
  const { ask } = asking(library, paused);
  await ask("subscribe dispute:kaiser-2023", { now });
  const { reply } = await ask("preview", { now });
  expect(reply.text).toContain("Paused: nothing is sent here about it until somebody subscribes again.");
  expect(reply.text).not.toMatch(/days before/);
  expect(reply.blocks).toContainEqual(expect.objectContaining({ actions: [expect.objectContaining({ command: "subscribe" })] }));
});

test("a subscription whose dispute is not loaded any more sends nothing, and says so", async () => {
  const { ask, port } = start();
  const rule = { leads: null, hour: "09:00", zone: "UTC" };
  const createdAt = Temporal.Instant.from(now);
  await port.put({ target: here, dispute: "gone", kinds: [], units: [], lang: "en", rule, createdBy: "U1", createdAt });
  expect((await ask("preview", { now })).reply.text).toContain("gone\n\nThis dispute is not loaded here");
});

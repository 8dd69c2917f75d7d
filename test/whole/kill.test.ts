import { expect, it, vi } from "vitest";
import { createLibrary, noLedger } from "../../src/disputes/library.ts";
import { plan } from "../../src/reminders/plan.ts";
import { openEmbedded } from "../../src/store/embedded.ts";
import { freshDataDir } from "../helpers/database.ts";
import { startChild } from "../helpers/server-child.ts";

const from = "2023-10-08T18:00-07:00";
const rounds = 12;

interface Row {
  key: string;
  state: string;
  message_key: string;
}

it("killed again and again in the middle of October, it sends what was due, once", async () => {
  const dir = freshDataDir();
  // At this speed nothing falls due by itself: every event is one that the test asks for.
  const env = { DATA_DIR: dir, REPLAY_FROM: from, REPLAY_SPEED: "1" };
  const first = await startChild(env);
  expect(await first.ask("subscribe")).toContain("Subscribed.");
  await first.kill("SIGKILL");
  for (let round = 0; round < rounds; round++) {
    const server = await startChild(env);
    const jump = server.post("/replay/next").catch(() => undefined);
    // From before the first write to after the last one: each round a little later.
    await Promise.race([jump, new Promise((resolve) => setTimeout(resolve, round * 4))]);
    await server.kill("SIGKILL");
    await jump;
  }
  const last = await startChild(env);
  await last.post("/replay/next");
  // Whoever begins to post waits first, for what a process before it may still have sent.
  await vi.waitFor(async () => expect(await last.ask("deliveries")).not.toMatch(/waiting to be sent|tried again|being checked/), {
    ...{ timeout: 60_000, interval: 200 },
  });
  expect(await last.kill("SIGTERM")).toEqual({ code: 0, signal: null });

  const db = await openEmbedded(dir);
  const rows = await db.query<Row>("select key, state, message_key from deliveries");
  const messages = await db.query<{ key: string }>("select key from console_messages");
  const [tick] = await db.query<{ value: string }>("select value from meta where key = 'last_tick'");
  await db.close();

  const delivered = rows.filter((r) => r.state === "delivered");
  expect(rows.filter((r) => r.state !== "delivered" && r.state !== "skipped")).toEqual([]);
  expect(messages.map((m) => m.key).sort()).toEqual([...new Set(delivered.map((d) => `web/local/console/${d.message_key}`))].sort());
  const sent = rows.map((r) => r.key.split(" > ")[0]).filter((key) => !key?.endsWith("/update"));
  expect(sent.sort()).toEqual(await leadsUntil(tick?.value ?? from));
}, 120_000);

/** What the pure plan says should have fallen due by then, stepping as the clock did not. */
async function leadsUntil(end: string): Promise<string[]> {
  const library = createLibrary("data/disputes", noLedger);
  await library.load(Temporal.Instant.from(from));
  const rule = { leads: null, hour: "09:00", zone: "America/Los_Angeles" };
  const keys: string[] = [];
  const until = Temporal.Instant.from(end);
  for (let after = Temporal.Instant.from(from); Temporal.Instant.compare(after, until) < 0; ) {
    const upTo = Temporal.Instant.compare(after.add({ minutes: 10 }), until) < 0 ? after.add({ minutes: 10 }) : until;
    keys.push(...plan({ after, upTo }, library.all(), [rule]).map((due) => due.reminder.key));
    after = upTo;
  }
  return keys.sort();
}

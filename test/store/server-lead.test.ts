import { expect, it, vi } from "vitest";
import { openServer } from "../../src/store/server.ts";
import { serverLead } from "../../src/store/server-lead.ts";
import { freshServer } from "../helpers/database.ts";

const endLead =
  "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'picketline lead'";

it("one process has it, another gets it when the first goes, by itself or because its session ends", async () => {
  const { url, db } = await freshServer();
  const [a, b] = [serverLead(url), serverLead(url)];
  expect([a.held(), await a.hold(), await b.hold(), a.held(), b.held()]).toEqual([false, true, false, true, false]);
  await a.close();
  expect([a.held(), await b.hold(), b.held()]).toEqual([false, true, true]);
  await db.query(endLead);
  // Its own session's end is heard of; then whoever asks first has it.
  await vi.waitFor(() => expect(b.held()).toBe(false));
  const c = serverLead(url);
  expect([await c.hold(), await b.hold()]).toEqual([true, false]);
  await Promise.all([b.close(), c.close()]);
});

it("a server that is not there has no leader, and asking does not fail", async () => {
  const lead = serverLead("postgres://nobody:x@127.0.0.1:1/none");
  expect([await lead.hold(), lead.held()]).toEqual([false, false]);
  await lead.close();
});

it("databases of one server do not share it", async () => {
  const [one, two] = await Promise.all([freshServer(), freshServer()]);
  const leads = [one, two].map(({ url }) => serverLead(url));
  expect(await Promise.all(leads.map((lead) => lead.hold()))).toEqual([true, true]);
  await Promise.all(leads.map((lead) => lead.close()));
  const db = openServer(one.url);
  expect(
    await db.query(
      "select count(*) as left from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())",
    ),
  ).toEqual([{ left: 0 }]);
  await db.close();
});

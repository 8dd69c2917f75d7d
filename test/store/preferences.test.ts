import { expect, it, vi } from "vitest";
import { Unavailable } from "../../src/core/errors.ts";
import type { Target } from "../../src/core/ports.ts";
import { sqlForgetting } from "../../src/store/forget.ts";
import { migrate } from "../../src/store/migrations.ts";
import { sqlPreferences } from "../../src/store/preferences.ts";
import { migrations } from "../../src/store/schema.ts";
import type { Database } from "../../src/store/sql.ts";
import { freshMemory, freshServer } from "../helpers/database.ts";

const place = (conversation: string): Target => ({ platform: "slack", workspace: "T1", conversation });

it("once loaded, no question reads the database; what is chosen is kept, and there again after a restart", async () => {
  const { db } = await freshMemory();
  await migrate(db, migrations);
  let queries = 0;
  const counted: Database = {
    ...db,
    query: (text, params) => {
      queries++;
      return db.query(text, params);
    },
  };
  const first = sqlPreferences(counted);
  await first.load();
  await first.set(place("c"), { dispute: "d", lang: "es" });
  queries = 0;
  expect([await first.get(place("c")), await first.get(place("other"))]).toEqual([{ dispute: "d", lang: "es" }, {}]);
  const second = sqlPreferences(counted);
  await second.load();
  queries = 0;
  expect([await second.get(place("c")), await second.get(place("other")), queries]).toEqual([{ dispute: "d", lang: "es" }, {}, 0]);
});

it("a database that is away costs a choice, not the answer", async () => {
  const gone = () => Promise.reject(new Unavailable("away"));
  const away = sqlPreferences({ engine: "server", query: gone, transaction: gone, close: gone });
  expect(await away.get(place("c"))).toEqual({});
  await expect(away.set(place("c"), { dispute: "d" })).rejects.toThrow(Unavailable);
});

it("what another process changes or forgets is known after one look, which costs one query where nothing changed", async () => {
  const { db } = await freshServer();
  await migrate(db, migrations);
  const [here, there] = [sqlPreferences(db), sqlPreferences(db)];
  await here.set(place("before"), { lang: "es" });
  await Promise.all([here.load(), there.load()]);

  await Promise.all(["a", "b", "c"].map((c) => there.set(place(c), { dispute: c })));
  await there.set(place("before"), { lang: "en" });
  await here.refresh();
  expect(await Promise.all(["a", "b", "c", "before"].map((c) => here.get(place(c))))).toEqual([
    ...[{ dispute: "a" }, { dispute: "b" }, { dispute: "c" }],
    { lang: "en" },
  ]);

  await sqlForgetting(db, there.drop).forget({ platform: "slack", workspace: "T1", user: "u" }, "a");
  await there.set(place("d"), { dispute: "d" });
  await here.refresh();
  expect(await Promise.all(["a", "b", "d"].map((c) => here.get(place(c))))).toEqual([{}, { dispute: "b" }, { dispute: "d" }]);

  const asked = vi.spyOn(db, "query");
  await here.refresh();
  expect(asked).toHaveBeenCalledTimes(1);
});

import { expect, it } from "vitest";
import { Unavailable } from "../../src/core/errors.ts";
import type { Target } from "../../src/core/ports.ts";
import { migrate } from "../../src/store/migrations.ts";
import { sqlPreferences } from "../../src/store/preferences.ts";
import { migrations } from "../../src/store/schema.ts";
import type { Sql } from "../../src/store/sql.ts";
import { freshMemory } from "../helpers/database.ts";

const place = (conversation: string): Target => ({ platform: "slack", workspace: "T1", conversation });

it("once loaded, no question reads the database; what is chosen is kept, and there again after a restart", async () => {
  const { db } = await freshMemory();
  await migrate(db, migrations);
  let queries = 0;
  const counted: Sql = {
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
  const away = sqlPreferences({ query: () => Promise.reject(new Unavailable("away")) });
  expect(await away.get(place("c"))).toEqual({});
  await expect(away.set(place("c"), { dispute: "d" })).rejects.toThrow(Unavailable);
});

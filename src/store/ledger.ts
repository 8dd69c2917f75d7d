import type { FirstSeen, Ledger } from "../disputes/library.ts";
import type { Database, Sql } from "./sql.ts";

async function kept(sql: Sql, dispute: string): Promise<Map<string, FirstSeen>> {
  const rows = await sql.query<{ id: string; recorded_at: Temporal.Instant; fingerprint: string }>(
    "select id, recorded_at, fingerprint from reports where dispute = $1",
    [dispute],
  );
  return new Map(rows.map((row) => [row.id, { recordedAt: row.recorded_at, fingerprint: row.fingerprint }]));
}

export function sqlLedger(db: Database, now: () => Temporal.Instant): Ledger {
  return {
    async seen(dispute) {
      const known = await db.query("select 1 from disputes where id = $1", [dispute]);
      if (known.length === 0) return undefined;
      return kept(db, dispute);
    },
    async record(dispute, reports) {
      const entries = [...reports];
      return db.transaction(async (sql) => {
        await sql.query("insert into disputes (id, loaded_at) values ($1, $2) on conflict do nothing", [dispute, now()]);
        await sql.query(
          `insert into reports (dispute, id, recorded_at, fingerprint)
           select $1, * from unnest($2::text[], $3::timestamptz[], $4::text[]) on conflict do nothing`,
          [dispute, entries.map(([id]) => id), entries.map(([, r]) => r.recordedAt.toString()), entries.map(([, r]) => r.fingerprint)],
        );
        return kept(sql, dispute);
      });
    },
  };
}

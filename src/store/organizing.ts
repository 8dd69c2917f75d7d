import type { Draft, KeptOrganizer, OrganizingStore } from "../disputes/drafts.ts";
import type { Entry, Fragment, Person } from "../disputes/entered.ts";
import type { DisputeFile } from "../disputes/schema.ts";
import type { Database, Sql } from "./sql.ts";

interface Authored {
  author_platform: Person["platform"] | null;
  author_workspace: string | null;
  author_user: string | null;
}

interface DraftRow extends Authored {
  id: string;
  dispute: string;
  fragment: Fragment;
  basis: Draft["basis"];
  approvals: Person[];
  rebased: boolean;
  state: Draft["state"];
  created_at: Temporal.Instant;
  expires_at: Temporal.Instant;
}

interface EntryRow extends Authored {
  dispute: string;
  fragment: Fragment;
  recorded_at: Temporal.Instant;
}

const authored = "author_platform, author_workspace, author_user";
const draftColumns = `id, dispute, fragment, basis, ${authored}, approvals, rebased, state, created_at, expires_at`;

export function sqlOrganizing(db: Database): OrganizingStore {
  return {
    async since(version) {
      const [counter] = await db.query<{ version: number }>("select version from entered");
      const now = counter?.version ?? 0;
      if (now <= version) return { version: now, disputes: [], entries: [] };
      const disputes = await db.query<{ file: DisputeFile }>("select file from own_disputes where version > $1 order by version", [
        version,
      ]);
      const entries = await db.query<EntryRow>(
        `select dispute, fragment, recorded_at, ${authored} from entries where version > $1 order by version`,
        [version],
      );
      return { version: now, disputes: disputes.map((row) => row.file), entries: entries.map(entryOf) };
    },
    async organizers() {
      const rows = await db.query<Omit<KeptOrganizer, "user"> & { user_id: string }>(
        "select platform, workspace, user_id, everyones from organizers order by added_at, user_id",
      );
      return rows.map(({ user_id, ...row }) => ({ ...row, user: user_id }));
    },
    addOrganizer: ({ platform, workspace, user, everyones }, at) =>
      db.transaction(async (sql) => {
        const rows = await sql.query(
          `insert into organizers as o (platform, workspace, user_id, everyones, added_at) values ($1, $2, $3, $4, $5)
           on conflict (platform, workspace, user_id) do update set everyones = true where excluded.everyones and not o.everyones returning 1`,
          [platform, workspace, user, everyones, at],
        );
        await nextVersion(sql);
        return rows.length > 0;
      }),
    removeOrganizer: (person) =>
      db.transaction(async (sql) => {
        const rows = await sql.query(
          "delete from organizers where platform = $1 and workspace = $2 and user_id = $3 returning 1",
          paramsOf(person),
        );
        // What they agreed to while they could is agreed to no more; on Discord one id is one person, wherever they said it.
        const { platform, user, workspace } = person;
        await sql.query(
          `update drafts set approvals = (select coalesce(jsonb_agg(a), '[]') from jsonb_array_elements(approvals) a where not a @> $1::jsonb)
           where state = 'open' and approvals @> jsonb_build_array($1::jsonb)`,
          [JSON.stringify(platform === "discord" ? { platform, user } : { platform, workspace, user })],
        );
        await nextVersion(sql);
        return rows.length > 0;
      }),
    async keep({ id, dispute, fragment, basis, author, createdAt, expiresAt }) {
      await db.query(
        `insert into drafts (id, dispute, fragment, basis, ${authored}, created_at, expires_at)
         values ($1, $2, $3::jsonb, $4::jsonb, $5, $6, $7, $8, $9)`,
        [id, dispute, JSON.stringify(fragment), JSON.stringify(basis), ...paramsOf(author), createdAt, expiresAt],
      );
    },
    draft: async (id) => firstDraft(await db.query<DraftRow>(`select ${draftColumns} from drafts where id = $1`, [id])),
    async open(disputes, real) {
      const rows = await db.query<DraftRow>(
        `select ${draftColumns} from drafts where state = 'open' and dispute = any($1::text[]) and expires_at > $2 order by created_at desc, id`,
        [disputes, real],
      );
      return rows.map(draftOf);
    },
    async approve(id, by, basis) {
      const rows = await db.query<DraftRow>(
        `update drafts set approvals = case when approvals @> $2::jsonb then approvals else approvals || $2::jsonb end
         where id = $1 and state = 'open' and basis = $3::jsonb returning ${draftColumns}`,
        [id, JSON.stringify([by]), JSON.stringify(basis)],
      );
      return firstDraft(rows);
    },
    async rebase(id, basis) {
      await db.query("update drafts set basis = $2::jsonb, approvals = '[]', rebased = true where id = $1 and state = 'open'", [
        id,
        JSON.stringify(basis),
      ]);
    },
    async discard(id) {
      return (await db.query("update drafts set state = 'discarded' where id = $1 and state = 'open' returning 1", [id])).length > 0;
    },
    enter: (draft, entry, version) =>
      db
        .transaction(async (sql) => {
          // Locks the counter: of two who enter at once, the second sees that something came between.
          const mine = await nextVersion(sql, version);
          if (mine === undefined) return false;
          const sent = await sql.query("update drafts set state = 'sent' where id = $1 and state = 'open' returning 1", [draft]);
          if (sent.length === 0) throw new NotOpen();
          const { dispute, recordedAt, author, report, source, milestone } = entry;
          const fragment: Fragment = { report, source, ...(milestone && { milestone }) };
          await sql.query(
            `insert into entries (dispute, report, fragment, recorded_at, ${authored}, version) values ($1, $2, $3::jsonb, $4, $5, $6, $7, $8)`,
            [dispute, report.id, JSON.stringify(fragment), recordedAt, ...paramsOf(author), mine],
          );
          return true;
        })
        .catch(refusedAs(false)),
    putDispute: (file, version) =>
      db.transaction(async (sql) => {
        const mine = await nextVersion(sql, version);
        if (mine === undefined) return false;
        await sql.query(
          `insert into own_disputes (id, file, version) values ($1, $2::jsonb, $3)
           on conflict (id) do update set file = excluded.file, version = excluded.version`,
          [file.id, JSON.stringify(file), mine],
        );
        return true;
      }),
  };
}

/** Undoes the whole transaction: the counter must not grow for what was not entered. */
class NotOpen extends Error {}

const refusedAs =
  <T>(value: T) =>
  (error: unknown): T => {
    if (error instanceof NotOpen) return value;
    throw error;
  };

/** @param after only if it still stands there. */
async function nextVersion(sql: Sql, after?: number): Promise<number | undefined> {
  const rows = await sql.query<{ version: number }>(
    "update entered set version = version + 1 where $1::bigint is null or version = $1 returning version",
    [after ?? null],
  );
  return rows[0]?.version;
}

const paramsOf = (person: Person | null): (string | null)[] => [person?.platform ?? null, person?.workspace ?? null, person?.user ?? null];

const authorOf = ({ author_platform: platform, author_workspace: workspace, author_user: user }: Authored): Person | null =>
  platform !== null && workspace !== null && user !== null ? { platform, workspace, user } : null;

const entryOf = (row: EntryRow): Entry => ({ ...row.fragment, dispute: row.dispute, recordedAt: row.recorded_at, author: authorOf(row) });

const firstDraft = (rows: readonly DraftRow[]): Draft | undefined => rows[0] && draftOf(rows[0]);

const draftOf = ({ author_platform, author_workspace, author_user, created_at, expires_at, ...row }: DraftRow): Draft => ({
  ...row,
  author: authorOf({ author_platform, author_workspace, author_user }),
  createdAt: created_at,
  expiresAt: expires_at,
});

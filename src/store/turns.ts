import { type Platform, platforms, type Scope } from "../core/ports.ts";
import type { Sql } from "./sql.ts";

/** The workspace of each platform whose turn was the last. One process's own: where another is matters to nobody. */
export type Turns = Map<Platform, string>;

export interface Turn {
  real: Temporal.Instant;
  /** Heads at most. */
  room(platform: Platform): number;
  /** Of one workspace at most. */
  share(platform: Platform): number;
  closed: readonly Scope[];
  turns: Turns;
}

export interface HeadRow {
  key: string;
  subscription: number;
  message_key: string | null;
}

/** Heads that are due, locked, with whatever else their subscriptions have waiting. Closed platforms cost nothing. */
export async function dueInTurn(sql: Sql, turn: Turn): Promise<HeadRow[]> {
  const taken: HeadRow[] = [];
  for (const platform of platforms) {
    const limit = turn.room(platform);
    if (limit < 1 || turn.closed.some((s) => s.platform === platform && s.workspace === undefined)) continue;
    taken.push(...(await dueOf(sql, platform, { ...turn, limit })));
  }
  return taken.length === 0 ? [] : [...taken, ...(await alongside(sql, taken))];
}

type Helping = Turn & { limit: number };

/** Goes on after the workspace that was last, and starts over at the end: many due in one workspace are one workspace's turn. */
async function dueOf(sql: Sql, platform: Platform, turn: Helping): Promise<HeadRow[]> {
  const last = turn.turns.get(platform) ?? "";
  const found = await nextWorkspaces(sql, platform, last, turn);
  const rows = found.length > 0 || last === "" ? found : await nextWorkspaces(sql, platform, "", turn);
  turn.turns.set(platform, rows.length < turn.limit ? "" : (rows.at(-1)?.workspace ?? ""));
  return rows;
}

const open = "head and state in ('due', 'retrying', 'uncertain')";
const due = `${open} and next_at <= $3 and (lease_until is null or lease_until <= $3)`;

/**
 * Steps from workspace to workspace through the index, however many rows each has, until enough of them have something due;
 * each of these gives an equal share, oldest first. Laterals with a limit, for what is planned so is never planned as a sort of all
 * that is due, not even by an engine that has no statistics yet.
 */
const nextWorkspaces = (sql: Sql, platform: Platform, after: string, { real, limit, closed, share }: Helping) =>
  sql.query<HeadRow & { workspace: string }>(
    `with recursive step as (
       (select workspace from deliveries where ${open} and platform = $1 and workspace > $2 order by workspace limit 1)
       union all
       select next.workspace from step cross join lateral
         (select workspace from deliveries where ${open} and platform = $1 and workspace > step.workspace order by workspace limit 1) next),
     turn as materialized (
       select workspace from step
       cross join lateral (select from deliveries where platform = $1 and workspace = step.workspace and ${due} limit 1) one
       where workspace <> all($5::text[])
       limit $4)
     select turn.workspace, d.* from turn cross join lateral (
       select key, subscription, message_key from deliveries
       where platform = $1 and workspace = turn.workspace and ${due}
       order by next_at, key limit (select least($6::bigint, ceil($4::float8 / count(*))::bigint) from turn) for update skip locked) d
     limit $4`,
    [platform, after, real, limit, closed.flatMap((s) => (s.platform === platform ? (s.workspace ?? []) : [])), share(platform)],
  );

/** What the same subscriptions have besides, due or still gathering, and in no batch yet: it goes into theirs, whoever's turn it is. */
const alongside = (sql: Sql, taken: readonly HeadRow[]) =>
  sql.query<HeadRow>(
    `select key, subscription, message_key from deliveries
     where subscription = any($1::bigint[]) and message_key is null and state = 'due' and key <> all($2::text[])
     order by next_at, key for update skip locked`,
    [taken.filter((h) => h.message_key === null).map((h) => h.subscription), taken.map((h) => h.key)],
  );

import type { Announced, Audience, Outbox, Reminder, SkipReason } from "../core/outbox.ts";
import type { ReminderRule } from "../core/ports.ts";
import { claim, part, release, settle, takeOver, unwind } from "./deliveries.ts";
import { earlier } from "./earlier.ts";
import { setMeta } from "./meta.ts";
import { edited, postpone } from "./publications.ts";
import type { Database, Sql } from "./sql.ts";
import { type RuleRow, ruleColumns, ruleOf } from "./subscriptions.ts";
import { together } from "./together.ts";
import type { Turns } from "./turns.ts";

export function sqlOutbox(db: Database): Outbox {
  const turns: Turns = new Map();
  return {
    rules: () => usedRules(db),
    progress: () => progress(db),
    record: (tick, due, announced) => db.transaction((sql) => record(sql, tick, due, announced)),
    rewind: (now) => db.transaction((sql) => rewind(sql, now)),
    fanOut: (real, page, gather) => db.transaction((sql) => fanOut(sql, real, page, gather)),
    earlier: (deliveries) => earlier(db, deliveries),
    claim: (real, lease, room, closed = [], share = room) =>
      db.transaction((sql) => claim(sql, { real, lease, room, closed, share, turns })),
    takeOver: (before) => takeOver(db, before),
    unwind: (real) => unwind(db, real),
    part: (messageKey, real) => part(db, messageKey, real),
    postpone: (target, edit, until) => postpone(db, target, edit, until),
    edited: (target, messageId) => edited(db, target, messageId),
    release: (until) => release(db, until),
    settle: together((outcomes, real) => db.transaction((sql) => settle(sql, outcomes, real))),
  };
}

async function usedRules(sql: Sql): Promise<ReminderRule[]> {
  const rows = await sql.query<RuleRow>(`select ${ruleColumns} from rules r order by r.key`);
  return rows.map(ruleOf);
}

async function progress(sql: Sql): Promise<{ lastTick: Temporal.Instant | undefined; announced: Announced }> {
  const [tick] = await sql.query<{ value: string }>("select value from meta where key = 'last_tick'");
  const rows = await sql.query<{ dispute: string; milestone: string; revision: number }>(
    "select dispute, milestone, revision from announced",
  );
  return {
    lastTick: tick && Temporal.Instant.from(tick.value),
    announced: new Map(rows.map((r) => [`${r.dispute}/${r.milestone}`, r.revision])),
  };
}

async function record(sql: Sql, tick: Temporal.Instant, due: readonly { reminder: Reminder; audience: Audience }[], told: Announced) {
  for (const { reminder: r, audience } of due) {
    await sql.query(
      `insert into reminders (key, type, dispute, milestone, revision, previous, lead, edge, rule, due_at, kind, units)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12::text[]) on conflict do nothing`,
      [r.key, r.type, r.dispute, r.milestone, r.revision, r.previous, r.lead, r.edge, r.rule, r.dueAt, audience.kind, audience.units],
    );
  }
  for (const [key, revision] of told) {
    const [dispute, milestone] = key.split("/", 2);
    await sql.query(
      `insert into announced (dispute, milestone, revision) values ($1, $2, $3)
       on conflict (dispute, milestone) do update set revision = greatest(announced.revision, excluded.revision)`,
      [dispute, milestone, revision],
    );
  }
  await sql.query(
    `insert into meta (key, value) values ('last_tick', $1)
     on conflict (key) do update set value = excluded.value where meta.value::timestamptz < excluded.value::timestamptz`,
    [tick.toString()],
  );
}

async function rewind(sql: Sql, now: Temporal.Instant): Promise<void> {
  const past: SkipReason = "it lies in the past";
  await sql.query(
    "delete from deliveries d using reminders m where m.key = d.reminder and m.due_at > $1 and d.state = 'skipped' and d.reason = $2",
    [now, past],
  );
  await sql.query(
    "delete from reminders m where m.due_at > $1 and m.type = 'lead' and not exists (select from deliveries d where d.reminder = m.key)",
    [now],
  );
  await setMeta(sql, "last_tick", now.toString());
}

/**
 * One page of a reminder that is not fanned out, the least far first: few of one do not wait for many of another. Its progress is written in the same transaction,
 * and a delivery's key makes it one row however often this runs. A conversation that subscribed after the moment is not reminded of it.
 */
async function fanOut(sql: Sql, real: Temporal.Instant, page: number, gather: Temporal.Duration): Promise<boolean> {
  const [reminder] = await sql.query<{ key: string; cursor: number; type: Reminder["type"] }>(
    "select key, cursor, type from reminders where not fanned_out order by cursor, due_at, key limit 1 for update skip locked",
  );
  if (!reminder) return false;
  const [done] = await sql.query<{ count: number; last: number | null }>(
    `with page as (
       select s.id, s.platform, s.workspace, s.conversation
       from reminders m join subscriptions s on s.dispute = m.dispute and (m.rule is null or s.rule = m.rule)
       where m.key = $1 and s.id > $2 and s.created_at <= m.due_at and s.paused is null
         and (s.kinds = '{}' or m.kind = any(s.kinds)) and (s.units = '{}' or m.units = '{}' or s.units && m.units)
       order by s.id limit $3),
     written as (
       insert into deliveries (key, reminder, subscription, platform, workspace, conversation, state, next_at)
       select $1 || ' > ' || platform || '/' || workspace || '/' || conversation, $1, id, platform, workspace, conversation, 'due', $4::timestamptz
       from page on conflict do nothing)
     select count(*) as count, max(id) as last from page`,
    [reminder.key, reminder.cursor, page, reminder.type === "update" ? real.add(gather) : real],
  );
  await sql.query("update reminders set cursor = $2, fanned_out = $3 where key = $1", [
    reminder.key,
    done?.last ?? reminder.cursor,
    (done?.count ?? 0) < page,
  ]);
  return true;
}

import {
  type Lead,
  leadText,
  type NewSubscription,
  quietText,
  type ReminderRule,
  ruleKey,
  type Subscription,
  type Subscriptions,
  type Target,
} from "../core/ports.ts";
import type { Lang, MilestoneKind } from "../core/words.ts";
import { pauseScope } from "./pause.ts";
import type { Database, Sql } from "./sql.ts";

export interface RuleRow {
  leads: string[] | null;
  hour: string;
  zone: string;
  quiet: string | null;
  digest: boolean;
}

export interface SubscriptionRow extends RuleRow {
  id: number;
  platform: Target["platform"];
  workspace: string;
  conversation: string;
  dispute: string;
  kinds: MilestoneKind[];
  units: string[];
  lang: Lang;
  direct: Subscription["direct"];
  created_by: string | null;
  created_at: Temporal.Instant;
  ping: string | null;
  publish: boolean;
  paused: string | null;
}

/** Columns of a rule `r`. */
export const ruleColumns = "r.leads, r.hour, r.zone, r.quiet, r.digest";

/** Columns of a subscription `s` with its rule `r`. */
export const subscriptionColumns = `s.id, s.platform, s.workspace, s.conversation, s.dispute, s.kinds, s.units, s.lang,
  ${ruleColumns}, s.direct, s.ping, s.publish, s.created_by, s.created_at, s.paused`;

export const subscriptionOf = (row: SubscriptionRow): Subscription => ({
  id: String(row.id),
  target: { platform: row.platform, workspace: row.workspace, conversation: row.conversation },
  dispute: row.dispute,
  kinds: row.kinds,
  units: row.units,
  lang: row.lang,
  rule: ruleOf(row),
  direct: row.direct ?? null,
  ping: row.ping,
  publish: row.publish,
  createdBy: row.created_by,
  createdAt: row.created_at,
  paused: row.paused,
});

export function ruleOf({ leads, hour, zone, quiet, digest }: RuleRow): ReminderRule {
  const [from, to] = quiet?.split("-") ?? [];
  return { leads: leads?.map(leadOf) ?? null, hour, zone, quiet: from && to ? { from, to } : null, digest };
}

const leadOf = (stored: string): Lead => ({ amount: Number.parseInt(stored, 10), unit: stored.at(-1) as Lead["unit"] });

const whereTarget = "s.platform = $1 and s.workspace = $2 and s.conversation = $3";
const targetParams = (t: Target): string[] => [t.platform, t.workspace, t.conversation];

export function sqlSubscriptions(db: Database): Subscriptions {
  return {
    put: (subscription) => db.transaction((sql) => put(sql, subscription)),
    list: (target) => select(db, target),
    async end(target, dispute) {
      return db.transaction(async (sql) => {
        const ending = (await select(sql, target)).filter((s) => dispute === undefined || s.dispute === dispute);
        await sql.query("delete from subscriptions where id = any($1::bigint[])", [ending.map((s) => s.id)]);
        return ending;
      });
    },
    pause: (scope, reason, real) =>
      db.transaction(async (sql) => selectOf(sql, "s.id = any($1::bigint[])", [await pauseScope(sql, scope, reason, real)])),
  };
}

const select = (sql: Sql, target: Target): Promise<Subscription[]> => selectOf(sql, whereTarget, targetParams(target));

async function selectOf(sql: Sql, where: string, params: readonly unknown[]): Promise<Subscription[]> {
  const rows = await sql.query<SubscriptionRow>(
    `select ${subscriptionColumns} from subscriptions s join rules r on r.key = s.rule where ${where} order by s.id`,
    params,
  );
  return rows.map(subscriptionOf);
}

async function put(sql: Sql, subscription: NewSubscription) {
  const { target, dispute, kinds, units, lang, rule, direct = null, ping = null, publish = false, createdBy, createdAt } = subscription;
  const before = (await select(sql, target)).find((s) => s.dispute === dispute);
  const key = ruleKey(rule);
  await sql.query(
    "insert into rules (key, leads, hour, zone, quiet, digest) values ($1, $2::text[], $3, $4, $5, $6) on conflict do nothing",
    [key, rule.leads?.map(leadText) ?? null, rule.hour, rule.zone, rule.quiet ? quietText(rule.quiet) : null, rule.digest ?? false],
  );
  await sql.query(
    `insert into subscriptions as s
       (platform, workspace, conversation, dispute, kinds, units, lang, rule, created_by, created_at, direct, ping, publish)
     values ($1, $2, $3, $4, $5::text[], $6::text[], $7, $8, $9, $10, $11, $12, $13)
     on conflict (platform, workspace, conversation, dispute)
     do update set kinds = excluded.kinds, units = excluded.units, lang = excluded.lang, rule = excluded.rule,
       direct = excluded.direct, ping = excluded.ping, publish = excluded.publish,
       created_by = coalesce(s.created_by, excluded.created_by), paused = null`,
    [...targetParams(target), dispute, kinds, units, lang, key, createdBy, createdAt, direct, ping, publish],
  );
  // Corrections that were put off were worded before, in full.
  if (direct === "discreet") await sql.query(`delete from publications s where ${whereTarget} and kind = 'edit'`, targetParams(target));
  const after = (await select(sql, target)).find((s) => s.dispute === dispute);
  if (!after) throw new Error("A subscription was written and cannot be read back");
  return { before, after };
}

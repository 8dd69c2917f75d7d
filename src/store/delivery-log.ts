import type { DeliveryLog, DeliveryRecord, SentCount } from "../core/outbox.ts";
import type { Target } from "../core/ports.ts";
import { said } from "./said.ts";
import type { Sql } from "./sql.ts";

type Row = Omit<DeliveryRecord, "target" | "dueAt"> & Target & { due_at: Temporal.Instant };

export const sqlDeliveryLog = (db: Sql): DeliveryLog => ({
  async counts(dispute, milestone) {
    const rows = await db.query<Omit<SentCount, "dueAt"> & { due_at: Temporal.Instant }>(
      `select m.type, m.lead, m.edge, m.revision, min(m.due_at) as due_at,
         count(*) filter (where d.state = 'delivered') as delivered,
         count(*) filter (where d.state in ('due', 'retrying', 'uncertain')) as open
       from reminders m join deliveries d on d.reminder = m.key where m.dispute = $1 and m.milestone = $2
       group by m.type, m.lead, m.edge, m.revision order by min(m.due_at), m.type, m.lead`,
      [dispute, milestone],
    );
    return rows.map(({ due_at, ...row }) => ({ ...row, dueAt: due_at }));
  },
  async list({ platform, workspace }, { conversation, milestone }, most) {
    const rows = await db.query<Row>(
      `select d.platform, d.workspace, d.conversation, m.dispute, m.milestone, m.revision, m.type, m.lead, m.due_at, d.state, d.reason, d.late, d.uncertain
       from deliveries d join reminders m on m.key = d.reminder
       where d.platform = $1 and d.workspace = $2 and ($3::text is null or d.conversation = $3) and ($4::text is null or m.milestone = $4)
       order by m.due_at desc, d.key limit $5`,
      [platform, workspace, conversation ?? null, milestone ?? null, most],
    );
    return rows.map(({ platform: p, workspace: w, conversation: c, due_at, ...row }) => ({
      ...row,
      target: { platform: p, workspace: w, conversation: c },
      dueAt: due_at,
    }));
  },
  said: (target, ref) => said(db, target, ref),
});

import { type Forgetting, type Forgotten, type Person, targetKey } from "../core/ports.ts";
import { countChange } from "./preferences.ts";
import type { Database, Sql } from "./sql.ts";

/** Where something of a person is kept. Rows are `t`; `who` has platform, workspace, person, and the conversations that are theirs alone. */
interface Place {
  counted: keyof Forgotten;
  table: string;
  where: string;
  /** What takes the person out of a row that stays; unset: the row goes. */
  without?: string;
}

const workspace = "t.platform = who.platform and t.workspace = who.workspace";
const own = `${workspace} and t.conversation = any(who.conversations)`;
const author = "t.author_platform = who.platform and t.author_workspace = who.workspace and t.author_user = who.person";
const noAuthor = (when: string): string =>
  ["author_platform", "author_workspace", "author_user"].map((c) => `${c} = case when not (${when}) then t.${c} end`).join(", ");

/** Everything, in this order. A table that comes to keep something of a person has its line here. */
const places: readonly Place[] = [
  { counted: "messages", table: "deliveries", where: own },
  { counted: "messages", table: "publications", where: own },
  { counted: "subscriptions", table: "subscriptions", where: own },
  {
    ...{ counted: "anonymised", table: "subscriptions", without: "created_by = null" },
    where: `${workspace} and t.created_by = who.person and not t.conversation = any(who.conversations)`,
  },
  {
    ...{ counted: "preferences", table: "keyv" },
    where: `t.namespace = 'preferences' and t.key in (select concat_ws('/', who.platform, who.workspace, c) from unnest(who.conversations) c)`,
  },
  {
    // Keys of `told` end with whom they were told.
    ...{ counted: "questions", table: "keyv" },
    where: `t.namespace = 'told' and right(t.key, length(who.address)) = who.address`,
  },
  { counted: "roles", table: "organizers", where: `${workspace} and t.user_id = who.person` },
  // With a new version, every process learns it: they have authors in memory.
  { counted: "reports", table: "entries", where: author, without: `${noAuthor("true")}, version = who.version` },
  {
    ...{ counted: "drafts", table: "drafts", where: `(${author} or t.approvals @> jsonb_build_array(who.approval))` },
    without: `${noAuthor(author)},
      approvals = (select coalesce(jsonb_agg(a), '[]') from jsonb_array_elements(t.approvals) a where not a @> who.approval)`,
  },
];

/** Tables in which something of a person stands. */
export const placesOfPeople: ReadonlySet<string> = new Set(places.map(({ table }) => table));

const who = `with who as (
  select $1::text as platform, $2::text as workspace, $3::text as person, $4::text[] as conversations,
    jsonb_build_object('platform', $1::text, 'workspace', $2::text, 'user', $3::text) as approval,
    (select version from entered) as version, ' > ' || concat_ws('/', $1::text, $2::text, $3::text) as address)`;

const counting = ({ table, where }: Place): string => `${who} select count(*) as rows from ${table} t, who where ${where}`;

const forgetting = ({ table, where, without }: Place): string => {
  const change =
    without === undefined ? `delete from ${table} t using who where ${where}` : `update ${table} t set ${without} from who where ${where}`;
  return `${who}, gone as (${change} returning 1) select count(*) as rows from gone`;
};

/** @param forgotten told which conversations' preferences went, by `targetKey`: they may be in memory. */
export const sqlForgetting = (db: Database, forgotten: (preferences: readonly string[]) => void): Forgetting => ({
  look: async (person, direct) => everywhere(db, person, await conversationsOf(db, person, direct), counting),
  async forget(person, direct) {
    const { found, conversations } = await db.transaction(async (sql) => {
      // Whoever is writing a delivery to them is done, or begins after they are gone and finds no subscription. In the order in which
      // others take them, and deliveries also from those who only lock rows yet: else two would wait for each other.
      await sql.query("lock table subscriptions, organizers in share row exclusive mode");
      await sql.query("lock table deliveries in exclusive mode");
      await sql.query("update entered set version = version + 1");
      await countChange(sql);
      const conversations = await conversationsOf(sql, person, direct);
      return { conversations, found: await everywhere(sql, person, conversations, forgetting) };
    });
    const { platform, workspace } = person;
    forgotten(conversations.map((conversation) => targetKey({ platform, workspace, conversation })));
    return found;
  },
});

async function conversationsOf(sql: Sql, { platform, workspace, user }: Person, direct: string | undefined): Promise<string[]> {
  const rows = await sql.query<{ conversation: string }>(
    `select distinct conversation from subscriptions
     where platform = $1 and workspace = $2 and created_by = $3 and direct is not null`,
    [platform, workspace, user],
  );
  return [...new Set([...rows.map((row) => row.conversation), ...(direct === undefined ? [] : [direct])])];
}

async function everywhere(
  sql: Sql,
  { platform, workspace, user }: Person,
  conversations: readonly string[],
  statement: (place: Place) => string,
): Promise<Forgotten> {
  const found: Forgotten = {
    ...{ subscriptions: 0, messages: 0, preferences: 0, questions: 0 },
    ...{ roles: 0, anonymised: 0, reports: 0, drafts: 0 },
  };
  for (const place of places) {
    const [row] = await sql.query<{ rows: number }>(statement(place), [platform, workspace, user, conversations]);
    found[place.counted] += row?.rows ?? 0;
  }
  return found;
}

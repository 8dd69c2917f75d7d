import type { Sql } from "./sql.ts";

export interface Table {
  name: string;
  /** As it stands in a statement. */
  sql: string;
  /** Columns as they stand in a statement. */
  columns: readonly string[];
  /** The column that counts by itself, and what it counts with. */
  identity: { column: string; sequence: string } | undefined;
}

/** All tables but the one of migrations, each after those it refers to: new ones are found without being named anywhere. */
export async function tablesOf(sql: Sql): Promise<Table[]> {
  const rows = await sql.query<{ name: string; quoted: string; columns: string[]; identity: string | null; sequence: string | null }>(
    `select c.relname::text as name, quote_ident(c.relname) as quoted,
       array(select quote_ident(attname) from pg_attribute where attrelid = c.oid and attnum > 0 and not attisdropped order by attnum) as columns,
       i.attname::text as identity, pg_get_serial_sequence(quote_ident(c.relname), i.attname::text) as sequence
     from pg_class c left join pg_attribute i on i.attrelid = c.oid and i.attidentity <> ''
     where c.relkind = 'r' and c.relnamespace = current_schema()::regnamespace and c.relname <> 'migrations' order by c.relname`,
  );
  const references = await sql.query<{ from: string; to: string }>(
    `select f.relname::text as from, t.relname::text as to from pg_constraint r
     join pg_class f on f.oid = r.conrelid join pg_class t on t.oid = r.confrelid
     where r.contype = 'f' and r.connamespace = current_schema()::regnamespace and f.oid <> t.oid`,
  );
  const all = new Map(
    rows.map(({ name, quoted, columns, identity, sequence }): [string, Table] => [
      name,
      { name, sql: quoted, columns, identity: identity !== null && sequence !== null ? { column: identity, sequence } : undefined },
    ]),
  );
  const ordered = new Set<Table>();
  const add = (table: Table): void => {
    for (const { to } of references.filter((r) => r.from === table.name)) {
      const needed = all.get(to);
      if (needed && !ordered.has(needed)) add(needed);
    }
    ordered.add(table);
  };
  for (const table of all.values()) add(table);
  return [...ordered];
}

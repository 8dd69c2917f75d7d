/** One engine, PostgreSQL, in process or as a server: the same statements, parameters and results. */
export interface Sql {
  /**
   * Instants go in as `Temporal.Instant` and come out of `timestamptz` columns as such; `bigint` comes out as a number;
   * `jsonb` comes out parsed and goes in as JSON text (`$1::jsonb`); text arrays go in and out as arrays.
   */
  query<Row extends object = Record<string, unknown>>(text: string, params?: readonly unknown[]): Promise<Row[]>;
}

export interface Database extends Sql {
  readonly engine: "embedded" | "server";
  /** Everything `work` does happens or nothing does. Inside, use only the `Sql` it is given: the embedded engine has one connection. */
  transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

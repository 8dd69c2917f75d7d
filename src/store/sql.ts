/** One engine, PostgreSQL, in process or as a server: the same statements, parameters and results. */
export interface Sql {
  /**
   * Instants go in as `Temporal.Instant` and come out of `timestamptz` columns as such, kept to the microsecond; `bigint`
   * comes out as a number; `jsonb` comes out parsed and goes in as JSON text (`$1::jsonb`); text arrays go in and out as
   * arrays; `bytea` is a `Uint8Array`. `date`, `timestamp`, `numeric` and rarer types come out as PostgreSQL's own text.
   *
   * Without parameters `text` may be several statements; the rows of the last come back.
   * @throws an `Error` whose `code` is the SQLSTATE when PostgreSQL refuses the statement; `Unavailable` when it cannot be reached.
   */
  query<Row extends object = Record<string, unknown>>(text: string, params?: readonly unknown[]): Promise<Row[]>;
}

export interface Database extends Sql {
  readonly engine: "embedded" | "server";
  /**
   * Everything `work` does happens or nothing does. Inside, use only the `Sql` it is given: the embedded engine has one
   * connection, and either engine refuses anything else with an error.
   */
  transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T>;
  /** Waits for what is running. May be called twice; calls made later are refused with `Unavailable`. */
  close(): Promise<void>;
}

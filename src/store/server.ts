import pg from "pg";
import { messageOf, SetupError } from "../core/errors.ts";
import { transactionScope } from "./scope.ts";
import type { Database, Sql } from "./sql.ts";
import { aborted, isPassing, sqlState, unavailable } from "./sql-errors.ts";
import { elementOf, scalar, toParams } from "./values.ts";

/** Wrong password, no such role or access rule, no such database: trying again would not help. */
const refusals = new Set(["28P01", "28000", "3D000"]);

const session = "set time zone 'UTC'; set statement_timeout = '60s'; set idle_in_transaction_session_timeout = '60s'";

/**
 * A PostgreSQL server by its URL; connects when first used.
 * @throws SetupError when `url` is none.
 */
export function openServer(url: string): Database {
  const pool = createPool(url);
  const scope = transactionScope();
  let closing: Promise<void> | undefined;

  async function connect(): Promise<pg.PoolClient> {
    scope.refuseInside();
    if (closing) throw unavailable("The database is closed.");
    return pool.connect().catch((error: unknown) => {
      if (refusals.has(sqlState(error) ?? "")) throw new SetupError(`DATABASE_URL: the server says ${messageOf(error)}.`, { cause: error });
      throw unavailable(`The database server cannot be reached: ${messageOf(error)}`, error);
    });
  }

  async function withConnection<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    const connection = connectionOver(await connect());
    try {
      return await work(connection);
    } finally {
      connection.release();
    }
  }

  return {
    engine: "server",
    query: <Row extends object>(text: string, params?: readonly unknown[]) =>
      withConnection(async (connection) => (await connection.run<Row>(text, params)).rows),
    transaction: (work) => withConnection((connection) => transactionOn(connection, (sql) => scope.run(() => work(sql)))),
    close() {
      closing ??= pool.end();
      return closing;
    },
  };
}

function createPool(url: string): pg.Pool {
  if (!URL.canParse(url) || !["postgres:", "postgresql:", "socket:"].includes(new URL(url).protocol)) {
    throw new SetupError("DATABASE_URL must look like postgres://user:password@host:5432/database.");
  }
  const pool = new pg.Pool({
    connectionString: url,
    application_name: "picketline",
    connectionTimeoutMillis: 10_000,
    query_timeout: 65_000,
    keepAlive: true,
    types: { getTypeParser: parserOf },
    onConnect: async (client) => {
      await client.query(session);
    },
  });
  // An idle connection that breaks has already left the pool; unheard, the event would end the process.
  return pool.on("error", () => {});
}

const textArray: number = 1009;

/** The items of any array, as text. */
const items: (text: string) => (string | null)[] = pg.types.getTypeParser(textArray, "text");

function parserOf(type: number): (text: string) => unknown {
  const element = elementOf[type];
  if (element === undefined) return scalar(type);
  return (text) => items(text).map((item) => (item === null ? null : scalar(element)(item)));
}

interface Connection {
  run<Row extends object>(text: string, params?: readonly unknown[]): Promise<{ rows: Row[]; command: string }>;
  /** Back to the pool, or away when it broke. */
  release(): void;
}

function connectionOver(client: pg.PoolClient): Connection {
  let broken: Error | undefined;
  const onError = (error: Error) => {
    broken = error;
  };
  client.on("error", onError);
  return {
    async run<Row extends object>(text: string, params: readonly unknown[] = []) {
      const values = toParams(params);
      try {
        const results: pg.QueryResult<Row> | pg.QueryResult<Row>[] = await client.query<Row>(text, values);
        return (Array.isArray(results) ? results.at(-1) : results) ?? { rows: [], command: "" };
      } catch (error) {
        if (!isOutage(error)) throw error;
        broken = unavailable(`The database server does not answer: ${messageOf(error)}`, error);
        throw broken;
      }
    },
    release() {
      client.off("error", onError);
      client.release(broken);
    },
  };
}

/** The driver says an outage in many words; everything else is PostgreSQL's own error or JavaScript's, from a value. */
function isOutage(error: unknown): boolean {
  if (error instanceof pg.DatabaseError) return isPassing(error);
  return !(error instanceof TypeError || error instanceof RangeError || error instanceof SyntaxError);
}

async function transactionOn<T>(connection: Connection, work: (sql: Sql) => Promise<T>): Promise<T> {
  let ended = false;
  const sql: Sql = {
    async query(text, params) {
      if (ended) throw new Error("This transaction has ended.");
      return (await connection.run(text, params)).rows as never;
    },
  };
  await connection.run("begin");
  try {
    const result = await work(sql);
    ended = true;
    const { command } = await connection.run("commit");
    if (command !== "COMMIT") throw aborted();
    return result;
  } catch (error) {
    ended = true;
    // What cannot be rolled back has lost its connection, which rolls back.
    await connection.run("rollback").catch(() => {});
    throw error;
  }
}

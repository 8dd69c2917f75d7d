import { setImmediate as breathe } from "node:timers/promises";
import type { PGlite, Transaction } from "@electric-sql/pglite";
import { transactionScope } from "./scope.ts";
import type { Database } from "./sql.ts";
import { aborted, isPassing, sqlState, unavailable } from "./sql-errors.ts";
import { toParams } from "./values.ts";

export interface Source {
  /** The engine to use for one call; rejects when there is none. */
  engine(): Promise<PGlite>;
  /** After each call; must not reject. */
  afterwards?(): Promise<void>;
  close(): Promise<void>;
}

/**
 * What `Database` promises, over PGlite. It works in this thread, and one call would follow the other without a pause: between two of
 * them whoever asks something gets an answer.
 */
export function databaseOn(source: Source): Database {
  const scope = transactionScope();
  const running = new Set<Promise<unknown>>();
  let line: Promise<unknown> = Promise.resolve();
  let closing: Promise<void> | undefined;

  async function call<T>(work: (pg: PGlite) => Promise<T>): Promise<T> {
    scope.refuseInside();
    if (closing) throw unavailable("The database is closed.");
    const turn = line.then(() => breathe());
    const result = turn.then(() => source.engine()).then(work);
    line = result.catch(() => undefined);
    running.add(result);
    try {
      return await result;
    } finally {
      running.delete(result);
      await source.afterwards?.();
    }
  }

  return {
    engine: "embedded",
    query: (text, params) => call((pg) => run(pg, text, params)),
    transaction: (work) => call((pg) => transact(pg, (tx) => scope.run(() => work({ query: (text, params) => run(tx, text, params) })))),
    close() {
      closing ??= Promise.allSettled(running).then(() => source.close());
      return closing;
    },
  };
}

async function run<Row>(pg: PGlite | Transaction, text: string, params: readonly unknown[] = []): Promise<Row[]> {
  try {
    if (params.length > 0) return (await pg.query<Row>(text, toParams(params))).rows;
    return ((await pg.exec(text)).at(-1)?.rows ?? []) as Row[];
  } catch (error) {
    throw translated(error);
  }
}

async function transact<T>(pg: PGlite, work: (transaction: Transaction) => Promise<T>): Promise<T> {
  let worked = false;
  try {
    return await pg.transaction(async (transaction) => {
      const result = await work(transaction);
      worked = true;
      return result;
    });
  } catch (error) {
    if (!worked) throw error;
    throw sqlState(error) === "25P02" ? aborted() : translated(error);
  }
}

/** PGlite hangs query and parameters on its errors, where a log would print what people wrote. */
function translated(error: unknown): unknown {
  if (isPassing(error)) return unavailable("The database cannot do this now: its disk or memory is full.", error);
  if (error instanceof Error) for (const key of ["query", "params", "queryOptions"]) Reflect.deleteProperty(error, key);
  return error;
}

import { AsyncLocalStorage } from "node:async_hooks";

export interface TransactionScope {
  /** @throws inside a transaction of this database. */
  refuseInside(): void;
  run<T>(work: () => Promise<T>): Promise<T>;
}

/** Turns what would wait for ever (the database used inside its own transaction: the embedded engine has one connection) into an error. */
export function transactionScope(): TransactionScope {
  const current = new AsyncLocalStorage<{ open: boolean }>();
  return {
    refuseInside() {
      if (current.getStore()?.open) throw new Error("Inside a transaction use only the Sql it gives you.");
    },
    async run(work) {
      const scope = { open: true };
      try {
        return await current.run(scope, work);
      } finally {
        scope.open = false;
      }
    },
  };
}

interface Waiting<V, C> {
  values: ReadonlyMap<string, V>;
  context: C;
  done: PromiseWithResolvers<void>;
}

/**
 * Calls that come while one is under way are written together in the next: one commit for many, without anybody waiting for
 * more to come. Where that fails each is tried by itself, so that one does not fail for another's sake.
 */
export function together<V, C>(write: (values: ReadonlyMap<string, V>, context: C) => Promise<void>) {
  const waiting: Waiting<V, C>[] = [];
  let writing = false;

  async function writeOne({ values, context, done }: Waiting<V, C>): Promise<void> {
    await write(values, context).then(done.resolve, done.reject);
  }
  async function writeAll(calls: readonly Waiting<V, C>[]): Promise<void> {
    const last = calls.at(-1);
    if (!last || calls.length === 1) return last && writeOne(last);
    try {
      await write(new Map(calls.flatMap((call) => [...call.values])), last.context);
      for (const { done } of calls) done.resolve();
    } catch {
      for (const call of calls) await writeOne(call);
    }
  }
  async function run(): Promise<void> {
    writing = true;
    while (waiting.length > 0) await writeAll(waiting.splice(0));
    writing = false;
  }

  return (values: ReadonlyMap<string, V>, context: C): Promise<void> => {
    const done = Promise.withResolvers<void>();
    waiting.push({ values, context, done });
    if (!writing) void run();
    return done.promise;
  };
}

import { type Subscription, type Subscriptions, type Target, targetKey } from "../../src/core/ports.ts";

export function memorySubscriptions(): Subscriptions {
  const rows = new Map<string, Subscription>();
  const of = (target: Target) => [...rows].filter(([, row]) => targetKey(row.target) === targetKey(target));
  return {
    async put(subscription) {
      const key = `${targetKey(subscription.target)} ${subscription.dispute}`;
      const before = rows.get(key);
      const after = { ...subscription, direct: subscription.direct ?? null, id: before?.id ?? String(rows.size + 1), paused: null };
      rows.set(key, after);
      return { before, after };
    },
    list: async (target) => of(target).map(([, row]) => row),
    pause: async () => [],
    async end(target, dispute) {
      const ended = of(target).filter(([, row]) => dispute === undefined || row.dispute === dispute);
      for (const [key] of ended) rows.delete(key);
      return ended.map(([, row]) => row);
    },
  };
}

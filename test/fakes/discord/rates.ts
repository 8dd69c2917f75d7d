import { createHash } from "node:crypto";
import { tooMany } from "./publishing.ts";
import type { Answer } from "./refusal.ts";

export interface Rates {
  /** Calls of one route, in one channel, in so many seconds. */
  bucket: { most: number; seconds: number };
  /** Of the bot, in any second. */
  global: number;
}

export const usualRates: Rates = { bucket: { most: 5, seconds: 5 }, global: 50 };

/** Discord's limits of a bot: docs, topics/rate-limits. Interaction endpoints count for none but their own bucket. */
export function createRates({ bucket, global }: Rates, now: () => number) {
  const buckets = new Map<string, { left: number; resetAt: number }>();
  const second = createSecond(global);
  let limited = 0;

  function refuse(seconds: number, scope: "user" | "global"): { refusal: Answer; headers: Record<string, string> } {
    limited += 1;
    return { refusal: tooMany(seconds, scope), headers: {} };
  }

  return {
    /**
     * Headers for whatever is answered, and the refusal where there were too many.
     * @param sentAt milliseconds of any clock; unsaid, it was sent just now.
     */
    count(route: string, major: string, exempt: boolean, sentAt?: number): { refusal?: Answer; headers: Record<string, string> } {
      const at = now();
      const wait = exempt ? undefined : second.fullAfter(sentAt ?? at);
      if (wait !== undefined) return refuse(wait, "global");
      const key = `${route} ${major}`;
      const known = buckets.get(key);
      const own = known && known.resetAt > at ? known : { left: bucket.most, resetAt: at + bucket.seconds * 1_000 };
      buckets.set(key, own);
      const after = (own.resetAt - at) / 1_000;
      own.left -= 1;
      const headers = {
        ...{ "x-ratelimit-limit": String(bucket.most), "x-ratelimit-remaining": String(Math.max(0, own.left)) },
        ...{ "x-ratelimit-reset": String(own.resetAt / 1_000), "x-ratelimit-reset-after": after.toFixed(3) },
        "x-ratelimit-bucket": createHash("md5").update(route).digest("hex"),
      };
      return own.left < 0 ? { ...refuse(after, "user"), headers } : { headers };
    },
    limited: () => limited,
    /** How many calls there were in the fullest second. */
    busiest: second.most,
  };
}

/** Seconds to wait where a call more would make more than so many in some second, before or after it; else it is counted. */
function createSecond(most: number) {
  let latest: number[] = [];
  let busiest = 0;
  function fullAfter(at: number): number | undefined {
    latest = latest.filter((each) => each > at - 5_000);
    const near = [...latest, at].filter((each) => Math.abs(each - at) < 1_000).sort((a, b) => a - b);
    const full = near.find((each, n) => (near[n + most] ?? Number.POSITIVE_INFINITY) < each + 1_000);
    if (full !== undefined) return Math.max(0.001, (full + 1_000 - at) / 1_000);
    latest.push(at);
    busiest = Math.max(busiest, ...near.map((each) => near.filter((other) => other >= each && other < each + 1_000).length));
    return undefined;
  }
  return { fullAfter, most: () => busiest };
}

/** 10,000 of these in ten minutes ban an address: docs, topics/rate-limits. */
export const isInvalid = ({ status, headers }: Answer): boolean =>
  status === 401 || status === 403 || (status === 429 && headers?.["x-ratelimit-scope"] !== "shared");

import type { Clock } from "./core/clock.ts";
import { SetupError } from "./core/errors.ts";
import { getMeta, setMeta } from "./store/meta.ts";
import type { Sql } from "./store/sql.ts";

/** Where a replay stands: `at` was the replayed moment when it really was `since`. Kept, so that a restart goes on. */
export interface ReplayOrigin {
  from: Temporal.Instant;
  at: Temporal.Instant;
  since: Temporal.Instant;
  speed: number;
}

export interface ReplayClock extends Clock {
  /** Makes it `moment` now; it never goes back. */
  jump(moment: Temporal.Instant): ReplayOrigin;
}

export function replayClock(origin: ReplayOrigin, real: () => Temporal.Instant): ReplayClock {
  let { at, since } = origin;
  const now = (): Temporal.Instant =>
    at.add({ milliseconds: Math.round(Math.max(0, real().since(since).total("milliseconds")) * origin.speed) });
  return {
    now,
    real,
    speed: origin.speed,
    jump(moment) {
      const current = now();
      at = Temporal.Instant.compare(moment, current) > 0 ? moment : current;
      since = real();
      return { ...origin, at, since };
    },
  };
}

/**
 * Goes on where a replay stood, at the speed asked for now; begins when there was none.
 * @throws SetupError where the database has lived in real time, or further back than it has already come.
 */
export function originFor(
  asked: { from: Temporal.Instant; speed: number },
  before: ReplayOrigin | undefined,
  livedUntil: Temporal.Instant | undefined,
  real: Temporal.Instant,
): ReplayOrigin {
  if (before?.from.equals(asked.from)) {
    if (before.speed === asked.speed) return before;
    return { ...before, at: replayClock(before, () => real).now(), since: real, speed: asked.speed };
  }
  if (livedUntil && Temporal.Instant.compare(asked.from, livedUntil) < 0) {
    throw new SetupError(
      `These records have already lived until ${livedUntil.toString({ smallestUnit: "second" })}, so a replay from REPLAY_FROM=${asked.from} would send everything twice. Use an empty DATA_DIR for it.`,
    );
  }
  return { from: asked.from, at: asked.from, since: real, speed: asked.speed };
}

const key = "replay_origin";

/** Where this database's replay stands; undefined when it lives in real time. */
export async function readOrigin(sql: Sql): Promise<ReplayOrigin | undefined> {
  const stored = await getMeta(sql, key);
  if (stored === undefined) return undefined;
  const { from, at, since, speed } = JSON.parse(stored) as Record<keyof ReplayOrigin, string>;
  return { from: Temporal.Instant.from(from), at: Temporal.Instant.from(at), since: Temporal.Instant.from(since), speed: Number(speed) };
}

export const writeOrigin = (sql: Sql, origin: ReplayOrigin): Promise<void> => setMeta(sql, key, JSON.stringify(origin));

/**
 * Two readings, both injected. `now` is the moment people live in: real time, or the replayed October.
 * `real` never jumps and never runs faster: leases, retries and rate limits are counted in it.
 */
export interface Clock {
  now(): Temporal.Instant;
  real(): Temporal.Instant;
  /** Seconds of `now` for each second of `real`. */
  readonly speed: number;
}

export const systemClock: Clock = {
  now: () => Temporal.Now.instant(),
  real: () => Temporal.Now.instant(),
  speed: 1,
};

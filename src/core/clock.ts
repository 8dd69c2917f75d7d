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

const startedMs = performance.now();
const started = Temporal.Now.instant().epochMilliseconds;

/** `real` is the computer's clock as it stood when this process began, and the time that went by since: setting the clock moves `now` alone. */
export const systemClock: Clock = {
  now: () => Temporal.Now.instant(),
  real: () => Temporal.Instant.fromEpochMilliseconds(started + Math.round(performance.now() - startedMs)),
  speed: 1,
};

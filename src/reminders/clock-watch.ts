/** Seconds by which the clock may run ahead of the time that went by. */
const tolerated = 300;
/** How far, and for how long, a new time must hold still before it is believed. */
const steady = { withinSeconds: 5, forSeconds: 60 };

/** Says by how many seconds the clock has jumped ahead, as long as that is not believed; 0 when all is well. */
export type ClockWatch = (now: Temporal.Instant) => number;

/**
 * A clock that is far ahead for a moment would make everything in between fall due at once, and be over when the clock returns. So a
 * jump is believed only after it has lasted; waking from a suspend is one too, and costs that minute. A clock set back is believed at once.
 * @param elapsedMs a reading that never jumps, as `performance.now`.
 */
export function createClockWatch(elapsedMs: () => number): ClockWatch {
  let base: { now: Temporal.Instant; elapsed: number } | undefined;
  let doubt: { ahead: number; since: number } | undefined;

  return (now) => {
    const elapsed = elapsedMs() / 1_000;
    base ??= { now, elapsed };
    const ahead = now.since(base.now).total("seconds") - (elapsed - base.elapsed);
    if (ahead <= tolerated) doubt = undefined;
    else if (!doubt || Math.abs(ahead - doubt.ahead) > steady.withinSeconds) doubt = { ahead, since: elapsed };
    if (doubt && elapsed - doubt.since < steady.forSeconds) return ahead;
    doubt = undefined;
    base = { now, elapsed };
    return 0;
  };
}

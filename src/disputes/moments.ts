export const later = (a: Temporal.Instant, b: Temporal.Instant): boolean => Temporal.Instant.compare(a, b) > 0;

export function distinct(instants: readonly Temporal.Instant[]): Temporal.Instant[] {
  const sorted = [...instants].sort(Temporal.Instant.compare);
  return sorted.filter((instant, i) => i === 0 || !sorted[i - 1]?.equals(instant));
}

const kept = 4;

/** The state of the last moment that is not after `at`, kept for the few moments that are asked about again and again. */
export function remember<T>(moments: readonly Temporal.Instant[], make: (moment: Temporal.Instant) => T): (at: Temporal.Instant) => T {
  const states = new Map<number, T>();
  return (at) => {
    const index = upTo(moments, at);
    const known = states.get(index);
    if (known) return known;
    const oldest = states.keys().next();
    if (states.size >= kept && !oldest.done) states.delete(oldest.value);
    const state = make(moments[index] ?? before);
    states.set(index, state);
    return state;
  };
}

const before = Temporal.Instant.from("-270000-01-01T00:00Z");

/** Index of the last moment not after `at`; -1 when there is none. */
function upTo(moments: readonly Temporal.Instant[], at: Temporal.Instant): number {
  let low = 0;
  let high = moments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const moment = moments[middle];
    if (moment && !later(moment, at)) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

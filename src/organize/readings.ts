/** Decides a thing that the words leave open. The same name is decided once in a reading: both ends of a range take the same order of day and month. */
export type Choose = <T>(name: string, likelyFirst: readonly [T, ...T[]]) => T;

/** Words that leave more open than this are not worth asking back. */
const maxRuns = 64;

/**
 * Every reading of something that leaves things open: `read` is run again for each combination of what it chose, the likeliest first.
 * So a reader can be written as if nothing were ambiguous. Undefined is no reading; equal readings count once.
 */
export function everyReading<T>(read: (choose: Choose) => T | undefined): T[] {
  const found = new Map<string, T>();
  let next: number[] | undefined = [];
  for (let run = 0; next && run < maxRuns; run++) {
    const path: number[] = next;
    const counts: number[] = [];
    const decided = new Map<string, number>();
    const reading = read((name, options) => {
      const at = decided.get(name) ?? path[counts.push(options.length) - 1] ?? 0;
      decided.set(name, at);
      return options[at] ?? options[0];
    });
    if (reading !== undefined && !found.has(JSON.stringify(reading))) found.set(JSON.stringify(reading), reading);
    next = after(path, counts);
  }
  return [...found.values()];
}

/** The next combination, the last thing chosen moving first. */
function after(path: readonly number[], counts: readonly number[]): number[] | undefined {
  const full = counts.map((_, i) => path[i] ?? 0);
  const at = counts.findLastIndex((count, i) => (full[i] ?? 0) + 1 < count);
  return at < 0 ? undefined : [...full.slice(0, at), (full[at] ?? 0) + 1];
}

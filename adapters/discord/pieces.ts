import { type Target, targetKey } from "../../src/core/ports.ts";

/** Ids of a post's messages, by part. */
type Pieces = Map<number, string>;

/** How many unfinished posts are remembered; what is forgotten is looked back for again. */
const most = 1_000;

/** Which messages of an unfinished post are there already, in memory: what a restart loses, looking back finds. */
export function createPieces(): { of(target: Target, key: string): Pieces; forget(target: Target, key: string): void } {
  const known = new Map<string, Pieces>();
  const nameOf = (target: Target, key: string): string => `${targetKey(target)} ${key}`;
  return {
    of(target, key) {
      const name = nameOf(target, key);
      const pieces = known.get(name) ?? new Map<number, string>();
      known.delete(name);
      known.set(name, pieces);
      for (const oldest of known.keys()) {
        if (known.size <= most) break;
        known.delete(oldest);
      }
      return pieces;
    },
    forget: (target, key) => void known.delete(nameOf(target, key)),
  };
}

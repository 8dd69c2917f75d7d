import { type Target, targetKey } from "../../src/core/ports.ts";

/** What is there of a post: the ids of its messages, by part, and the thread they stand in where the conversation is a forum. */
export interface Pieces {
  ids: Map<number, string>;
  thread: string | undefined;
}

/** How many unfinished posts are remembered; what is forgotten is looked back for again. */
const most = 1_000;

/** Which messages of an unfinished post are there already, in memory: what a restart loses, looking back finds. */
export function createPieces(): { of(target: Target, key: string): Pieces; forget(target: Target, key: string): void } {
  const known = new Map<string, Pieces>();
  const nameOf = (target: Target, key: string): string => `${targetKey(target)} ${key}`;
  return {
    of(target, key) {
      const name = nameOf(target, key);
      const pieces = known.get(name) ?? { ids: new Map(), thread: undefined };
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

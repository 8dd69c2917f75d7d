import { setTimeout as pause } from "node:timers/promises";

export interface PaceParts {
  /** How many may go in any `spanMs`, and be without an answer at once. */
  most: number;
  spanMs: number;
  /** Milliseconds between any two. */
  gapMs: number;
  now?(): number;
  sleep?(ms: number): Promise<unknown>;
}

/** Carries out a call when its turn has come, first come first served. */
export type Pace = <T>(call: () => Promise<T>) => Promise<T>;

/**
 * Discord takes 50 calls of a bot in a second (docs, topics/rate-limits), and one post or look back may need several. They are counted as they leave
 * and Discord counts as they arrive: the second is a little longer here, and they do not leave in one heap, in which some are long on their way.
 */
export const usualPace = { most: 50, spanMs: 1_035, gapMs: 15 } as const;

/** Milliseconds until it is looked again whether what has no answer has one. */
const lookAgain = 20;

export function createPace({ most, spanMs, gapMs, now = () => performance.now(), sleep = pause }: PaceParts): Pace {
  /** When the latest went, oldest first. */
  const gone: number[] = [];
  let open = 0;
  let line: Promise<unknown> = Promise.resolve();

  function waitMs(): number {
    if (open >= most) return lookAgain;
    const [oldest, last] = [gone.length < most ? undefined : gone[0], gone.at(-1)];
    return Math.max(oldest === undefined ? 0 : oldest + spanMs - now(), last === undefined ? 0 : last + gapMs - now());
  }
  async function turn(): Promise<void> {
    for (let wait = waitMs(); wait > 0; wait = waitMs()) await sleep(wait);
    gone.push(now());
    if (gone.length > most) gone.shift();
    open += 1;
  }

  return async (call) => {
    const turned = line.then(turn);
    line = turned;
    await turned;
    try {
      return await call();
    } finally {
      open -= 1;
    }
  };
}

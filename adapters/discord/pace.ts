import { setTimeout as pause } from "node:timers/promises";

export interface PaceParts {
  /** Milliseconds between two calls. */
  everyMs: number;
  /** How many may be without an answer. */
  most: number;
  now?(): number;
  sleep?(ms: number): Promise<unknown>;
}

/** Carries out a call when its turn has come, first come first served. */
export type Pace = <T>(call: () => Promise<T>) => Promise<T>;

/**
 * Discord takes 50 calls of a bot in a second (docs, topics/rate-limits), and one post or look back may need several. They leave evenly and not in
 * helpings: a call that is some 30 ms longer on its way than another does not make a second too full then.
 */
export const usualPace = { everyMs: 20.8, most: 50 } as const;

/** Milliseconds that a call which left late brings the next one forward, at most: timers are late by one or two. */
const slackMs = 10;

/** Milliseconds until it is looked again whether what has no answer has one. */
const lookAgain = 20;

export function createPace({ everyMs, most, now = () => performance.now(), sleep = pause }: PaceParts): Pace {
  let next = now();
  let open = 0;
  let line: Promise<unknown> = Promise.resolve();

  async function turn(): Promise<void> {
    for (;;) {
      const wait = open < most ? next - now() : lookAgain;
      if (wait <= 0) break;
      await sleep(wait);
    }
    next = Math.max(next, now() - slackMs) + everyMs;
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

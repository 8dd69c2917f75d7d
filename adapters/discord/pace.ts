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
export const usualPace = { most: 50, spanMs: 1_035, gapMs: 8 } as const;

/** Milliseconds until it is looked again whether what has no answer has one. */
const lookAgain = 20;

/** Milliseconds by which a timer may be late without putting off the calls after it as well. */
const forgivenMs = 15;

export function createPace({ most, spanMs, gapMs, now = () => performance.now(), sleep = pause }: PaceParts): Pace {
  /** Those that went not long ago or may still be on their way. */
  let gone: { at: number; open: boolean }[] = [];
  let last = Number.NEGATIVE_INFINITY;
  let line: Promise<unknown> = Promise.resolve();

  function waitMs(): number {
    gone = gone.filter((each) => each.open || each.at + spanMs > now());
    const gap = last + gapMs - now();
    if (gone.length < most) return gap;
    const recent = gone.map((each) => each.at + spanMs - now()).filter((ms) => ms > 0);
    return recent.length > 0 ? Math.max(gap, Math.min(...recent)) : lookAgain;
  }
  async function turn(): Promise<{ at: number; open: boolean }> {
    let due = now();
    for (let wait = waitMs(); wait > 0; wait = waitMs()) {
      due = now() + wait;
      await sleep(wait);
    }
    const own = { at: Math.max(due, now() - forgivenMs), open: true };
    gone.push(own);
    last = own.at;
    return own;
  }

  return async (call) => {
    const turned = line.then(turn);
    line = turned;
    const own = await turned;
    try {
      return await call();
    } finally {
      own.open = false;
      // The SDK lets calls of one channel go one after another: what took so long may have gone only just now.
      if (own.at + spanMs < now()) own.at = now();
    }
  };
}

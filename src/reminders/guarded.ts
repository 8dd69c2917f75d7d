import type { Clock } from "../core/clock.ts";
import type { Messenger, PostOutcome, Target } from "../core/ports.ts";
import type { Limiter } from "./limits.ts";

export interface GuardParts {
  limiter: Limiter;
  clock: Clock;
  sleep(ms: number): Promise<void>;
  /** Whether this process may call at all: another may have taken over. */
  mayCall(): boolean;
  /** Milliseconds that one call may take; a lease must outlast a turn and a call. */
  callMs?: number;
}

/** Milliseconds that a call may wait for its turn. */
const turnMs = 20_000;

const noTurn = "its turn under the platform's limit did not come, or another process has taken over";

/**
 * A messenger whose every call waits for its turn under the platform's limit, first come first served, and is not waited for
 * without end: what a platform does not answer in time may have happened.
 */
export function guarded(messenger: Messenger, { limiter, clock, sleep, mayCall, callMs = 12_000 }: GuardParts): Messenger {
  let line: Promise<unknown> = Promise.resolve();

  async function admitted(target: Target): Promise<boolean> {
    for (let waited = 0; ; ) {
      const admission = limiter.admit(target, clock.real(), "calls");
      if (admission.admitted) return mayCall();
      waited += admission.waitMs;
      if (waited > turnMs) return false;
      await sleep(admission.waitMs);
    }
  }
  function turn(target: Target): Promise<boolean> {
    const mine = line.then(() => admitted(target));
    line = mine;
    return mine;
  }
  const asked = async (target: Target, call: () => Promise<PostOutcome>): Promise<PostOutcome> => {
    if (!(await turn(target))) return { outcome: "retry", reason: noTurn };
    return within(callMs, call(), () => ({ outcome: "uncertain", reason: `no answer within ${callMs / 1_000} s` }));
  };
  const { platform, tell } = messenger;

  return {
    platform,
    post: (message) => asked(message.target, () => messenger.post(message)),
    reply: (messageId, message) => asked(message.target, () => messenger.reply(messageId, message)),
    edit: (target, messageId, reply) => asked(target, () => messenger.edit(target, messageId, reply)),
    async find(target, key, where) {
      if (!(await turn(target))) throw new Error(`Looking back: ${noTurn}`);
      return within(callMs, messenger.find(target, key, where), () => {
        throw new Error(`Looking back: no answer within ${callMs / 1_000} s`);
      });
    },
    ...(tell && {
      tell: (workspace: string, userId: string, reply: Parameters<typeof tell>[2]) =>
        asked({ platform, workspace, conversation: userId }, () => tell.call(messenger, workspace, userId, reply)),
    }),
  };
}

async function within<T>(ms: number, work: Promise<T>, late: () => T): Promise<T> {
  const over = Promise.withResolvers<T>();
  const timer = setTimeout(() => over.resolve(new Promise((resolve) => resolve(late()))), ms);
  // Whoever is late may still fail: nobody waits for it any more.
  work.catch(() => undefined);
  try {
    return await Promise.race([work, over.promise]);
  } finally {
    clearTimeout(timer);
  }
}

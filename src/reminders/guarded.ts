import type { Clock } from "../core/clock.ts";
import type { Messenger, PostOutcome, Target } from "../core/ports.ts";
import type { Reply } from "../core/reply.ts";
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

/**
 * Milliseconds that a call may wait for its turn, in all and at once. Whatever takes longer is a pause that somebody else in the line need not wait
 * for: it is tried again later.
 */
const turnMs = { all: 20_000, atOnce: 2_000 } as const;

const noTurn = "its turn under the platform's limit did not come, or another process has taken over";

/**
 * A messenger whose every call waits for its turn under the platform's limit, first come first served, and is not waited for
 * without end: what a platform does not answer in time may have happened.
 */
export function guarded(messenger: Messenger, { limiter, clock, sleep, mayCall, callMs = 12_000 }: GuardParts): Messenger {
  let line: Promise<unknown> = Promise.resolve();

  /** What to call once it is answered; undefined where there is no turn for it. */
  async function admitted(target: Target): Promise<(() => void) | undefined> {
    for (let waited = 0; ; ) {
      const admission = limiter.admit(target, clock.real(), "calls");
      if (admission.admitted) {
        if (mayCall()) return admission.answered;
        admission.answered();
        return undefined;
      }
      waited += admission.waitMs;
      if (admission.waitMs > turnMs.atOnce || waited > turnMs.all) return undefined;
      await sleep(admission.waitMs);
    }
  }
  async function call<T>(target: Target, work: () => Promise<T>, late: () => T, noTurn: () => T): Promise<T> {
    const turn = line.then(() => admitted(target));
    line = turn;
    const answered = await turn;
    if (!answered) return noTurn();
    return within(callMs, work().finally(answered), late);
  }
  const asked = (target: Target, work: () => Promise<PostOutcome>): Promise<PostOutcome> =>
    call(
      target,
      work,
      () => ({ outcome: "uncertain", reason: `no answer within ${callMs / 1_000} s` }),
      () => ({ outcome: "retry", reason: noTurn }),
    );
  const failed = (reason: string) => (): never => {
    throw new Error(`Looking back: ${reason}`);
  };
  return {
    platform: messenger.platform,
    post: (message) => asked(message.target, () => messenger.post(message)),
    reply: (messageId, message) => asked(message.target, () => messenger.reply(messageId, message)),
    edit: (target, messageId, reply, key) => asked(target, () => messenger.edit(target, messageId, reply, key)),
    find: (target, key, where) =>
      call(target, () => messenger.find(target, key, where), failed(`no answer within ${callMs / 1_000} s`), failed(noTurn)),
    get looksBack() {
      const { looksBack } = messenger;
      return looksBack && ((workspace: string) => looksBack.call(messenger, workspace));
    },
    get publish() {
      const { publish } = messenger;
      return publish && ((target: Target, messageId: string) => asked(target, () => publish.call(messenger, target, messageId)));
    },
    get tell() {
      const { platform, tell } = messenger;
      return (
        tell &&
        ((workspace: string, userId: string, reply: Reply) =>
          asked({ platform, workspace, conversation: userId }, () => tell.call(messenger, workspace, userId, reply)))
      );
    },
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

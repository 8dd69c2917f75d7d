import { messageOf } from "../core/errors.ts";
import type { Batch, Earlier, Outbox, Outcome } from "../core/outbox.ts";
import { type Subscription, scopeOf } from "../core/ports.ts";
import { type Limiter, longestPause } from "./limits.ts";
import { type PausingParts, stopSending } from "./pausing.ts";
import { type Checked, recheck } from "./recheck.ts";
import { type Attempt, type CheckedDelivery, send } from "./send.ts";

export interface DeliverParts extends PausingParts {
  outbox: Pick<Outbox, "release" | "part" | "postpone" | "edited">;
  limiter: Limiter;
  /** Milliseconds before a second attempt; each further one waits twice as long. */
  retryMs: number;
  /** Between 0 and 1: retries are spread, so that many do not come back at once. */
  random(): number;
  /** Keeps what became of each delivery, by its key. */
  settle(outcomes: ReadonlyMap<string, Outcome>): Promise<void>;
}

/** Sends one batch that was just claimed, and keeps what became of it. @param earlier by the key of an update's delivery. @param deadline by `performance.now`: no call is begun after it. */
export async function deliver(batch: Batch, earlier: ReadonlyMap<string, Earlier>, deadline: number, parts: DeliverParts): Promise<void> {
  const checked = batch.deliveries.map(
    (delivery): CheckedDelivery => ({
      delivery,
      earlier: earlier.get(delivery.key),
      check: recheck(delivery, earlier.get(delivery.key), parts.historyOf, parts.clock),
    }),
  );
  if (checked.length > 1 && checked.some(({ check }) => !check.useful && check.reason === "behind")) {
    // What this process does not know yet must not hold back the rest, nor go out later under the key of the rest.
    if (!batch.uncertain) return parts.outbox.part(batch.messageKey, parts.clock.real());
    return parts.outbox.release(new Map([[batch.messageKey, parts.clock.real().add(catchUp)]]));
  }
  const admission = checked.some(({ check }) => check.useful) ? parts.limiter.admit(batch.target, parts.clock.real(), "posts") : undefined;
  if (admission?.admitted === false) {
    return parts.outbox.release(new Map([[batch.messageKey, parts.clock.real().add({ milliseconds: admission.waitMs })]]));
  }
  const attempt = await send(batch, checked, deadline, { ...parts, postpone: parts.outbox.postpone, edited: parts.outbox.edited }).catch(
    (error: unknown): Attempt => {
      parts.log("A message could not be made or sent", { messageKey: batch.messageKey, error });
      return { sent: { outcome: "uncertain", reason: messageOf(error) }, before: false, blind: true };
    },
  );
  const { sent, before } = attempt;
  if (sent.outcome === "retry" && sent.afterSeconds !== undefined) {
    const until = parts.clock.real().add({ milliseconds: Math.min(longestPause, Math.ceil(sent.afterSeconds * 1_000)) });
    parts.limiter.pause(scopeOf(batch.target, sent.scope ?? "conversation"), until);
  }
  if (sent.outcome === "failed" && checked.some(({ check }) => check.useful)) {
    parts.log("A message was refused for good", { messageKey: batch.messageKey, sent });
    if (checked.length > 1) return parts.outbox.part(batch.messageKey, parts.clock.real());
  }
  const outcomes = checked.map(({ delivery, check }): [string, Outcome] => [
    delivery.key,
    check.useful || before || mayHaveArrived(attempt)
      ? settled(attempt, check, batch, parts)
      : check.reason === "behind"
        ? { state: "retrying", reason: "another process knows more", nextAt: parts.clock.real().add(catchUp), uncertain: attempt.blind }
        : unsent(delivery.subscription, check.reason),
  ]);
  await parts.settle(new Map(outcomes));
  await stopSending(sent, batch.target, parts);
}

/** How long a process that is behind leaves a delivery to others, and itself to catch up. */
const catchUp = Temporal.Duration.from({ seconds: 10 });

/** An attempt was made before and nobody could say what came of it: that is not "not sent". */
const mayHaveArrived = ({ sent, blind }: Attempt): boolean => blind && (sent.outcome === "uncertain" || sent.outcome === "retry");

const unsent = (subscription: Subscription | undefined, reason: string): Outcome =>
  subscription?.paused ? { state: "paused", reason: subscription.paused } : { state: "skipped", reason };

function settled({ sent, blind }: Attempt, check: Checked, { attempts }: Batch, { clock, random, retryMs }: DeliverParts): Outcome {
  switch (sent.outcome) {
    case "delivered":
      return { state: "delivered", messageId: sent.messageId, late: check.useful && check.entry.late, uncertain: blind };
    case "uncertain":
      return { state: "uncertain", reason: sent.reason, nextAt: clock.real().add({ milliseconds: backoff(retryMs, attempts, random()) }) };
    case "retry": {
      const wait = sent.afterSeconds ? Math.ceil(sent.afterSeconds * 1_000) : backoff(retryMs, attempts, random());
      return { state: "retrying", reason: sent.reason, nextAt: clock.real().add({ milliseconds: wait }), uncertain: blind };
    }
    case "stopped":
      return { state: "paused", reason: sent.reason };
    case "ended":
      return { state: "skipped", reason: sent.reason };
    case "paused":
    case "failed":
      return { state: sent.outcome, reason: sent.reason };
    default:
      return sent satisfies never;
  }
}

/** Milliseconds before the next attempt: twice as long each time up to 5 minutes, of which half is chance. */
export function backoff(firstMs: number, attempts: number, random: number): number {
  const most = Math.min(300_000, firstMs * 2 ** Math.min(attempts, 10));
  return Math.round(most / 2 + (most / 2) * random);
}

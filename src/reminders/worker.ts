import type { Batch, Earlier, Lead, Outbox, Outcome } from "../core/outbox.ts";
import { type Platform, type Scope, scopeKey, scopeOf } from "../core/ports.ts";
import { type DeliverParts, deliver } from "./deliver.ts";

const lease = Temporal.Duration.from({ seconds: 60 });

/** Batches under way at once: of one platform, and of one of its workspaces. What hangs may not hold up the rest. */
const atOnce = { platform: 100, workspace: 50 } as const;

/** The same where a platform cannot be looked back at: they stand in a line, so that a kill leaves one message in doubt and not all of them. */
const inLine = 8;

/** Milliseconds after a claim in which a call may still be begun: with its turn and its answer it ends before the lease. */
const beginWithin = 25_000;

/** Milliseconds after which more is claimed although little room became free. */
const impatience = 250;

export interface WorkerParts extends Omit<DeliverParts, "settle"> {
  outbox: DeliverParts["outbox"] & Pick<Outbox, "claim" | "earlier" | "settle" | "takeOver" | "unwind">;
  /** Which process posts. */
  lead: Lead;
  /** Milliseconds after which no call of a process that had the lead before can still arrive. */
  takeOverAfterMs: number;
  /** Milliseconds that whoever is new to it posts nothing: what the one before just sent counts under the limits as well. */
  quietMs: number;
  /** Whether no further batch should be begun. */
  stopping?(): boolean;
}

export interface Worker {
  /** Begins what is due, as far as there is room; says how many batches. Never throws for one batch's sake. */
  pump(): Promise<number>;
  /** The same, and waits for all of it, until nothing is due. */
  drain(): Promise<number>;
  /** Writes outcomes that could not be written yet. */
  flush(): Promise<void>;
}

export function createWorker(parts: WorkerParts): Worker {
  const running = new Map<Promise<void>, Batch>();
  const unsettled = new Map<string, Outcome>();
  const { outbox, clock, limiter, log, lead } = parts;
  let taken: { from: Temporal.Instant; sinceMs: number; ownEnded: boolean; done: boolean } | undefined;

  /** Whether this process posts. New to it, it takes over what others held, once nothing of theirs, or of its own before, is under way. */
  async function leads(): Promise<boolean> {
    if (!(await lead.hold())) {
      taken = undefined;
      return false;
    }
    // What went before may have had a clock that was wrong.
    if (!taken) await outbox.unwind(clock.real());
    taken ??= newLead(running.keys());
    const forMs = performance.now() - taken.sinceMs;
    if (forMs < parts.quietMs) return false;
    if (taken.done || !taken.ownEnded || forMs < parts.takeOverAfterMs) return true;
    await outbox.takeOver(taken.from.add(lease));
    taken.done = true;
    return true;
  }
  function newLead(own: Iterable<Promise<void>>): NonNullable<typeof taken> {
    const state = { from: clock.real(), sinceMs: performance.now(), ownEnded: false, done: false };
    void Promise.all(own).then(() => (state.ownEnded = true));
    return state;
  }

  /** An outcome that is not written now is kept and written before anything is claimed: else its message would be looked for, or sent again. */
  async function settle(outcomes: ReadonlyMap<string, Outcome>): Promise<void> {
    await outbox.settle(outcomes, clock.real()).catch((error: unknown) => {
      log("Outcomes could not be written; they are kept and written first", { count: outcomes.size, error });
      for (const [key, outcome] of outcomes) unsettled.set(key, outcome);
    });
  }
  async function flush(): Promise<void> {
    if (unsettled.size === 0) return;
    const outcomes = new Map(unsettled);
    await outbox.settle(outcomes, clock.real());
    for (const key of outcomes.keys()) unsettled.delete(key);
  }
  const isBlind = ({ target }: Batch): boolean => parts.messengerOf(target.platform)?.looksBack?.(target.workspace) === false;
  const workspaceOf = (batch: Batch): string => scopeKey(scopeOf(batch.target, "workspace"));
  function begin(batch: Batch, earlier: ReadonlyMap<string, Earlier>): void {
    const deadline = performance.now() + beginWithin;
    const before = isBlind(batch)
      ? [...running].filter(([, other]) => workspaceOf(other) === workspaceOf(batch)).map(([work]) => work)
      : [];
    const work = Promise.all(before)
      .then(() => deliver(batch, earlier, deadline, { ...parts, settle }))
      .catch((error: unknown) =>
        // Nothing is known of it but the log: its lease runs out, and it is looked back for.
        log("A batch could not be brought to an end; it is tried again after its lease", { messageKey: batch.messageKey, error }),
      );
    const done = work.finally(() => running.delete(done));
    running.set(done, batch);
  }
  const toldBefore = async (batches: readonly Batch[]): Promise<ReadonlyMap<string, Earlier>> =>
    outbox.earlier(batches.flatMap((b) => b.deliveries.flatMap((d) => (d.reminder.type === "update" ? d.key : []))));
  const count = (wanted: (batch: Batch) => boolean): number => [...running.values()].filter(wanted).length;
  const room = (platform: Platform): number => atOnce.platform - count((b) => b.target.platform === platform);
  /** Of one workspace, in one claim. */
  const share = (platform: Platform): number => (parts.messengerOf(platform)?.looksBack ? inLine : atOnce.workspace);
  /** Platforms and workspaces that have as much under way as one may have. */
  const full = (): Scope[] =>
    (["platform", "workspace"] as const).flatMap((size) => {
      const byScope = Map.groupBy(running.values(), (b) => scopeKey(scopeOf(b.target, size)));
      return [...byScope.values()].flatMap(([first, ...more]) =>
        first && more.length + 1 >= (size === "workspace" && isBlind(first) ? inLine : atOnce[size]) ? [scopeOf(first.target, size)] : [],
      );
    });
  /** Until half of what runs has ended; not longer than impatience allows. */
  async function someRoom(): Promise<void> {
    const wanted = Math.floor(running.size / 2);
    const impatient = Promise.withResolvers<void>();
    const timer = setTimeout(impatient.resolve, impatience);
    let waiting = true;
    void impatient.promise.then(() => (waiting = false));
    while (waiting && running.size > wanted) await Promise.race([impatient.promise, ...running.keys()]);
    clearTimeout(timer);
  }
  async function pumpOnce(): Promise<number> {
    await flush();
    let begun = 0;
    while (parts.stopping?.() !== true && (await leads())) {
      const real = clock.real();
      const crowded = full();
      const batches = await outbox.claim(real, lease, room, [...limiter.closed(real), ...crowded], share);
      // A lease may run out under one's own hands: what is under way here is not begun again.
      const mine = new Set([...running.values()].map((b) => b.messageKey));
      const fresh = batches.filter((b) => !mine.has(b.messageKey));
      const earlier = await toldBefore(fresh);
      for (const batch of fresh) begin(batch, earlier);
      begun += batches.length;
      if (batches.length === 0 && crowded.length === 0) return begun;
      if (running.size > 0) await someRoom();
    }
    return begun;
  }
  let pumping: Promise<number> | undefined;
  const pump = (): Promise<number> => {
    pumping ??= pumpOnce().finally(() => {
      pumping = undefined;
    });
    return pumping;
  };

  return {
    pump,
    flush,
    async drain() {
      for (let total = 0; ; ) {
        const begun = await pump();
        total += begun;
        if (begun === 0 && running.size === 0) return total;
        await Promise.all(running.keys());
      }
    },
  };
}

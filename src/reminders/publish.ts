import type { Clock } from "../core/clock.ts";
import { messageOf } from "../core/errors.ts";
import type { Lead, Publication, Publications } from "../core/outbox.ts";
import type { Messenger, Platform, PostOutcome } from "../core/ports.ts";
import { backoff } from "./deliver.ts";

export interface PublisherParts {
  publications: Publications;
  clock: Clock;
  messengerOf(platform: Platform): Messenger | undefined;
  /** Which process posts. */
  lead: Pick<Lead, "held">;
  log(message: string, details: object): void;
}

export interface Publisher {
  /** Publishes what may be published now. */
  pump(): Promise<void>;
  /** Begins nothing more; waits for what is under way. */
  stop(): Promise<void>;
}

/** Discord publishes about 10 messages of a channel an hour (acehox/auto-publisher 36). */
const mostAnHour = 10;

/** Calls under way at once: a few, since messages that are due share the platform's limit with them. */
const atOnce = 5;

/** Seconds before what was not answered is tried again; each further time twice as long. */
const againMs = 5_000;

/** Publishes what was posted, apart from posting, as slowly as the platform wants it. What happens twice does nothing the second time. */
export function createPublisher({ publications, clock, messengerOf, lead, log }: PublisherParts): Publisher {
  let stopping = false;
  let pumping: Promise<void> | undefined;

  async function publish(publication: Publication): Promise<void> {
    const messenger = messengerOf(publication.target.platform);
    const outcome = await call(publication, messenger).catch(
      (error: unknown): PostOutcome => ({ outcome: "uncertain", reason: messageOf(error) }),
    );
    switch (outcome.outcome) {
      case "delivered":
        return publications.done(publication, clock.real());
      case "retry":
      case "uncertain": {
        const ms =
          "afterSeconds" in outcome && outcome.afterSeconds ? outcome.afterSeconds * 1_000 : backoff(againMs, publication.attempts, 1);
        return publications.putOff(publication, clock.real().add({ milliseconds: Math.ceil(ms) }));
      }
      default:
        log("A message could not be published, or its edit not be made", { ...publication.target, kind: publication.kind, ...outcome });
        return publications.drop(publication);
    }
  }
  async function work(): Promise<void> {
    while (!stopping && lead.held()) {
      const due = await publications.due(clock.real(), mostAnHour);
      if (due.length === 0) return;
      for (let n = 0; n < due.length && !stopping; n += atOnce) await Promise.all(due.slice(n, n + atOnce).map(publish));
    }
  }
  return {
    pump() {
      pumping ??= work().finally(() => {
        pumping = undefined;
      });
      return pumping;
    },
    async stop() {
      stopping = true;
      await pumping;
    },
  };
}

async function call(publication: Publication, messenger: Messenger | undefined): Promise<PostOutcome> {
  const { target, messageId } = publication;
  if (!messenger) return { outcome: "retry", reason: `${target.platform} is not connected` };
  if (publication.kind === "edit") return messenger.edit(target, messageId, publication.reply, publication.key);
  return messenger.publish?.(target, messageId) ?? { outcome: "failed", reason: `${target.platform} cannot publish` };
}

import { systemClock } from "./core/clock.ts";
import type { Outbox } from "./core/outbox.ts";
import type { Lang } from "./core/words.ts";
import type { Library } from "./disputes/library.ts";
import { nextEvent } from "./reminders/plan.ts";
import { originFor, type ReplayClock, readOrigin, replayClock, writeOrigin } from "./replay.ts";
import type { Database } from "./store/sql.ts";
import { instantText } from "./text/dates.ts";

/** The clock of a replay, gone on with where this database left it. */
export async function openReplay(asked: { from: Temporal.Instant; speed: number }, db: Database, outbox: Outbox): Promise<ReplayClock> {
  const { lastTick } = await outbox.progress();
  const origin = originFor(asked, await readOrigin(db), lastTick, systemClock.real());
  await writeOrigin(db, origin);
  return replayClock(origin, systemClock.real);
}

export interface JumpParts {
  clock: ReplayClock;
  db: Database;
  outbox: Outbox;
  library: Library;
  /** Plans and sends what the jump made due. */
  beat(): Promise<void>;
  lang: Lang;
}

/** Moves the clock to the next moment at which something is due or becomes known. */
export async function jumpToNext({ clock, db, outbox, library, beat, lang }: JumpParts): Promise<{ label: string } | undefined> {
  const next = nextEvent(clock.now(), library.all(), await outbox.rules());
  if (!next) return undefined;
  await writeOrigin(db, clock.jump(next));
  await beat();
  const zone = library.all()[0]?.dispute.zone ?? "UTC";
  return { label: instantText(next, zone, lang) };
}

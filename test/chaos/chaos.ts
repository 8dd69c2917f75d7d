import { mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { seeded } from "../helpers/seeded.ts";
import { type ChaosEngine, type EngineName, openEngine } from "./engines.ts";
import { expectedDeliveries } from "./expected.ts";
import { type ChaosPlatform, named, startPlatform, targetOn } from "./platforms.ts";
import { type Child, startChild } from "./processes.ts";
import type { Status } from "./protocol.ts";
import { edit, type File, from, october, subscribers, until } from "./season.ts";
import { make, shares, type Trouble } from "./trouble.ts";
import { type DeliveryRow, judge, type Verdict } from "./verdict.ts";

export interface ChaosOptions {
  /** Which platform is faulty; unsaid, one of no one's. The others are reached through their real SDKs. */
  platform?: ChaosPlatform | undefined;
  engine: EngineName;
  seed: number;
  kills: number;
  subscriptions: number;
  workspaces: number;
  milestones: number;
  /** Reports added, moved and taken back on the way. */
  edits: number;
  processes: number;
  /** Requests in any second. Above 100 it is there to be quick, and the platform itself takes more. */
  limit: number;
  /** Whether the platform shows what was posted. */
  looksBack: boolean;
  /** No faults and no troubles: to see how fast it is. */
  calm?: boolean;
  /** Of the troubles, kills alone: the others take their time. */
  killsOnly?: boolean;
  /** A DATA_DIR to begin with. */
  template?: string;
  say?(line: string): void;
}

export interface ChaosReport extends Verdict {
  troubles: Record<string, number>;
  expected: number;
  received: number;
  /** Requests that the platform refused because there were too many, by our own doing. */
  limited: number;
  /** What is left of a workspace that removed the app, and should not be; or is not, and should. */
  unforgotten: string[];
  /** The longest that a step took to settle, in seconds. */
  longestStep: number;
  /** Seconds from a step's beginning to its last message, and how many messages it had, for the largest one. */
  largest: { messages: number; seconds: number };
  /** Exit codes of those that were asked to stop. */
  codes: (number | string)[];
}

/** Seconds that are lived through in one: what stands still for three has missed a minute. */
const speed = 20;

/** A step that does not settle within this many seconds is stuck. */
const stuckAfter = 240;

/** Lives through October with everything going wrong, and compares what each conversation received with what the plan says. */
export async function chaos(options: ChaosOptions): Promise<ChaosReport> {
  const { seed, kills, say = () => {} } = options;
  const random = seeded(seed);
  const followers = subscribers(options.subscriptions, options.workspaces, random).map((s) => ({
    ...s,
    target: targetOn(options.platform, s.target),
  }));
  const refusals = new Map(
    followers.slice(0, options.calm ? 0 : 10).map((s, n) => [s.target.conversation, n % 2 === 0 ? 403 : 410] as const),
  );
  const settings = {
    random: seeded(seed + 1),
    limit: options.limit > 100 ? 10 * options.limit : options.limit,
    blind: !options.looksBack,
    refusals,
  };
  const platform = await startPlatform(
    options.platform,
    settings,
    followers.map((s) => s.target),
  );
  platform.faulty = !options.calm;
  const engine = await openEngine(options.engine, options.template);
  const folder = mkdtempSync(join(tmpdir(), "picketline-october-"));
  const children: Child[] = [];
  try {
    let file = write(folder, october(options.milestones, random));
    const env = {
      ...engine.env,
      ...{ DISPUTES_DIR: folder, REPLAY_FROM: from.toString(), REPLAY_SPEED: String(speed) },
      ...{ ...platform.env, CHAOS_LIMIT: String(options.limit) },
    };
    for (let n = 0; n < options.processes; n++) children.push(await startChild(env));
    await platform.begin?.(children[0]?.url ?? "");
    const subscribedAt = Temporal.Instant.from((await children[0]?.ask("subscribe", followers)) ?? "");

    const steps = countSteps(file, followers, subscribedAt);
    const reached: [Temporal.Instant, number][] = [];
    const made: Record<string, number> = {};
    const codes: (number | NodeJS.Signals)[] = [];
    const trouble = async (what: Trouble): Promise<void> => {
      made[what] = (made[what] ?? 0) + 1;
      const restart = async (index: number): Promise<void> => {
        children[index] = await startChild(env);
      };
      await make(what, { engine, platform, children, restart, random, codes });
    };
    /** Conversations of which nothing is expected. */
    const refused = new Set<string>(refusals.keys());
    let longestStep = 0;
    let largest = { messages: 0, seconds: 0 };
    let killed = 0;
    for (let step = 0; ; step++) {
      if (options.edits > 0 && step > 0 && step % Math.max(1, Math.floor(steps / options.edits)) === 0) {
        const now = Temporal.Instant.from((await settled(children, undefined, file.reports.length)).now);
        file = write(folder, edit(file, step, now, random));
        reached.push([now, Date.now()]);
        await settled(children, undefined, file.reports.length);
      }
      if (step === Math.floor(steps / 2)) for (const silent of (await platform.midway?.(children[0]?.url ?? "")) ?? []) refused.add(silent);
      const next = await answer(children, (child) => child.ask("next", undefined));
      if (next === undefined || Temporal.Instant.compare(Temporal.Instant.from(next), until) > 0) break;
      const [began, before] = [Date.now(), platform.received.length];
      reached.push([Temporal.Instant.from(next), began]);
      for (const child of children) await child.ask("jump", next).catch(() => undefined);
      const settling = settled(children, next, file.reports.length);
      const wanted = Math.ceil((kills * (step + 1)) / steps);
      for (; killed < Math.min(kills, wanted); killed++) {
        await sleep(random() * 600);
        await trouble("SIGKILL");
      }
      if (!options.calm && !options.killsOnly) for (const [what, share] of shares(engine)) if (random() < share) await trouble(what);
      await settling;
      longestStep = Math.max(longestStep, (Date.now() - began) / 1_000);
      const messages = platform.received.length - before;
      if (messages > largest.messages) largest = { messages, seconds: ((platform.received.at(-1)?.at ?? began) - began) / 1_000 };
      if (step % 10 === 9) say(`step ${step + 1} of about ${steps}, ${next}: ${killed} kills, ${platform.received.length} messages`);
    }
    for (; killed < kills; killed++) await trouble("SIGKILL");
    platform.faulty = false;
    const end = Temporal.Instant.from((await settled(children, undefined, file.reports.length)).now);
    for (const child of children) codes.push(await child.end("SIGTERM"));
    const { rows, recordedAt, unforgotten } = await records(engine, platform.revoked);
    const expected = expectedDeliveries(file, recordedAt, followers, subscribedAt, end);
    return {
      ...judge({ expected, rows, received: named(platform, rows), refused, reachedAt: reachedIn(reached) }),
      ...{ troubles: made, expected: expected.size, received: platform.received.length, limited: platform.limited() },
      ...{ longestStep, largest, codes, unforgotten },
    };
  } finally {
    for (const child of children) await child.end("SIGKILL");
    await platform.close();
    await engine.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Complete at every moment: it is read while it is written. */
function write(folder: string, file: File): File {
  writeFileSync(join(folder, "october.tmp"), JSON.stringify(file, undefined, 1));
  renameSync(join(folder, "october.tmp"), join(folder, "october.yaml"));
  return file;
}

/** How many moments there are to step through, as far as is known at the start. */
function countSteps(file: File, followers: Parameters<typeof expectedDeliveries>[2], subscribedAt: Temporal.Instant): number {
  const recorded = new Map(file.reports.map((r) => [r.id, Temporal.Instant.from("2023-10-01T00:00-07:00")]));
  const keys = expectedDeliveries(file, recorded, followers, subscribedAt, until);
  return Math.max(1, new Set([...keys].map((key) => key.split(" > ")[0])).size);
}

/** From whichever child answers; again until one does. */
async function answer<T>(children: readonly Child[], ask: (child: Child) => Promise<T>): Promise<T> {
  for (const giveUp = Date.now() + stuckAfter * 1_000; ; await sleep(50)) {
    for (const child of [...children]) {
      try {
        return await ask(child);
      } catch (error) {
        if (Date.now() > giveUp) throw new Error("Nobody answers", { cause: error });
      }
    }
  }
}

/** Until every child has read the file, has lived that long, and nothing is left to send. */
async function settled(children: readonly Child[], moment: string | undefined, reports: number): Promise<Status> {
  const since = moment === undefined ? undefined : Temporal.Instant.from(moment);
  let last: Status[] = [];
  for (const giveUp = Date.now() + stuckAfter * 1_000; Date.now() < giveUp; await sleep(30)) {
    try {
      last = await Promise.all(
        children.map(async (child) => {
          const status = await child.ask("status", undefined, 30_000);
          // A child that began after the jump was kept has it; one that missed it must be told again.
          if (since && Temporal.Instant.compare(Temporal.Instant.from(status.now), since) < 0) await child.ask("jump", since.toString());
          return status;
        }),
      );
    } catch {
      continue;
    }
    const ready = last.every(({ open, spreading, now, ticked, reports: read }) => {
      const lived = !since || [now, ticked].every((at) => at !== "" && Temporal.Instant.compare(Temporal.Instant.from(at), since) >= 0);
      return open === 0 && spreading === 0 && read === reports && lived;
    });
    if (ready && last[0]) return last[0];
  }
  throw new Error(`Not settled within ${stuckAfter} s: ${JSON.stringify(last)}\n${children.map((child) => child.log()).join("\n")}`);
}

interface Records {
  rows: DeliveryRow[];
  recordedAt: Map<string, Temporal.Instant>;
  unforgotten: string[];
}

async function records(engine: ChaosEngine, revoked: string | undefined): Promise<Records> {
  const db = await engine.open();
  const rows = await db.query<DeliveryRow>(
    `select d.key, d.state, d.reason, d.message_key, d.message_id, d.uncertain, d.late, m.milestone, m.revision, m.type, m.due_at, d.conversation
     from deliveries d join reminders m on m.key = d.reminder`,
  );
  const reports = await db.query<{ id: string; recorded_at: Temporal.Instant }>("select id, recorded_at from reports");
  const unforgotten = await db.query<{ what: string }>(
    `select 'open subscription in ' || conversation as what from subscriptions where workspace = $1 and paused is null
     union all select 'installation' from keyv where namespace = 'slack-installations' and key = $1
     union all select 'no subscription is left' where $1::text is not null and not exists (select from subscriptions where workspace = $1)`,
    [revoked ?? null],
  );
  await db.close();
  return { unforgotten: unforgotten.map(({ what }) => what), rows, recordedAt: new Map(reports.map((r) => [r.id, r.recorded_at])) };
}

/** The step in which a moment was reached, and when that began. */
function reachedIn(steps: readonly [Temporal.Instant, number][]): (moment: Temporal.Instant) => number | undefined {
  return (moment) => steps.find(([reached]) => Temporal.Instant.compare(reached, moment) >= 0)?.[1] ?? steps.at(-1)?.[1];
}

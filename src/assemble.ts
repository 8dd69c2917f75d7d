import type { RequestListener } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { getRequestListener } from "@hono/node-server";
import type { Logger } from "pino";
import { labels } from "../adapters/web/labels.ts";
import { consoleTarget } from "../adapters/web/parts.ts";
import { createWeb } from "../adapters/web/web.ts";
import { createAnswering, reference } from "./answering.ts";
import { askOrganizer } from "./ask-organizers.ts";
import { withBackups } from "./backup-requests.ts";
import type { Config } from "./config.ts";
import { type Clock, systemClock } from "./core/clock.ts";
import { onPlatform } from "./core/command.ts";
import { SetupError } from "./core/errors.ts";
import type { Platform, Subscriptions } from "./core/ports.ts";
import type { Opened } from "./database.ts";
import { createLibrary, type Library } from "./disputes/library.ts";
import { watchFolder } from "./disputes/watch.ts";
import { follow } from "./follow.ts";
import { forgettingThen } from "./forgetting.ts";
import { createHealth } from "./health.ts";
import { type Heartbeat, startHeartbeat } from "./heartbeat.ts";
import { startHousekeeping } from "./housekeeping.ts";
import { localRequests } from "./local-requests.ts";
import { createOrganizing } from "./organizing.ts";
import { type Platforms, type StartPlatform, startPlatforms } from "./platforms.ts";
import { problemLines } from "./problems.ts";
import { guarded } from "./reminders/guarded.ts";
import { createLimiter, type LIMITS } from "./reminders/limits.ts";
import { createPublisher } from "./reminders/publish.ts";
import { createTicker } from "./reminders/tick.ts";
import { jumpToNext, openReplay } from "./replay-run.ts";
import { createStaleWatch } from "./stale-watch.ts";
import { sqlDeliveryLog } from "./store/delivery-log.ts";
import { followersOf } from "./store/followers.ts";
import { sqlForgetting } from "./store/forget.ts";
import { sqlInbox } from "./store/inbox.ts";
import { sqlLedger } from "./store/ledger.ts";
import { sqlOrganizing } from "./store/organizing.ts";
import { sqlOutbox } from "./store/outbox.ts";
import { sqlPreferences } from "./store/preferences.ts";
import { sqlPublications } from "./store/publications.ts";
import type { Database } from "./store/sql.ts";
import { sqlSubscriptions } from "./store/subscriptions.ts";
import { sqlTold } from "./store/told.ts";
import { nameOf } from "./text/describe.ts";
import { upcoming } from "./upcoming.ts";

/** Changes within this time become one update. A replay does not wait: its minutes pass too quickly. */
const gather = Temporal.Duration.from({ seconds: 60 });

/**
 * Milliseconds after which no call of a process that posted before can still arrive: a killed one's is on its way for a moment, one that
 * lost the lead and lives waits for its answers.
 */
const takeOver = { embedded: 5_000, server: 15_000 } as const;

/** Milliseconds: the longest second of a platform's limit; and before a second attempt. */
const usual = { quietMs: 1_100, retryMs: 2_000 } as const;

/** Milliseconds between two looks for dates that passed without a report. */
const staleEvery = 10_000;

export interface Assembled {
  clock: Clock;
  library: Library;
  subscriptions: Subscriptions;
  heartbeat: Heartbeat;
  db: Database;
  /** What the shared port answers. */
  handler: RequestListener;
}

/** What differs in tests and trials only. */
export interface Tuning {
  limits?: typeof LIMITS;
  /** Milliseconds that one call to a platform may take. */
  callMs?: number;
  /** Milliseconds after which no call of a process that posted before can still arrive. */
  takeOverAfterMs?: number;
  /** Milliseconds that whoever begins to post waits, and before a second attempt. */
  quietMs?: number;
  retryMs?: number;
}

export interface AssembleParts {
  config: Config;
  chat: readonly StartPlatform[];
  opened: Opened;
  log: Logger;
  tuning: Tuning;
  /** Where everything that must be stopped is added, in the order it was begun. */
  closing: (() => Promise<void> | void)[];
}

/** Puts the parts together on an open database. @throws SetupError in one sentence. */
export async function assemble({ config, chat, opened, log, tuning, closing }: AssembleParts): Promise<Assembled> {
  const { db, lock, lead } = opened;
  const outbox = sqlOutbox(db);
  const replay = config.replay && (await openReplay(config.replay, db, outbox));
  const clock = replay ?? systemClock;
  const library = createLibrary(config.disputesDir, sqlLedger(db, clock.now));
  const problems = await library.load(clock.now());
  if (problems.length > 0) throw new SetupError(problemLines(problems));

  const subscriptions = sqlSubscriptions(db);
  const preferences = sqlPreferences(db);
  await preferences.load();
  // Asked only once all is put together.
  let platforms: Platforms | undefined;
  const messengerOf = (platform: Platform) => (platform === "web" ? web.messenger : platforms?.messengerOf(platform));
  const limiter = createLimiter(tuning.limits);
  const warn = (message: string, details: object): void => log.warn(details, message);
  const report = (error: unknown, where: string): string => reference((ref) => log.error({ ref, where, err: error }, "Unexpected error"));
  const desk = createOrganizing({
    ...{ store: sqlOrganizing(db), library, clock, settings: config.organizers },
    followersOf: (dispute) => followersOf(db, dispute),
    entered: () => void heartbeat.beat().catch((error: unknown) => report(error, "entered reports")),
    ask: (other, proposal) =>
      void askOrganizer(other, proposal, clock.now(), (platform) => platforms?.answererOf(platform)).catch((error: unknown) =>
        report(error, "asking an organizer"),
      ),
    warn: (problems) => log.warn(problemLines(problems)),
  });
  await desk.refresh();
  const answering = createAnswering({
    library,
    clock,
    preferences,
    subscriptions,
    deliveryLog: sqlDeliveryLog(db),
    desk,
    forgetting: forgettingThen(desk.refresh, sqlForgetting(db, preferences.drop)),
    employerWorkspaces: config.employerWorkspaces,
    messengerOf: (platform) => platforms?.answererOf(platform),
    log: (ref, error, command) => log.error({ ref, command, err: error }, "Unexpected error"),
  });
  const ticker = createTicker({
    histories: library.all,
    outbox,
    clock,
    gather: replay ? Temporal.Duration.from({ seconds: 0 }) : gather,
    log: warn,
    ...(!replay && { elapsedMs: () => performance.now() }),
  });
  const near = () => library.nearTo(consoleTarget);
  const shown = near().map((h) => h.dispute);
  const { zone, language: lang } = shown[0] ?? { zone: "UTC", language: "en" as const };
  const web = createWeb({
    dispatch: answering.dispatch,
    commands: [...answering.registry.values()].map((command) => onPlatform(command, "web")),
    complete: answering.complete,
    clock,
    inbox: sqlInbox(db),
    upcoming: () => upcoming(near(), clock.now(), lang),
    replay: replay && { next: () => jumpToNext({ clock: replay, db, outbox, library, beat: () => heartbeat.beat(), lang }) },
    token: config.webToken,
    lang,
    labels: labels[lang],
    health: createHealth({ db, ticker, clock, problems: () => platforms?.problems() ?? [] }),
    title: shown.map((dispute) => nameOf(dispute.title, dispute, lang)).join(" · ") || "Picketline",
    zone,
    report: (error) => report(error, "web"),
  });
  closing.push(() => web.close());
  // What fell due is counted from the first tick on: it must be written before anybody can subscribe.
  await ticker.tick();
  const { quietMs, retryMs } = { ...usual, ...tuning };
  const { callMs, takeOverAfterMs = db.engine === "embedded" ? takeOver.embedded : takeOver.server } = tuning;
  const guard: Parameters<typeof startPlatforms>[2] = (messenger, use) =>
    guarded(messenger, {
      ...{ limiter, clock, sleep, ...(callMs !== undefined && { callMs }) },
      mayCall: use === "answers" ? () => true : lead.held,
    });
  platforms = await startPlatforms(chat, { config, answering, clock, library, subscriptions, preferences, db, log, report }, guard);
  const { listenerFor } = platforms;
  closing.push(platforms.stop);
  const publisher = createPublisher({ publications: sqlPublications(db), clock, messengerOf, lead, log: warn });
  const heartbeat = startHeartbeat(
    ticker,
    {
      outbox,
      subscriptions,
      clock,
      historyOf: library.get,
      messengerOf,
      limiter,
      random: Math.random,
      log: warn,
      ...{ lead, takeOverAfterMs, quietMs, retryMs },
    },
    publisher,
  );
  closing.push(() => heartbeat.stop());
  const watchStale = createStaleWatch({
    ...{ console: web.messenger, consoleTarget, organizers: config.organizers },
    nearTo: library.nearTo,
    messengerOf: (platform) => platforms?.messengerOf(platform),
    told: sqlTold(db),
  });
  const lookForStale = (): void => {
    if (!ticker.doubts()) watchStale(clock.now()).catch((error: unknown) => report(error, "stale facts"));
  };
  const stale = setInterval(lookForStale, staleEvery);
  closing.push(() => clearInterval(stale));
  if (db.engine === "server") {
    closing.push(follow(desk.refresh, (error) => report(error, "entered reports")));
    closing.push(follow(preferences.refresh, (error) => report(error, "preferences")));
  }
  closing.push(watchFolder(config.disputesDir, () => void reload(library, clock, heartbeat, log)));
  const housekeeping = startHousekeeping({
    ...{ db, clock, historyOf: library.get, retentionDays: config.retentionDays },
    log: (message, details) => log.error(details, message),
  });
  closing.push(() => housekeeping.stop());
  lock?.serve(withBackups(db, clock.real, localRequests(answering.dispatch)));
  const handle = getRequestListener(web.fetch, { overrideGlobalObjects: false });
  const handler: RequestListener = (request, response) => {
    const own = listenerFor(request.url?.split("?", 1)[0] ?? "");
    if (own) own(request, response);
    else void handle(request, response);
  };
  return { handler, db, clock, library, subscriptions, heartbeat };
}

/** Reads changed files between two ticks; what is wrong is logged and the last good data stays. */
async function reload(library: Library, clock: Clock, heartbeat: Heartbeat, log: Logger): Promise<void> {
  try {
    const problems = await heartbeat.between(() => library.load(clock.now()));
    if (problems.length > 0) log.warn(`Dispute files have problems; their last good data stays in use.\n${problemLines(problems)}`);
    else log.info("Dispute files read again");
  } catch (error) {
    log.error({ err: error }, "Dispute files could not be read again");
  }
}

import type { RequestListener } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { type Logger, pino } from "pino";
import { type Assembled, assemble, type Tuning } from "./assemble.ts";
import { type Config, readConfig } from "./config.ts";
import { messageOf, Unavailable } from "./core/errors.ts";
import { openDatabase } from "./database.ts";
import { listen } from "./http.ts";
import { chatPlatforms, type StartPlatform } from "./platforms.ts";

export interface Running extends Omit<Assembled, "handler"> {
  url: string;
  /** Drains what is under way and stops everything this started. */
  stop(): Promise<void>;
}

/** Milliseconds between two attempts to reach a database server that is not there yet. */
const databaseEvery = 2_000;

/** `npm start`: runs until SIGTERM or SIGINT. */
export async function runServer(config: Config = readConfig()): Promise<undefined> {
  const { url, stop } = await startServer(config);
  process.stdout.write(`Picketline is at ${url}\n`);
  stopOnSignal(stop);
}

/** Stops within ten seconds of SIGTERM or SIGINT, whatever hangs. */
export function stopOnSignal(stop: () => Promise<void>): void {
  const end = async (): Promise<void> => {
    process.off("SIGTERM", end).off("SIGINT", end);
    setTimeout(() => process.exit(1), 9_000).unref();
    await stop();
    process.exit(0);
  };
  process.on("SIGTERM", end).on("SIGINT", end);
}

/**
 * Listens, opens the database and puts the parts together. A database server that is not there is waited for, with the port answering
 * so. @throws SetupError in one sentence, with nothing left open.
 */
export async function startServer(config: Config, chat: readonly StartPlatform[] = chatPlatforms, tuning: Tuning = {}): Promise<Running> {
  const log = pino({ level: config.logLevel, base: null }, pino.destination({ fd: 2, sync: true }));
  let waitingFor = "it is starting";
  let handler: RequestListener = (request, response) => starting(waitingFor, request, response);
  const http = await listen((request, response) => handler(request, response), config);
  const closing: (() => Promise<void> | void)[] = [];
  const close = async (): Promise<void> => {
    for (const each of closing.splice(0).reverse()) await each();
  };
  const stop = async (): Promise<void> => {
    await Promise.all([http.close(), close()]);
  };
  const attempt = async (): Promise<Assembled> => {
    const opened = await openDatabase(config, (error) =>
      log.error({ err: error }, "The disk is full or failing. Nothing acknowledged was lost."),
    );
    closing.push(opened.close);
    return assemble({ config, chat, opened, log, tuning, closing });
  };
  try {
    const { handler: whole, ...assembled } = await untilReachable(attempt, close, log, (reason) => {
      waitingFor = reason;
    });
    handler = whole;
    log.info({ url: http.url, disputes: assembled.library.all().length, engine: assembled.db.engine }, "Picketline is running");
    return { ...assembled, url: http.url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function untilReachable<T>(
  attempt: () => Promise<T>,
  close: () => Promise<void>,
  log: Logger,
  waiting: (reason: string) => void,
): Promise<T> {
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      await close();
      if (!(error instanceof Unavailable)) throw error;
      const reason = messageOf(error);
      log.warn({ reason }, `The database cannot be reached; trying again every ${databaseEvery / 1_000} s`);
      waiting(`the database cannot be reached: ${reason}`);
    }
    await sleep(databaseEvery);
  }
}

/** Until the parts are together: alive, and not ready for anything else. */
function starting(reason: string, ...[{ url }, response]: Parameters<RequestListener>): void {
  if (url?.split("?", 1)[0] === "/healthz") response.writeHead(200, { "content-type": "text/plain" }).end("ok");
  else {
    response.writeHead(503, { "content-type": "application/json", "cache-control": "no-store", "retry-after": "2" });
    response.end(JSON.stringify({ ok: false, reasons: [reason] }));
  }
}

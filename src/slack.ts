import { createSlackApp } from "../adapters/slack/app.ts";
import { clientOptions, createClient, sdkLogger } from "../adapters/slack/client.ts";
import { createConnection } from "../adapters/slack/connection.ts";
import { createMessenger } from "../adapters/slack/messenger.ts";
import { createPeople } from "../adapters/slack/people.ts";
import { httpReceiver } from "../adapters/slack/receiver.ts";
import { socketReceiver } from "../adapters/slack/socket.ts";
import type { PlatformParts, RunningPlatform } from "./platforms.ts";
import { stopSending } from "./reminders/pausing.ts";
import { moveConversation } from "./store/moving.ts";

/** Asking these again would change something, say it a second time, or show everyone what one person was to see. */
const acting: ReadonlySet<string> = new Set(["subscribe", "unsubscribe", "use", "news", "forget-me"]);

/** Milliseconds that stopping waits for answers under way. */
const patienceMs = 3_000;

/** What Slack signs by: the computer's clock as it is now, which `Clock.real` leaves behind when it is set or the computer sleeps. */
const wallSeconds = (): number => Math.floor(Date.now() / 1_000);

const path = "/slack/events";

export interface SlackTuning {
  /** Milliseconds after which a question is acknowledged and answered later. */
  slowMs?: number;
  /** Milliseconds before what failed to connect is tried again. */
  againMs?: number;
  /** Milliseconds before a Socket Mode connection that was refused is tried again; doubled each time. */
  backoffMs?: number;
}

/** One workspace, over HTTP or Socket Mode. What Slack refuses or does not answer is a problem of this platform alone. */
export async function startSlack(
  parts: PlatformParts,
  { slowMs, againMs, backoffMs }: SlackTuning = {},
): Promise<RunningPlatform | undefined> {
  const { config, answering, clock, db, library, subscriptions, report } = parts;
  if (!config.slack) return undefined;
  const { botToken: token, signingSecret, appToken, apiUrl } = config.slack;
  const log = (message: string, details: object): void => parts.log.warn({ platform: "slack", ...details }, message);
  const logger = sdkLogger((message) => parts.log.debug({ platform: "slack" }, message));
  const settings = { apiUrl, logger };
  const client = createClient(token, settings);
  const connection = createConnection({ client, log, ...(againMs !== undefined && { againMs }) });
  const messenger = createMessenger({ client: createClient(token, settings), connection });
  const now = (): number => clock.real().epochMilliseconds;
  const http = signingSecret === undefined ? undefined : httpReceiver({ signingSecret, nowSeconds: wallSeconds, log });
  const socket =
    appToken === undefined
      ? undefined
      : socketReceiver({ appToken, clientOptions: clientOptions(settings), logger, log, ...(backoffMs !== undefined && { backoffMs }) });
  const receiver = socket ?? http;
  if (!receiver) return undefined;
  const { app, drain } = createSlackApp({
    ...{
      token,
      client,
      connection,
      logger,
      log,
      report,
      receiver,
      ...(slowMs !== undefined && { slowMs }),
      clientOptions: clientOptions(settings),
    },
    ...{ dispatch: answering.dispatch, registry: answering.registry, onlyAnswers: (command: string) => !acting.has(command) },
    people: createPeople({ client, connection, now }),
    refused: (target, refusal) =>
      stopSending(refusal, target, { subscriptions, clock, historyOf: library.get, messengerOf: () => messenger, log }),
    moved: (from, to) => moveConversation(db, from, to),
  });
  await connection.check();
  await app.start();
  return {
    messenger,
    paths: new Map(http && !socket ? [[path, http.listener]] : []),
    problems: () => [connection.problem(), socket?.problem()].flatMap((problem) => (problem ? [`Slack: ${problem}`] : [])),
    async stop() {
      connection.stop();
      await app.stop();
      await Promise.race([drain(), new Promise((resolve) => setTimeout(resolve, patienceMs).unref())]);
    },
  };
}

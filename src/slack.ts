import { createSlackApp } from "../adapters/slack/app.ts";
import { clientOptions, createClients, sdkLogger } from "../adapters/slack/client.ts";
import { createHomes } from "../adapters/slack/homes.ts";
import { createMessenger } from "../adapters/slack/messenger.ts";
import { createPeople } from "../adapters/slack/people.ts";
import { httpReceiver } from "../adapters/slack/receiver.ts";
import { socketReceiver } from "../adapters/slack/socket.ts";
import type { PlatformParts, RunningPlatform } from "./platforms.ts";
import { stopSending } from "./reminders/pausing.ts";
import { followingOf } from "./slack-home.ts";
import { openWorkspaces, type WorkspacesParts } from "./slack-workspaces.ts";
import { moveConversation } from "./store/moving.ts";

/** Milliseconds that stopping waits for answers under way. */
const patienceMs = 3_000;

/** What Slack signs by: the computer's clock as it is now, which `Clock.real` leaves behind when it is set or the computer sleeps. */
const wallSeconds = (): number => Math.floor(Date.now() / 1_000);

const path = "/slack/events";

export interface SlackTuning extends Pick<WorkspacesParts, "againMs" | "refreshMs" | "dueMs"> {
  /** Milliseconds after which a question is acknowledged and answered later. */
  slowMs?: number;
  /** Milliseconds before a Socket Mode connection that was refused is tried again; doubled each time. */
  backoffMs?: number;
  /** Milliseconds between two looks for what App Home should show now, and between two turns of publishing it. */
  homes?: { lookMs: number; turnMs: number };
}

/** Slack, over HTTP or Socket Mode. What it refuses or does not answer is a problem of this platform alone. */
export async function startSlack(parts: PlatformParts, tuning: SlackTuning = {}): Promise<RunningPlatform | undefined> {
  const { config, answering, clock, db, library, subscriptions, report } = parts;
  if (!config.slack) return undefined;
  const { install, signingSecret, appToken, apiUrl } = config.slack;
  const { slowMs, backoffMs } = tuning;
  const log = (message: string, details: object): void => parts.log.warn({ platform: "slack", ...details }, message);
  const logger = sdkLogger((message) => parts.log.debug({ platform: "slack" }, message));
  const settings = { apiUrl, logger };
  const clients = createClients(settings);
  const { workspaces, pages, installUrl } = await openWorkspaces(install, { ...tuning, db, clock, subscriptions, settings, clients, log });
  const messenger = createMessenger({ clients: createClients(settings), workspaces });
  const http = signingSecret === undefined ? undefined : httpReceiver({ signingSecret, nowSeconds: wallSeconds, log });
  const socket =
    appToken === undefined
      ? undefined
      : socketReceiver({ appToken, clientOptions: clientOptions(settings), logger, log, ...(backoffMs !== undefined && { backoffMs }) });
  const receiver = socket ?? http;
  if (!receiver) return undefined;
  const people = createPeople({ clients, now: () => clock.real().epochMilliseconds });
  const homes = createHomes({
    ...{ workspaces, clients, people, log, dispatch: answering.dispatch, registry: answering.registry },
    ...{ following: followingOf(parts), now: () => clock.real().epochMilliseconds },
    ...(tuning.homes && { lookMs: tuning.homes.lookMs, turnMs: tuning.homes.turnMs }),
  });
  const { app, drain } = createSlackApp({
    ...{ clients, workspaces, installUrl, logger, log, report, receiver, clientOptions: clientOptions(settings) },
    ...(slowMs !== undefined && { slowMs }),
    ...{ dispatch: answering.dispatch, registry: answering.registry, complete: answering.complete },
    onlyAnswers: (command: string) => answering.registry.get(command)?.repeatable ?? false,
    ...{ people, homes },
    refused: (target, refusal) =>
      stopSending(refusal, target, { subscriptions, clock, historyOf: library.get, messengerOf: () => messenger, log }),
    moved: (from, to) => moveConversation(db, from, to),
  });
  await app.start();
  return {
    messenger,
    paths: new Map([...pages, ...(http && !socket ? [[path, http.listener] as const] : [])]),
    problems: () => [...workspaces.problems(), socket?.problem()].flatMap((problem) => (problem ? [`Slack: ${problem}`] : [])),
    async stop() {
      workspaces.stop();
      homes.stop();
      await app.stop();
      await Promise.race([drain(), new Promise((resolve) => setTimeout(resolve, patienceMs).unref())]);
    },
  };
}

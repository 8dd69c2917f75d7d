import { setTimeout as pause } from "node:timers/promises";
import { type App, type Logger, type Receiver, SocketModeReceiver, type webApi } from "@slack/bolt";
import { codeOf } from "./outcomes.ts";

export interface SocketParts {
  appToken: string;
  clientOptions: webApi.WebClientOptions;
  logger: Logger;
  log(message: string, details: object): void;
  /** Milliseconds before the second attempt; doubled up to a minute. */
  backoffMs?: number;
}

export interface SocketReceiver extends Receiver {
  problem(): string | undefined;
}

/** Slack closes each connection now and then; with two of them, one is open meanwhile. It allows ten. */
const connections = 2;

/** Milliseconds that stopping waits for a connection that is just being opened. */
const patienceMs = 2_000;

/**
 * Socket Mode over two connections. The SDK's own reconnecting waits five seconds and ends the process where Slack refuses the token in
 * the meantime: it is off, and each connection is kept open here.
 */
export function socketReceiver(parts: SocketParts): SocketReceiver {
  const all = Array.from({ length: connections }, () => createConnection(parts));
  return {
    init(app) {
      for (const each of all) each.init(app);
    },
    start: () => Promise.all(all.map((each) => each.start())),
    stop: () => Promise.all(all.map((each) => each.stop())),
    // One that is open suffices.
    problem: () => (all.some((each) => each.problem() === undefined) ? undefined : all[0]?.problem()),
  };
}

interface SocketConnection {
  init(app: App): void;
  /** Resolves after the first attempt, whatever came of it. */
  start(): Promise<void>;
  stop(): Promise<void>;
  problem(): string | undefined;
}

function createConnection({ appToken, clientOptions, logger, log, backoffMs = 1_000 }: SocketParts): SocketConnection {
  const receiver = new SocketModeReceiver({
    ...{ appToken, logger, autoReconnectEnabled: false },
    // A copy: the SDK writes into it.
    installerOptions: { clientOptions: { ...clientOptions, retryConfig: { retries: 0 } } },
  });
  const { client } = receiver;
  survive(client, log);
  let problem: string | undefined = "Slack has not opened a connection yet";
  const stopping = new AbortController();
  let running: Promise<void> | undefined;

  async function keepOpen(firstTried: () => void): Promise<void> {
    for (let failures = 0; !stopping.signal.aborted; ) {
      try {
        await client.start();
        [failures, problem] = [0, undefined];
        firstTried();
        // It may have come to be open after it was told to stop.
        if (stopping.signal.aborted) return await client.disconnect();
        await new Promise<void>((resolve) => client.once("disconnected", () => resolve()));
        problem = "the connection to Slack is closed";
      } catch (error) {
        const reason = said(error);
        if (reason !== problem) log(reason, {});
        problem = reason;
        firstTried();
        // At once the first time: Slack renews connections as a matter of course.
        await pause(Math.min(60_000, backoffMs * 2 ** failures++), undefined, { signal: stopping.signal, ref: false }).catch(
          () => undefined,
        );
      }
    }
  }

  return {
    init: (app) => receiver.init(app),
    start: () =>
      new Promise<void>((resolve) => {
        running = keepOpen(resolve);
      }),
    async stop() {
      stopping.abort();
      await client.disconnect();
      await Promise.race([running, pause(patienceMs, undefined, { ref: false })]);
    },
    problem: () => problem,
  };
}

const said = (error: unknown): string => {
  const code = codeOf(error);
  return code === undefined ? "Slack cannot be reached for a connection" : `SLACK_APP_TOKEN was refused by Slack: ${code}`;
};

/** The SDK reads a message in a promise that nobody waits for: one that it cannot read would end the process. */
function survive(client: SocketModeReceiver["client"], log: SocketParts["log"]): void {
  const readers = client.listeners("ws_message");
  client.removeAllListeners("ws_message");
  for (const read of readers) {
    client.on("ws_message", (...message: unknown[]) => {
      Promise.resolve(read(...message)).catch(() => log("A message from Slack could not be read", {}));
    });
  }
}

import { type Logger, LogLevel, webApi } from "@slack/bolt";

export interface ClientSettings {
  /** Undefined: Slack's own. */
  apiUrl: string | undefined;
  logger: Logger;
  /** Milliseconds for one call; shorter than what the program waits for a messenger. */
  timeoutMs?: number;
}

/**
 * What every client here is made with. Repeating is the outbox's business alone: the SDK would repeat a post whose answer was lost, and
 * hold back all other calls for one that came too often. `headers` must never be set: the SDK writes the first token it sees into them.
 */
export const clientOptions = ({ apiUrl, logger, timeoutMs = 10_000 }: ClientSettings): webApi.WebClientOptions => ({
  ...(apiUrl !== undefined && { slackApiUrl: apiUrl }),
  retryConfig: { retries: 0 },
  rejectRateLimitedCalls: true,
  timeout: timeoutMs,
  // Otherwise a method name that looks like an address would be called with the token.
  allowAbsoluteUrls: false,
  logger,
});

/** One client for each token: what Slack says of one workspace holds back, and tells, no other. */
export type Clients = (token: string) => webApi.WebClient;

/** A client is some 30 KB, so only the latest are kept. */
const kept = 200;

export function createClients(settings: ClientSettings): Clients {
  const clients = new Map<string, webApi.WebClient>();
  return (token) => {
    const client = clients.get(token) ?? createClient(token, settings);
    clients.delete(token);
    clients.set(token, client);
    const oldest = clients.keys().next();
    if (clients.size > kept && !oldest.done) clients.delete(oldest.value);
    return client;
  };
}

export const createClient = (token: string | undefined, settings: ClientSettings): webApi.WebClient =>
  new webApi.WebClient(token, clientOptions(settings));

const secrets = /\bx(?:ox[a-z]|app|oxe)[\w.-]*-[\w-]+|Bearer\s+\S+|hooks\.slack\.com\/\S+|response_url\S*/giu;

/** The SDK's words without a token or an address that answers without one. */
export const redacted = (text: string): string => text.replace(secrets, "[redacted]");

/**
 * What the SDK has to say, for whoever looks closely: what matters of it is said here in other words, and once. Its own debug lines
 * hold whole payloads and are not written at all.
 */
export function sdkLogger(write: (message: string) => void): Logger {
  const line = (parts: unknown[]): string => redacted(parts.map((part) => (part instanceof Error ? part.message : String(part))).join(" "));
  return {
    debug: () => undefined,
    info: () => undefined,
    warn: (...parts) => write(line(parts)),
    error: (...parts) => write(line(parts)),
    setLevel: () => undefined,
    getLevel: () => LogLevel.WARN,
    setName: () => undefined,
  };
}

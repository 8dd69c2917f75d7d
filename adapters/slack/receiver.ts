import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { App, Receiver, ReceiverEvent } from "@slack/bolt";
import { messageOf } from "../../src/core/errors.ts";
import { verify } from "./signature.ts";

export interface HttpParts {
  signingSecret: string;
  nowSeconds(): number;
  log(message: string, details: object): void;
}

export interface HttpReceiver extends Receiver {
  listener: RequestListener;
}

/** Longest request in bytes; Slack's own are a few kilobytes. */
const maxBody = 1_000_000;

/**
 * Slack's requests as events for Bolt. Its own HTTP receiver takes timestamps from the future, throws on paths it does not know, and
 * ends the process on a body that is no object.
 */
export function httpReceiver({ signingSecret, nowSeconds, log }: HttpParts): HttpReceiver {
  let app: App | undefined;

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method !== "POST") return end(response, 405);
    const body = await bodyOf(request);
    if (body === undefined) return end(response, 413);
    const { "x-slack-request-timestamp": timestamp, "x-slack-signature": signature } = request.headers;
    const verdict = verify(signingSecret, one(timestamp), one(signature), body, nowSeconds());
    if (verdict !== "genuine") {
      log("A request to the Slack address was refused", { verdict });
      return end(response, 401);
    }
    const payload = payloadOf(body, request.headers["content-type"]);
    if (payload === undefined) return end(response, 400);
    if (payload.ssl_check === "1") return end(response, 200);
    if (payload.type === "url_verification") return end(response, 200, { challenge: String(payload.challenge ?? "") });
    const ack = async (answer?: unknown): Promise<void> => end(response, 200, answer);
    const event: ReceiverEvent = { body: payload, ack };
    await app?.processEvent(event);
    // Bolt acknowledges events itself; what no listener took is not of a kind that was asked for.
    end(response, 400);
  }

  return {
    init(given) {
      app = given;
    },
    start: async () => undefined,
    stop: async () => undefined,
    listener: (request, response) => {
      handle(request, response).catch((error: unknown) => {
        log("A request from Slack could not be read", { error: messageOf(error) });
        end(response, 400);
      });
    },
  };
}

const one = (header: string | string[] | undefined): string | undefined => (typeof header === "string" ? header : undefined);

/** The first answer counts. */
function end(response: ServerResponse, status: number, answer?: unknown): void {
  if (response.headersSent || response.writableEnded) return;
  if (answer === undefined || answer === "") {
    response.writeHead(status).end();
    return;
  }
  const [type, words] = typeof answer === "string" ? ["text/plain", answer] : ["application/json", JSON.stringify(answer)];
  // With its length it goes out whole, in one piece.
  response.writeHead(status, { "content-type": `${type}; charset=utf-8`, "content-length": Buffer.byteLength(words) }).end(words);
}

async function bodyOf(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > maxBody) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Commands come as a form, button presses as JSON in a form's `payload`, events as JSON. Undefined where it is none of these. */
function payloadOf(body: Buffer, contentType: string | undefined): Record<string, unknown> | undefined {
  const text = body.toString("utf8");
  if (!contentType?.startsWith("application/x-www-form-urlencoded")) return objectOf(text);
  const form: Record<string, unknown> = Object.fromEntries(new URLSearchParams(text));
  return typeof form.payload === "string" ? objectOf(form.payload) : form;
}

function objectOf(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

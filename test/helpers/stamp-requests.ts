import { subscribe } from "node:diagnostics_channel";

interface Created {
  request: { addHeader(name: string, value: string): unknown };
}

const isCreated = (message: unknown): message is Created => typeof message === "object" && message !== null && "request" in message;

/**
 * Every request through undici says when it left, on a clock that all processes of this machine share: a busy machine delivers in bunches,
 * and a fake that counts calls in a second would count those that arrive.
 */
export function stampRequests(): void {
  subscribe("undici:request:create", (message) => {
    if (isCreated(message)) message.request.addHeader("x-sent-ms", String(Number(process.hrtime.bigint()) / 1e6));
  });
}

import { realpath } from "node:fs/promises";
import type { Socket } from "node:net";
import { join } from "node:path";
import { claims, pipeOf } from "./lock.ts";
import { connect, maxMessage, within, withShortPath } from "./lock-socket.ts";
import { unavailable } from "./sql-errors.ts";

export type Asked = { held: false } | { held: true; answer: unknown };

/**
 * Sends a request to the process that holds `dir` and waits for what its handler says. Both travel as JSON, 1 MB at most.
 * @throws Unavailable when the holder goes away or takes longer than `timeoutMs`; Error with the handler's message.
 */
export async function ask(dir: string, request: unknown, timeoutMs = 10_000): Promise<Asked> {
  const line = JSON.stringify(request);
  if (line.length > maxMessage) throw new RangeError("The request is over 1 MB.");
  const real = await realpath(dir).catch(() => undefined);
  if (real === undefined) return { held: false };
  return withShortPath(real, async (short) => {
    for (const path of await sockets(real, short)) {
      const socket = await connect(path);
      if (socket === "busy") throw unavailable("The running server takes no requests now.");
      const asked = typeof socket === "string" ? undefined : await exchange(socket, line, timeoutMs);
      if (asked) return asked;
    }
    return { held: false };
  });
}

async function sockets(dir: string, short: string): Promise<string[]> {
  if (process.platform === "win32") return [pipeOf(dir)];
  return (await claims(short)).map((name) => join(short, name));
}

/** Undefined when the other end turned out not to hold the folder. */
const exchange = (socket: Socket, line: string, timeoutMs: number): Promise<Asked | undefined> =>
  within(timeoutMs, socket, async (lines) => {
    socket.write(`${line}\n`);
    if ((await lines.next()).done) return undefined;
    const answer = await lines.next();
    if (answer.done) throw unavailable("The running server went away before it answered.");
    const said = JSON.parse(answer.value) as { answer?: unknown; error?: string };
    if (said.error !== undefined) throw new Error(said.error);
    return { held: true, answer: said.answer };
  });

import { createServer, type Socket } from "node:net";
import { messageOf } from "../core/errors.ts";
import { lines, maxMessage } from "./lock-socket.ts";

export type Handler = (request: unknown) => Promise<unknown>;

/** A listening socket of ours. Whoever connects hears `held` once we hold the folder, or nothing but the end if we give way. */
export interface Claim {
  win(): void;
  /** Requests that came earlier are answered now. */
  serve(handler: Handler): void;
  withdraw(): Promise<void>;
}

/** How long a client may take to say what it wants, or to take the answer. */
const patienceMs = 10_000;

/** @param unlist takes our name away before we stop listening. */
export async function listen(path: string, unlist: () => Promise<void>): Promise<Claim> {
  const won = Promise.withResolvers<void>();
  const serving = Promise.withResolvers<Handler>();
  const clients = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    clients.add(socket);
    socket.on("error", () => {});
    socket.on("close", () => clients.delete(socket));
    void attend(socket, won.promise, serving.promise);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(path, resolve);
  });
  // Holding a folder is no reason for a process to go on.
  server.unref();
  let withdrawn: Promise<void> | undefined;
  return {
    win: won.resolve,
    serve: serving.resolve,
    withdraw() {
      withdrawn ??= unlist().finally(() => {
        server.close();
        for (const socket of clients) socket.destroy();
      });
      return withdrawn;
    },
  };
}

async function attend(socket: Socket, won: Promise<void>, serving: Promise<Handler>): Promise<void> {
  await won;
  socket.write(`${JSON.stringify("held")}\n`);
  socket.setTimeout(patienceMs, () => socket.destroy());
  const request = await lines(socket).next();
  if (request.done) return void socket.destroy();
  socket.setTimeout(0);
  const answer = await answerTo(request.value, await serving);
  socket.setTimeout(patienceMs);
  socket.end(`${answer}\n`);
}

async function answerTo(line: string, handler: Handler): Promise<string> {
  try {
    const text = JSON.stringify({ answer: await handler(JSON.parse(line)) });
    return text.length > maxMessage ? JSON.stringify({ error: "The answer is over 1 MB." }) : text;
  } catch (error) {
    return JSON.stringify({ error: messageOf(error) });
  }
}

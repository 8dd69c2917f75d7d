import { WebSocket } from "ws";
import * as z from "zod";

const megabyte = 2 ** 20;

/** A process that can be looked into. */
export interface Inspected {
  /** What it still holds after a full collection, in MB of 2^20 bytes: unlike its resident memory, this owes nothing to when V8 collects. */
  liveMB(): Promise<number>;
  close(): void;
}

interface Answer {
  id?: number;
  result?: { usedSize?: number };
}

/** Starts a process so that it can be looked into at that port, and nobody is told of it. */
export const inspectedAt = (port: number): { NODE_OPTIONS: string } => ({
  NODE_OPTIONS: `--inspect=127.0.0.1:${port} --inspect-publish-uid=http`,
});

export async function inspect(port: number): Promise<Inspected> {
  const targets: unknown = await (await fetch(`http://127.0.0.1:${port}/json/list`)).json();
  const [target] = z.array(z.object({ webSocketDebuggerUrl: z.string() })).parse(targets);
  const socket = new WebSocket(target?.webSocketDebuggerUrl ?? "");
  await new Promise((resolve, reject) => socket.once("open", resolve).once("error", reject));
  const waiting = new Map<number, (result: Answer["result"]) => void>();
  socket.on("message", (data) => {
    const { id, result }: Answer = JSON.parse(String(data));
    if (id !== undefined) waiting.get(id)?.(result);
  });
  const call = (method: string): Promise<Answer["result"]> =>
    new Promise((resolve) => {
      const id = waiting.size + 1;
      waiting.set(id, resolve);
      socket.send(JSON.stringify({ id, method }));
    });
  await call("HeapProfiler.enable");
  return {
    async liveMB() {
      await call("HeapProfiler.collectGarbage");
      return ((await call("Runtime.getHeapUsage"))?.usedSize ?? Number.NaN) / megabyte;
    },
    close: () => socket.close(),
  };
}

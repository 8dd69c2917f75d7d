import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { afterAll } from "vitest";

export interface ServerChild {
  url: string;
  process: ChildProcess;
  log(): string;
  ask(line: string): Promise<string>;
  post(path: string): Promise<void>;
  kill(signal: NodeJS.Signals): Promise<{ code: number | null; signal: string | null }>;
}

/** Whoever asks through the helper is an organizer on the console. */
const token = "a-token-for-the-console";

const children = new Set<ChildProcess>();
afterAll(() => {
  for (const child of children) child.kill("SIGKILL");
});

/** The real program as a process of its own, on a port of its own; rejects with what it said when it ends before it listens. */
export async function startChild(env: Record<string, string>): Promise<ServerChild> {
  const args = ["--import", "./src/require-node.js", "src/main.ts"];
  const child = spawn(process.execPath, args, {
    env: { ...process.env, PORT: "0", LOG_LEVEL: "warn", WEB_TOKEN: token, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  children.add(child);
  child.once("exit", () => children.delete(child));
  let log = "";
  child.stderr.on("data", (chunk: Buffer) => {
    log += chunk;
  });
  const url = await new Promise<string>((resolve, reject) => {
    let out = "";
    child.stdout.on("data", (chunk: Buffer) => {
      out += chunk;
      const match = /Picketline is at (\S+)/.exec(out);
      if (match?.[1] !== undefined) resolve(match[1]);
    });
    child.once("exit", (code) => reject(new Error(`It ended with ${code}: ${log}`)));
  });
  const send = async (path: string, body: object): Promise<Response> =>
    fetch(url + path, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
      body: JSON.stringify(body),
    });
  return {
    url,
    process: child,
    log: () => log,
    ask: async (line) => ((await (await send("/ask", { line })).json()) as { text: string }).text,
    post: async (path) => {
      await (await send(path, {})).arrayBuffer();
    },
    async kill(signal) {
      const ended = once(child, "exit") as Promise<[number | null, string | null]>;
      child.kill(signal);
      const [code, by] = await ended;
      return { code, signal: by };
    },
  };
}

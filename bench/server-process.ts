import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";

/** The environment without the settings of whoever measures, so that a `.env` does not count either. */
export const quietEnv = (dataDir: string): NodeJS.ProcessEnv => ({
  ...process.env,
  DATA_DIR: dataDir,
  DATABASE_URL: "",
  DISPUTES_DIR: "",
  HOST: "",
  PORT: "0",
  WEB_TOKEN: "",
  REPLAY_FROM: "",
  REPLAY_SPEED: "",
  LOG_LEVEL: "warn",
  DISCORD_TOKEN: "",
  DISCORD_API_URL: "",
  SLACK_BOT_TOKEN: "",
  SLACK_SIGNING_SECRET: "",
  SLACK_APP_TOKEN: "",
  SLACK_CLIENT_ID: "",
  SLACK_CLIENT_SECRET: "",
  SLACK_STATE_SECRET: "",
});

export interface ServerProcess {
  url: string;
  ask(line: string): Promise<void>;
  /** Of this process alone, in MB of 2^20 bytes; undefined where the system does not say. */
  residentMB(): Promise<number | undefined>;
  stop(): Promise<void>;
}

/** Starts `src/main.ts` in a process of its own and waits until it says where it is. */
export async function startServer(dataDir: string, env: Record<string, string> = {}): Promise<ServerProcess> {
  const args = ["--import", "./src/require-node.js", "src/main.ts"];
  const child = spawn(process.execPath, args, { env: { ...quietEnv(dataDir), ...env }, stdio: ["ignore", "pipe", "inherit"] });
  const exited = once(child, "exit");
  const stop = async (): Promise<void> => {
    child.kill("SIGTERM");
    await exited;
  };
  try {
    const url = await said(child.stdout, /^Picketline is at (\S+)/);
    return {
      url,
      stop,
      async ask(line) {
        const headers = { "content-type": "application/json" };
        const response = await fetch(`${url}/ask`, { method: "POST", headers, body: JSON.stringify({ line }) });
        const answer = await response.text();
        if (!response.ok || !answer.includes('"answered"')) throw new Error(`${line}: ${response.status} ${answer}`);
      },
      residentMB: async () => residentMB(child.pid),
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** What a process says when it is ready. */
export async function said(output: NodeJS.ReadableStream, wanted: RegExp): Promise<string> {
  for await (const line of createInterface({ input: output })) {
    const found = wanted.exec(line)?.[1];
    if (found !== undefined) return found;
  }
  throw new Error("The server ended before it said where it is.");
}

async function residentMB(pid: number | undefined): Promise<number | undefined> {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(status)?.[1];
  return kilobytes === undefined ? undefined : Number(kilobytes) / 1_024;
}

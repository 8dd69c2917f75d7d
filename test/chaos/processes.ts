import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import type { Answer, Question } from "./protocol.ts";

export interface Child {
  process: ChildProcess;
  /** @throws when it ends before it answers, or does not within `withinMs`. */
  ask<Q extends keyof Question>(ask: Q, given: Question[Q], withinMs?: number): Promise<Answer[Q]>;
  alive(): boolean;
  /** Its exit code, or the signal that ended it. */
  end(signal: NodeJS.Signals): Promise<number | NodeJS.Signals>;
  log(): string;
  /** Where it listens. */
  url: string;
}

const entry = new URL("./child.ts", import.meta.url);
const started = new Set<ChildProcess>();
process.on("exit", () => {
  for (const child of started) child.kill("SIGKILL");
});

/** Starts the real program as a process of its own. @throws with what it logged when it ends first. */
export async function startChild(env: Record<string, string>): Promise<Child> {
  const child = fork(entry, {
    env: { ...process.env, PORT: "0", LOG_LEVEL: "warn", ...env },
    execArgv: [],
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  started.add(child);
  let log = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    log = (log + chunk).slice(-20_000);
  });
  const ended = once(child, "exit").then(() => {
    started.delete(child);
    throw new Error(`It ended with ${child.signalCode ?? child.exitCode}: ${log}`);
  });
  ended.catch(() => undefined);
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  const ready = Promise.withResolvers<string>();
  child.on("message", (said: { ready?: string; id?: number; answer?: unknown; error?: string }) => {
    if (said.ready !== undefined) ready.resolve(said.ready);
    const asked = said.id === undefined ? undefined : waiting.get(said.id);
    if (said.error === undefined) asked?.resolve(said.answer);
    else asked?.reject(new Error(said.error));
  });
  child.on("error", () => undefined);
  const url = await Promise.race([ready.promise, ended]);
  let asked = 0;
  return {
    process: child,
    url,
    log: () => log,
    alive: () => child.exitCode === null && child.signalCode === null,
    async ask(ask, given, withinMs = 60_000) {
      const id = asked++;
      const answer = Promise.withResolvers<unknown>();
      waiting.set(id, answer);
      const timer = setTimeout(() => answer.reject(new Error(`No answer to ${ask} within ${withinMs} ms`)), withinMs);
      child.send({ id, ask, given }, (error) => error && answer.reject(error));
      try {
        return (await Promise.race([answer.promise, ended])) as never;
      } finally {
        clearTimeout(timer);
        waiting.delete(id);
      }
    },
    async end(signal) {
      if (child.exitCode !== null || child.signalCode !== null) return child.signalCode ?? child.exitCode ?? 0;
      const over = once(child, "exit");
      child.kill(signal);
      await over;
      return child.signalCode ?? child.exitCode ?? 0;
    },
  };
}

import { createInterface } from "node:readline/promises";
import type { Typist } from "../adapters/terminal/prompt.ts";

/** Somebody who is asked left: Ctrl+C, or the end of what they type. */
export class Left extends Error {
  override readonly name = "Left";
}

/** Prompts on stdout, from stdin; both are a terminal. */
export function createTypist(): Typist & { close(): void } {
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  const left = new AbortController();
  const leave = () => left.abort();
  lines.on("SIGINT", leave);
  lines.on("close", leave);
  return {
    say: (words) => void process.stdout.write(`${words}\n`),
    question: (prompt) => lines.question(prompt, { signal: left.signal }).catch(() => Promise.reject(new Left())),
    close: () => lines.close(),
  };
}

import { renderTerminal } from "../adapters/terminal/render.ts";
import { render } from "../adapters/web/render.ts";
import { commands } from "../commands/index.ts";
import { answeringInMemory, invocationOf } from "./answering.ts";
import { tail } from "./statistics.ts";
import type { Row, Suite } from "./suite.ts";

const warmUps = 1_000;
const runs = 5_000;

/** Words without which a command would only say that one is missing, or of which there is more to say. */
const words: Readonly<Record<string, string>> = {
  ask: "when is the next bargaining session?",
  subscribe: "about:sessions zone:Asia/Manila",
  use: "kaiser-2023",
};

const surfaces = {
  web: (reply: Parameters<typeof render>[0]): number => render(reply, 4).markup.length,
  terminal: (reply: Parameters<typeof render>[0]): number => renderTerminal(reply, { styled: true }).length,
};

/** From an invocation to what a surface shows, each command and surface by itself. */
export const commandSuite: Suite = {
  name: "dispatch and render, each command, warm",
  async run() {
    const { dispatch } = await answeringInMemory();
    const rows: Row[] = [];
    for (const { name } of commands) {
      const invocation = invocationOf(name, words[name] ?? "");
      for (const [surface, show] of Object.entries(surfaces)) {
        const times = await measure(async () => {
          const { status, reply } = await dispatch(invocation);
          if (status !== "answered" || show(reply) === 0) throw new Error(`${name} was ${status}: ${reply.text}`);
        });
        rows.push({ name: `${name} (${surface})`, unit: "ms", figures: tail(times), aim: { figure: "p99", below: 1 } });
      }
    }
    return rows;
  },
};

async function measure(work: () => Promise<void>): Promise<number[]> {
  for (let i = 0; i < warmUps; i++) await work();
  const times: number[] = [];
  for (let i = 0; i < runs; i++) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  return times;
}

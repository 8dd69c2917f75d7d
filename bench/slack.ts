import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startFakeSlack } from "../test/fakes/slack/slack.ts";
import { said, startServer } from "./server-process.ts";
import { createLoad, type Load } from "./slack-load.ts";
import { quantile, spread, tail } from "./statistics.ts";
import type { Row, Suite } from "./suite.ts";

const rounds = 5;
const perRound = 3_000;
const atOnce = 16;
const steady = { perSecond: 200, seconds: 10 };
const burst = { perSecond: 2_000, seconds: 2 };

/** Signed slash commands over the loopback, to the full program and to a bare Bolt handler that acknowledges the same body, in turns. */
export const slackSuite: Suite = {
  name: "slack: signed commands over HTTP",
  async run() {
    const slack = await startFakeSlack();
    const dataDir = await mkdtemp(join(tmpdir(), "picketline-bench-"));
    const program = await startServer(dataDir, { ...slack.env, REPLAY_FROM: "2023-10-11T12:00-07:00" });
    const load = createLoad(slack);
    let handler: Handler | undefined;
    try {
      handler = await startHandler(await load.once(program.url), slack.env);
      return await measured(load, program.url, handler.url);
    } finally {
      load.close();
      await handler?.stop();
      await program.stop();
      await slack.close();
      await rm(dataDir, { recursive: true, force: true });
    }
  },
};

async function measured(load: Load, program: string, handler: string): Promise<Row[]> {
  const [ours, theirs]: [number[], number[]] = [[], []];
  // The first round warms both up.
  for (let round = 0; round <= rounds; round++) {
    const [theirMs, ourMs] = [await load.asFastAs(handler, perRound, atOnce), await load.asFastAs(program, perRound, atOnce)];
    if (round === 0) continue;
    theirs.push(theirMs / perRound);
    ours.push(ourMs / perRound);
  }
  const even = await load.at(program, steady.perSecond, steady.seconds);
  const flood = await load.at(program, burst.perSecond, burst.seconds);
  const ratio = quantile(ours, 0.5) / quantile(theirs, 0.5);
  return [
    { name: `a bare Bolt handler, ${atOnce} at once, for each`, unit: "ms", figures: spread(theirs) },
    { name: `the program, ${atOnce} at once, for each`, unit: "ms", figures: spread(ours) },
    { name: "the program's time in handlers' times", unit: "x", figures: { median: ratio }, aim: { figure: "median", below: 2 } },
    { name: `acknowledged at ${steady.perSecond} a second`, unit: "ms", figures: tail(even), aim: { figure: "p99", below: 100 } },
    {
      name: `acknowledged in a burst of ${burst.perSecond} a second`,
      unit: "ms",
      figures: spread(flood),
      aim: { figure: "most", below: 3_000 },
    },
  ];
}

interface Handler {
  url: string;
  stop(): Promise<void>;
}

async function startHandler(body: string, env: Record<string, string>): Promise<Handler> {
  const child: ChildProcess = spawn(process.execPath, ["bench/slack-handler.ts"], {
    ...{ env: { ...process.env, ...env, BODY: body }, stdio: ["ignore", "pipe", "inherit"] },
  });
  if (!child.stdout) throw new Error("The handler has no output");
  const url = await said(child.stdout, /^The handler is at (\S+)/);
  return {
    url,
    async stop() {
      child.kill("SIGTERM");
      await once(child, "exit");
    },
  };
}

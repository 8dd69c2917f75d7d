import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { type FakeDiscord, startFakeDiscord } from "../test/fakes/discord/discord.ts";
import { said, startServer } from "./server-process.ts";
import { quantile, spread, tail } from "./statistics.ts";
import type { Row, Suite } from "./suite.ts";

const rounds = 5;
const perRound = 2_000;
const atOnce = 16;
const steady = { perSecond: 100, seconds: 10 };

/** Slash commands through the gateway, to the full program and to a bare discord.js handler that replies with the same body, in turns. */
export const discordSuite: Suite = {
  name: "discord: interactions over the gateway",
  async run() {
    const [ours, theirs] = [await startFakeDiscord(), await startFakeDiscord()];
    const dataDir = await mkdtemp(join(tmpdir(), "picketline-bench-"));
    const program = await startServer(dataDir, { ...ours.env, REPLAY_FROM: "2023-10-11T12:00-07:00" });
    let handler: Handler | undefined;
    try {
      while (ours.identified.length === 0) await pause(20);
      handler = await startHandler(theirs.env, await bodyOf(ours));
      return await measured(ours, theirs);
    } finally {
      await handler?.stop();
      await program.stop();
      await Promise.all([ours.stop(), theirs.stop()]);
      await rm(dataDir, { recursive: true, force: true });
    }
  },
};

const ask = async (discord: FakeDiscord): Promise<void> => void (await discord.command("next-session").next());

/** The data with which the program answers the question. */
async function bodyOf(discord: FakeDiscord): Promise<string> {
  await ask(discord);
  const { body } = discord.calls.findLast((call) => call.path.includes("/callback")) ?? {};
  return JSON.stringify((body as { data: unknown }).data);
}

/** Milliseconds for each of so many, so many at once. */
async function asFastAs(discord: FakeDiscord): Promise<number> {
  let left = perRound;
  const start = performance.now();
  const one = async (): Promise<void> => {
    while (left-- > 0) await ask(discord);
  };
  await Promise.all(Array.from({ length: atOnce }, one));
  discord.calls.length = 0;
  return (performance.now() - start) / perRound;
}

/** Milliseconds until each answer to questions asked evenly, whether the last one was answered or not. */
async function evenly(discord: FakeDiscord): Promise<number[]> {
  const start = performance.now();
  const all: Promise<number>[] = [];
  for (let asked = 0; asked < steady.perSecond * steady.seconds; ) {
    for (const due = ((performance.now() - start) / 1_000) * steady.perSecond; asked < due; asked++) {
      const began = performance.now();
      all.push(ask(discord).then(() => performance.now() - began));
    }
    await pause(1);
  }
  return Promise.all(all);
}

async function measured(program: FakeDiscord, handler: FakeDiscord): Promise<Row[]> {
  const [ours, theirs]: [number[], number[]] = [[], []];
  const busy: number[] = [];
  // The first round warms both up.
  for (let round = 0; round <= rounds; round++) {
    const theirMs = await asFastAs(handler);
    const before = performance.eventLoopUtilization();
    const ourMs = await asFastAs(program);
    if (round === 0) continue;
    busy.push(performance.eventLoopUtilization(before).utilization);
    theirs.push(theirMs);
    ours.push(ourMs);
  }
  const even = await evenly(program);
  const ratio = quantile(ours, 0.5) / quantile(theirs, 0.5);
  return [
    { name: `a bare discord.js handler, ${atOnce} at once, for each`, unit: "ms", figures: spread(theirs) },
    { name: `the program, ${atOnce} at once, for each`, unit: "ms", figures: spread(ours) },
    { name: "the program's time in handlers' times", unit: "x", figures: { median: ratio }, aim: { figure: "median", below: 2 } },
    { name: "of the time, the made-up Discord itself was busy", unit: "x", figures: spread(busy) },
    { name: `answered at ${steady.perSecond} a second`, unit: "ms", figures: tail(even), aim: { figure: "p99", below: 100 } },
  ];
}

interface Handler {
  stop(): Promise<void>;
}

async function startHandler(env: Record<string, string>, body: string): Promise<Handler> {
  const child = spawn(process.execPath, ["bench/discord-handler.ts"], {
    ...{ env: { ...process.env, ...env, BODY: body }, stdio: ["ignore", "pipe", "inherit"] },
  });
  if (!child.stdout) throw new Error("The handler has no output");
  await said(child.stdout, /^The handler is at (.+)/);
  return {
    async stop() {
      child.kill("SIGTERM");
      await once(child, "exit");
    },
  };
}

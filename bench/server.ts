import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { startServer } from "./server-process.ts";
import { spread, timed } from "./statistics.ts";
import type { Row, Suite } from "./suite.ts";

const runs = 5;
/** Ticks and idle compilers have settled by then. */
const settledMs = 3_000;

interface Started {
  seconds: number;
  residentMB: number | undefined;
}

/** From the start of the process to its first answer, and the memory it then holds: first on no data, then on that data. */
export const serverSuite: Suite = {
  name: "the server, web console alone",
  async run() {
    const first: Started[] = [];
    const warm: Started[] = [];
    for (let i = 0; i < runs; i++) {
      const dataDir = await mkdtemp(join(tmpdir(), "picketline-bench-"));
      try {
        first.push(await start(dataDir));
        warm.push(await start(dataDir));
      } finally {
        await rm(dataDir, { recursive: true, force: true });
      }
    }
    return [
      { name: "first start (database created) to first answer", unit: "s", figures: spread(first.map((s) => s.seconds)) },
      { name: "warm start to first answer", unit: "s", figures: spread(warm.map((s) => s.seconds)), aim: { figure: "median", below: 1.5 } },
      ...memory("resident memory after a first start", first),
      ...memory("resident memory after a warm start", warm),
    ];
  },
};

async function start(dataDir: string): Promise<Started> {
  const { ms, result: server } = await timed(async () => {
    const started = await startServer(dataDir);
    await started.ask("next-session");
    return started;
  });
  try {
    await pause(settledMs);
    return { seconds: ms / 1_000, residentMB: await server.residentMB() };
  } finally {
    await server.stop();
  }
}

function memory(name: string, all: readonly Started[]): Row[] {
  const known = all.flatMap(({ residentMB }) => (residentMB === undefined ? [] : [residentMB]));
  return known.length === 0 ? [] : [{ name, unit: "MB", figures: spread(known), aim: { figure: "most", below: 260 } }];
}

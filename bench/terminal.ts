import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { quietEnv } from "./server-process.ts";
import { quantile, spread, timed } from "./statistics.ts";
import type { Suite } from "./suite.ts";

const runs = 15;

/** The whole process as a person starts it, where no database exists; beside it, what npm alone takes. */
export const terminalSuite: Suite = {
  name: "one question in a terminal, whole process",
  async run() {
    const folder = await mkdtemp(join(tmpdir(), "picketline-bench-"));
    try {
      await writeFile(join(folder, "package.json"), JSON.stringify({ private: true, scripts: { empty: "exit 0" } }));
      const env = { ...quietEnv(join(folder, "data")), PATH: withoutBins(process.env.PATH) };
      const asked = { args: ["run", "-s", "strike", "--", "next-session"], cwd: process.cwd(), env };
      const empty = { args: ["run", "-s", "empty"], cwd: folder, env };
      const times = { asked: [] as number[], empty: [] as number[] };
      await npm(asked);
      await npm(empty);
      for (let i = 0; i < runs; i++) {
        times.asked.push((await timed(() => npm(asked))).ms / 1_000);
        times.empty.push((await timed(() => npm(empty))).ms / 1_000);
      }
      const difference = quantile(times.asked, 0.5) - quantile(times.empty, 0.5);
      return [
        { name: "npm run -s strike -- next-session", unit: "s", figures: spread(times.asked), aim: { figure: "median", below: 0.6 } },
        { name: "an empty npm script", unit: "s", figures: spread(times.empty) },
        { name: "the difference", unit: "s", figures: { median: difference } },
      ];
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

async function npm({ args, cwd, env }: { args: string[]; cwd: string; env: NodeJS.ProcessEnv }): Promise<void> {
  const child = spawn("npm", args, { cwd, env, stdio: "ignore" });
  const [code] = await once(child, "exit");
  if (code !== 0) throw new Error(`npm ${args.join(" ")} ended with ${code}`);
}

/** Within an npm script, PATH begins with the project's own programs; a person's does not. */
const withoutBins = (path = ""): string =>
  path
    .split(delimiter)
    .filter((folder) => !/node_modules[/\\]\.bin|node-gyp-bin/.test(folder))
    .join(delimiter);

import { execFile } from "node:child_process";

const root = new URL("../../", import.meta.url).pathname;

export interface Ran {
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs a script of package.json as people do, in a process of its own; settings of this machine's own do not count. */
export function npmRun(script: string, args: readonly string[], env: Record<string, string>): Promise<Ran> {
  const { DATA_DIR: _, DATABASE_URL: __, DISPUTES_DIR: ___, ...rest } = process.env;
  return new Promise((resolve) => {
    execFile(
      "npm",
      ["run", "-s", script, "--", ...args],
      { cwd: root, env: { ...rest, ...env }, encoding: "utf8" },
      (error, stdout, stderr) => {
        // npm speaks of its own settings on stderr, of ours it knows nothing.
        const own = stderr.split("\n").filter((line) => !line.startsWith("npm "));
        resolve({ code: typeof error?.code === "number" ? error.code : 0, stdout, stderr: own.join("\n") });
      },
    );
  });
}

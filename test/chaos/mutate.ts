import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Mutation, mutations } from "./mutations.ts";

// Breaks a copy of the project on purpose, one breakage at a time, and runs the tests that must notice.

const root = new URL("../../", import.meta.url).pathname;
const copy = mkdtempSync(join(tmpdir(), "picketline-mutated-"));
process.on("exit", () => rmSync(copy, { recursive: true, force: true }));
for (const each of ["src", "commands", "adapters", "test", "data", "package.json", "tsconfig.json", "vitest.config.ts"])
  cpSync(join(root, each), join(copy, each), { recursive: true });
symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));

const passes = (tests: readonly string[]): boolean =>
  spawnSync(process.execPath, [join(root, "node_modules/vitest/vitest.mjs"), "run", "--bail=1", ...tests], { cwd: copy, stdio: "ignore" })
    .status === 0;

function isCaught({ file, from, to, caughtBy }: Mutation): boolean {
  const path = join(copy, file);
  const whole = readFileSync(path, "utf8");
  if (whole.split(from).length !== 2) throw new Error(`${file} has no single ${from}`);
  writeFileSync(
    path,
    whole.replace(from, () => to),
  );
  const caught = !passes(caughtBy);
  writeFileSync(path, whole);
  return caught;
}

const only = process.argv[2];
const chosen = mutations.filter(({ name }) => only === undefined || name.includes(only));
if (!passes([...new Set(chosen.flatMap((m) => m.caughtBy))])) throw new Error("The tests fail as it is, without any breakage.");
const missed: string[] = [];
for (const mutation of chosen) {
  const caught = isCaught(mutation);
  if (!caught) missed.push(mutation.name);
  process.stdout.write(`${caught ? "caught" : "MISSED"}  ${mutation.name} (${mutation.file})\n`);
}
process.stdout.write(`${chosen.length - missed.length} of ${chosen.length} breakages were caught\n`);
process.exit(missed.length > 0 ? 1 : 0);

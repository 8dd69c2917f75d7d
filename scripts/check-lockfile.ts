import { readFileSync } from "node:fs";
import { type Lock, lockProblems, type Manifest } from "./lockfile.ts";

const lock: Lock = JSON.parse(readFileSync("package-lock.json", "utf8"));
const manifest: Manifest = JSON.parse(readFileSync("package.json", "utf8"));
const problems = lockProblems(lock, manifest);
for (const problem of problems) process.stderr.write(`${problem}\n`);
process.exitCode = problems.length > 0 ? 1 : 0;

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { type Lock, type LockEntry, lockProblems, type Manifest } from "../../scripts/lockfile.ts";

const lock: Lock = JSON.parse(readFileSync("package-lock.json", "utf8"));
const manifest: Manifest = JSON.parse(readFileSync("package.json", "utf8"));

const changed = (change: (packages: Record<string, LockEntry>) => void): Lock => {
  const copy = structuredClone(lock);
  change(copy.packages as Record<string, LockEntry>);
  return copy;
};

test("the lock is whole and belongs to package.json", () => {
  expect(lockProblems(lock, manifest)).toEqual([]);
});

test("another platform's optional package that was left out is named", () => {
  const broken = changed((packages) => delete packages["node_modules/@biomejs/cli-win32-arm64"]);
  expect(lockProblems(broken, manifest)).toEqual([
    "node_modules/@biomejs/biome needs @biomejs/cli-win32-arm64, which has no entry in package-lock.json: npm ci would refuse it.",
  ]);
});

test("a package is found where Node would find it, and only there", () => {
  const packages = { "": {}, "node_modules/a": { dependencies: { b: "1" } }, "node_modules/b": { dependencies: { a: "1" } } };
  expect(lockProblems({ lockfileVersion: 3, packages }, {})).toEqual([]);
  const own = { "": {}, "node_modules/a": { dependencies: { b: "1" } }, "node_modules/a/node_modules/b": { dependencies: { a: "1" } } };
  expect(lockProblems({ lockfileVersion: 3, packages: own }, {})).toEqual([]);
  const elsewhere = { "": {}, "node_modules/@x/a": { dependencies: { b: "1" } }, "node_modules/c/node_modules/b": {} };
  expect(lockProblems({ lockfileVersion: 3, packages: elsewhere }, {})).toHaveLength(1);
});

test("a peer that must be there counts, one that may be missing does not", () => {
  const entry = { peerDependencies: { b: "1", c: "1" }, peerDependenciesMeta: { c: { optional: true } } };
  expect(lockProblems({ lockfileVersion: 3, packages: { "": {}, "node_modules/a": entry } }, {})).toEqual([
    "node_modules/a needs b, which has no entry in package-lock.json: npm ci would refuse it.",
  ]);
});

test("an address of a registry is refused", () => {
  const broken = changed((packages) => {
    packages["node_modules/zod"] = { ...packages["node_modules/zod"], resolved: "https://registry.example/zod.tgz" };
  });
  expect(lockProblems(broken, manifest)).toEqual([
    "node_modules/zod names a host of its own (resolved): everyone's own registry must do. .npmrc keeps it out.",
  ]);
});

test("a version that differs from package.json is named", () => {
  const other: Manifest = { ...manifest, dependencies: { ...manifest.dependencies, zod: "4.0.0" } };
  const { zod = "" } = manifest.dependencies ?? {};
  expect(lockProblems(lock, other)).toEqual([
    `dependencies zod is 4.0.0 in package.json and ${zod} in package-lock.json.`,
    `package.json wants zod 4.0.0 and ${zod} is locked.`,
  ]);
});

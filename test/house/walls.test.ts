import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "picketline-walls-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const forbidden = [
  ["src/core/a.ts", "../disputes/when.ts"],
  ["src/core/b.ts", "../../adapters/web/web.ts"],
  ["src/text/a.ts", "../reminders/plan.ts"],
  ["src/disputes/a.ts", "../text/en.ts"],
  ["src/reminders/a.ts", "../store/sql.ts"],
  ["src/store/a.ts", "../text/en.ts"],
  ["commands/a.ts", "../src/store/sql.ts"],
  ["commands/shared/a.ts", "../../adapters/web/web.ts"],
  ["adapters/web/a.ts", "../../src/disputes/when.ts"],
  ["adapters/web/b.ts", "../terminal/parse.ts"],
] as const;
const allowed = [
  ["src/server.ts", "../adapters/web/web.ts"],
  ["src/text/ok.ts", "../disputes/when.ts"],
  ["src/reminders/ok.ts", "../text/describe.ts"],
  ["adapters/web/ok.ts", "../../src/core/reply.ts"],
] as const;

let refused = "";

beforeAll(() => {
  const config = JSON.parse(readFileSync("biome.json", "utf8"));
  writeFileSync(join(folder, "biome.json"), JSON.stringify({ ...config, vcs: { enabled: false } }));
  for (const [path, imported] of [...forbidden, ...allowed]) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), `import "${imported}";\n`);
  }
  const args = [resolve("node_modules/@biomejs/biome/bin/biome"), "lint", "--only=style/noRestrictedImports", "--max-diagnostics=none"];
  const { stderr, stdout } = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8" });
  refused = stderr + stdout;
});

test.each(forbidden)("%s may not import %s", (path) => {
  expect(refused).toContain(`${path}:1:8 lint/style/noRestrictedImports`);
});

test.each(allowed)("%s may import %s", (path) => {
  expect(refused).not.toContain(path);
});

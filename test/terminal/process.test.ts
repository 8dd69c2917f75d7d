import { existsSync } from "node:fs";
import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { folderWith, harbor, kaiser, readText } from "../helpers/asking.ts";
import { npmRun } from "../helpers/run.ts";

const work = await folderWith([]);
const dataDir = join(work, "data");
const disputes = await folderWith([kaiser]);
const env = { DATA_DIR: dataDir, DISPUTES_DIR: disputes, NODE_OPTIONS: "" };
const strike = (...args: string[]) => npmRun("strike", args, env);

test("an answer goes to stdout, exit 0, and no database is created", async () => {
  const { code, stdout, stderr } = await strike("next-session", "--now", "2023-10-06T12:00-07:00");
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toMatch(/Thu, Oct 12, 2023 · in 6 days · scheduled[\s\S]*Fri, Oct 13, 2023/);
  expect(existsSync(dataDir)).toBe(false);
  expect(await readdir(work)).toEqual([]);
});

test("--json and --lang", async () => {
  const { code, stdout } = await strike("deadlines", "1", "--lang", "es", "--json", "--now", "2023-10-11T12:00-07:00");
  expect(code).toBe(0);
  const answer = JSON.parse(stdout);
  expect(answer).toMatchObject({ status: "answered", text: expect.stringContaining("Sesión de negociación del 12 de octubre") });
  expect(answer.blocks.map((b: { type: string }) => b.type)).toContain("list");
});

test.each<[args: string[], message: RegExp]>([
  [["nxt-session"], /There is no command “nxt-session”\. Did you mean “next-session”\?\n\nUsage: next-session \[count\]/],
  [["deadlines", "many"], /count should be a whole number from 1 to 25; “many” isn’t\./],
  [["status", "--now", "soon"], /--now is a moment with an offset/],
  [["status", "x".repeat(4_000)], /That is too long\./],
  [["use", "kaiser-2023"], /Nothing can be remembered here yet/],
  [["subscribe"], /Reminders are not available here\./],
])("a person's error goes to stderr, exit 2: %j", async (args, message) => {
  const { code, stdout, stderr } = await strike(...args);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toMatch(message);
  expect(stderr).not.toMatch(/\n\s+at /);
  expect(existsSync(dataDir)).toBe(false);
});

test("a broken file: exit 1 with file, line and column, from the checker and from a question alike", async () => {
  const broken = await folderWith([]);
  const file = join(broken, "harbor.yaml");
  const yaml = (await readText(harbor)).replace("kind: rally", "kind: party");
  await writeFile(file, yaml);
  const line = yaml.slice(0, yaml.indexOf("kind: party")).split("\n").length;
  const expected = `${file}:${line}:5: kind is one of: bargaining-session`;
  for (const ran of [
    npmRun("check-data", [], { ...env, DISPUTES_DIR: broken }),
    npmRun("strike", ["status"], { ...env, DISPUTES_DIR: broken }),
  ]) {
    const { code, stdout, stderr } = await ran;
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr.startsWith(expected), stderr).toBe(true);
  }
});

test("whole files: the checker says how many", async () => {
  expect(await npmRun("check-data", [], env)).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^1 dispute files, \d+ reports: all as they should be\.\n$/),
  });
});

test.each<[Record<string, string>, RegExp]>([
  [{ DISPUTES_DIR: join(work, "nowhere") }, /^The folder of dispute files, DISPUTES_DIR=.*nowhere, cannot be read \(ENOENT\)\.\n$/],
  [{ PORT: "http" }, /^PORT is a port number, as in 3000; it is now "http"\.\n$/],
])("a setting that is wrong: one sentence, exit 1 (%j)", async (wrong, message) => {
  const { code, stderr } = await npmRun("strike", ["status"], { ...env, ...wrong });
  expect(code).toBe(1);
  expect(stderr).toMatch(message);
});

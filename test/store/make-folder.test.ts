import { existsSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { makeFolder } from "../../src/store/make-folder.ts";
import { freshFolder } from "../helpers/database.ts";

it("makes a folder with its parents for its owner alone, and is content when it is there", async () => {
  const dir = join(freshFolder(), "a", "b");
  await makeFolder(dir);
  await makeFolder(dir);
  expect(statSync(dir).mode & 0o777).toBe(0o700);
});

it("says so where there is a file, or where nothing can be made", async () => {
  const file = join(freshFolder(), "file");
  writeFileSync(file, "");
  await expect(makeFolder(file)).rejects.toThrow("EEXIST");
  await expect(makeFolder(join(file, "below"))).rejects.toThrow("ENOTDIR");
});

it.runIf(existsSync("/proc/self"))("ends where a parent exists and still nothing can be made in it", async () => {
  await expect(makeFolder("/proc/picketline/data")).rejects.toThrow("ENOENT");
});

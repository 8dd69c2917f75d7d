import { appendFileSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { watchFolder } from "../../src/disputes/watch.ts";

test("several writes in a row are one change; after closing there is none", async () => {
  const folder = mkdtempSync(join(tmpdir(), "picketline-watch-"));
  let calls = 0;
  let next = Promise.withResolvers<void>();
  const close = watchFolder(folder, () => {
    calls++;
    next.resolve();
  });
  const file = join(folder, "a.yaml");
  try {
    for (const part of ["id: ", "my-", "dispute"]) appendFileSync(file, part);
    await next.promise;
    expect(calls).toBe(1);

    // As many editors do: a new file beside it, then renamed onto it.
    next = Promise.withResolvers<void>();
    writeFileSync(`${file}.swp`, "id: other");
    renameSync(`${file}.swp`, file);
    await next.promise;
    expect(calls).toBe(2);

    // The change is seen and its timer runs when it is closed; a slower watcher says when that timer would have been over.
    const seen = Promise.withResolvers<void>();
    const slower = Promise.withResolvers<void>();
    const others = [watchFolder(folder, () => seen.resolve(), 0), watchFolder(folder, () => slower.resolve(), 400)];
    appendFileSync(file, " # changed while closing");
    await seen.promise;
    close();
    await slower.promise;
    for (const closeOther of others) closeOther();
    expect(calls).toBe(2);
  } finally {
    close();
    rmSync(folder, { recursive: true, force: true });
  }
});

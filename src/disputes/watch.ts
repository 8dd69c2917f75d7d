import { watch } from "node:fs";

/** Calls `changed` once things in the folder have been quiet for a moment: editors write a file in several steps. */
export function watchFolder(folder: string, changed: () => void, quietMs = 200): () => void {
  let timer: NodeJS.Timeout | undefined;
  const watcher = watch(folder, () => {
    clearTimeout(timer);
    timer = setTimeout(changed, quietMs);
  });
  watcher.on("error", () => watcher.close());
  return () => {
    clearTimeout(timer);
    watcher.close();
  };
}

/** Milliseconds between two attempts, at most. */
const longest = 60_000;

/**
 * Attempts something until it is `done`, or would be in vain: the second time after `firstMs`, then each time after twice as long.
 * Returns what calls it off.
 */
export function again(attempt: () => Promise<"done" | "again">, firstMs: number): () => void {
  let timer: NodeJS.Timeout | undefined;
  let over = false;
  const next = async (waitMs: number): Promise<void> => {
    if ((await attempt()) === "done" || over) return;
    timer = setTimeout(() => void next(Math.min(longest, 2 * waitMs)), waitMs).unref();
  };
  void next(firstMs);
  return () => {
    over = true;
    clearTimeout(timer);
  };
}

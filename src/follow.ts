/** What other processes enter is seen within about a second. An outage is said once; answers go on from what is known. */
export function follow(look: () => Promise<unknown>, failed: (error: unknown) => void): () => void {
  let failing = false;
  const timer = setInterval(() => {
    look().then(
      () => {
        failing = false;
      },
      (error: unknown) => {
        if (!failing) failed(error);
        failing = true;
      },
    );
  }, 1_000);
  return () => clearInterval(timer);
}

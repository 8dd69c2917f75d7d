import type { Forgetting } from "./core/ports.ts";

/** Whoever is forgotten is so in memory too, at once. */
export const forgettingThen = (refresh: () => Promise<unknown>, { look, forget }: Forgetting): Forgetting => ({
  look,
  async forget(...whom) {
    const gone = await forget(...whom);
    await refresh();
    return gone;
  },
});

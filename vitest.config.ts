import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // Threads would share one heap that grows with every PGlite.
    pool: "forks",
    // Two even on two cores, where one would be the default: much of the time goes into waiting for disks and processes.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    globalSetup: "test/global-setup.ts",
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});

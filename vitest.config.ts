import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // Threads would share one heap that grows with every PGlite.
    pool: "forks",
    globalSetup: "test/global-setup.ts",
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});

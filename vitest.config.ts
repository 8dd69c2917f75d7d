import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Begun first, the longest first: begun last, each would run alone while the other workers have nothing left. */
const long = ["chaos/chaos", "whole/kill", "store/backup", "store/full-disk", "web/browser", "whole/organizing", "discord/gateway"];

class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const place = long.findIndex((name) => moduleId.endsWith(`test/${name}.test.ts`));
      return place === -1 ? long.length : place;
    };
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
  }
}

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // Threads would share one heap that grows with every PGlite.
    pool: "forks",
    // Two even on two cores, where one would be the default: much of the time goes into waiting for disks and processes.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    sequence: { sequencer: LongFirst },
    globalSetup: "test/global-setup.ts",
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});

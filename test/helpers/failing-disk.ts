import { DurableFS } from "../../src/store/durable-fs.ts";

/** Disks that are all full at once: `fileSystem` of `openEmbedded`; `latest` is the one in use. */
export function failingDisks() {
  const made: DurableFS[] = [];
  const disks = {
    failsOn: undefined as "write" | "sync" | undefined,
    get opened(): number {
      return made.length;
    },
    get latest(): DurableFS {
      const disk = made.at(-1);
      if (!disk) throw new Error("no disk yet");
      return disk;
    },
    fileSystem(folder: string, onBroken: (cause: Error) => void): DurableFS {
      const disk = new FailingDisk(folder, onBroken);
      made.push(disk);
      return disk;
    },
  };

  class FailingDisk extends DurableFS {
    protected override attempt(action: "write" | "sync"): void {
      if (action === disks.failsOn) throw Object.assign(new Error("ENOSPC: no space left on device"), { code: "ENOSPC" });
    }
  }

  return disks;
}

import { DurableFS } from "../../src/store/durable-fs.ts";

/** A disk that can be told to be full. */
export class FailingDisk extends DurableFS {
  failsOn: "write" | "sync" | undefined;

  protected override attempt(action: "write" | "sync"): void {
    if (action === this.failsOn) throw Object.assign(new Error("ENOSPC: no space left on device"), { code: "ENOSPC" });
  }
}

/** `fileSystem` of `openEmbedded`; `latest` is the one in use. */
export function failingDisks() {
  const made: FailingDisk[] = [];
  return {
    fileSystem(folder: string, onBroken: (cause: Error) => void): DurableFS {
      const disk = new FailingDisk(folder, onBroken);
      made.push(disk);
      return disk;
    },
    get latest(): FailingDisk {
      const disk = made.at(-1);
      if (!disk) throw new Error("no disk yet");
      return disk;
    },
    get opened(): number {
      return made.length;
    },
  };
}

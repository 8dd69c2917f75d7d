import type { Content } from "./message-shape.ts";
import type { FakeModal } from "./modal-shape.ts";

/** What somebody was shown in answer. */
export interface Shown extends Pick<Content, "content" | "components"> {
  /** To the asker alone. */
  ephemeral: boolean;
  /** Values that complete an option. */
  choices: readonly string[];
  /** A form instead of a message. */
  modal?: FakeModal;
}

export interface Asked {
  shown: Shown[];
  /** Resolves with what was not taken yet, or is shown next. */
  next(): Promise<Shown>;
}

export function createAsked(): Asked & { show(shown: Shown): void } {
  const all: Shown[] = [];
  const waiting: ((shown: Shown) => void)[] = [];
  let taken = 0;
  return {
    shown: all,
    next() {
      const there = all[taken];
      if (!there) return new Promise((resolve) => waiting.push(resolve));
      taken += 1;
      return Promise.resolve(there);
    },
    show(shown) {
      all.push(shown);
      const waiter = waiting.shift();
      if (!waiter) return;
      taken += 1;
      waiter(shown);
    },
  };
}

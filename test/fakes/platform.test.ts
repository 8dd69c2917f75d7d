import { describe, expect, it } from "vitest";
import type { Target } from "../../src/core/ports.ts";
import { paragraph, reply, text } from "../../src/core/reply.ts";
import { messengerContract } from "../contract/messenger.ts";
import { seeded } from "../helpers/seeded.ts";
import { type Fault, faults } from "./platform/faults.ts";
import { fakeMessenger } from "./platform/messenger.ts";
import { type FakePlatformOptions, startFakePlatform } from "./platform/platform.ts";

const target: Target = { platform: "discord", workspace: "w", conversation: "c" };

async function start(options: Partial<FakePlatformOptions> = {}, looksBack = true, timeoutMs = 1_000) {
  const fake = await startFakePlatform({ random: seeded(1), limit: 10_000, slowMs: 1_500, ...options });
  return { fake, messenger: fakeMessenger({ url: fake.url, platform: "discord", looksBack, timeoutMs }) };
}

messengerContract({
  name: "the fake platform",
  async setup() {
    // Nothing is slow here but a busy computer.
    const { fake, messenger } = await start({}, true, 10_000);
    fake.faulty = false;
    return {
      messenger,
      target,
      other: { ...target, conversation: "d" },
      seen: async ({ conversation }) =>
        fake.received
          .filter((m) => m.conversation === conversation)
          .map(({ id, edits, text: first, under }) => ({ id, text: edits.at(-1) ?? first, under: under ?? undefined })),
      close: fake.close,
    };
  },
  skip: {
    once: "keys are not compared: whoever posts must look back",
    repliesOnce: "keys are not compared: whoever posts must look back",
    hostile: "it takes plain text, in which nothing can be written twice",
  },
});

describe("its faults", () => {
  it("come in their shares, the same for the same seed, and each says what was done", async () => {
    const words = reply(paragraph(text("words")));
    const outcomes = async (): Promise<[string, boolean][]> => {
      const { fake, messenger } = await start();
      const all: [string, boolean][] = [];
      for (let n = 0; n < 400; n++) {
        const before = fake.received.length;
        const { outcome } = await messenger.post({ key: `k${n}`, target, reply: words });
        all.push([outcome, fake.received.length > before]);
      }
      await fake.close();
      return all;
    };
    const [first, second] = await Promise.all([outcomes(), outcomes()]);
    expect(first).toEqual(second);
    expect(new Set(first.map(String))).toEqual(new Set(["delivered,true", "retry,false", "uncertain,true", "uncertain,false"]));
  });

  it("include every kind", () => {
    const drawn = Object.keys(faults).map((fault) => faults[fault as Fault].share);
    expect(drawn.every((share) => share > 0)).toBe(true);
  });

  it("leave nothing done where nobody could look back", async () => {
    const { fake, messenger } = await start({ blind: true }, false);
    const results: [string, number][] = [];
    for (let n = 0; n < 400; n++) {
      const before = fake.received.length;
      const { outcome } = await messenger.post({ key: `k${n}`, target, reply: reply(paragraph(text("words"))) });
      results.push([outcome, fake.received.length - before]);
    }
    expect(results.filter(([outcome, arrived]) => outcome !== "delivered" && arrived > 0)).toEqual([]);
    await fake.close();
  });
});

it("counts what comes in any second, and refuses the rest", async () => {
  const { fake, messenger } = await start({ limit: 5 });
  fake.faulty = false;
  const sent = await Promise.all(
    Array.from({ length: 8 }, (_, n) => messenger.post({ key: `k${n}`, target, reply: reply(paragraph(text("words"))) })),
  );
  expect(sent.filter((s) => s.outcome === "delivered")).toHaveLength(5);
  expect(sent.filter((s) => s.outcome === "retry")).toEqual(Array(3).fill({ outcome: "retry", reason: "429", afterSeconds: 1 }));
  expect(fake.limited()).toBe(3);
  await fake.close();
});

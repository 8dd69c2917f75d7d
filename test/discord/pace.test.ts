import { REST } from "discord.js";
import { expect, it } from "vitest";
import { createAccess } from "../../adapters/discord/access.ts";
import { createMessenger } from "../../adapters/discord/messenger.ts";
import { createPace } from "../../adapters/discord/pace.ts";
import { restOptions } from "../../adapters/discord/rest.ts";
import { paragraph, reply, text } from "../../src/core/reply.ts";
import { startFakeDiscord } from "../fakes/discord/discord.ts";
import { stampRequests } from "../helpers/stamp-requests.ts";

stampRequests();

/** A clock that goes on when somebody sleeps. */
function sleeper() {
  let now = 0;
  return {
    now: () => now,
    sleep: async (ms: number) => {
      now += ms;
    },
  };
}

it("lets so many go in any stretch of its span, one after another, in the order in which they came", async () => {
  const clock = sleeper();
  const pace = createPace({ most: 3, spanMs: 100, gapMs: 10, ...clock });
  const went: [number, number][] = [];
  const some = (count: number) =>
    Promise.all(
      Array.from({ length: count }, (_, n) =>
        pace(async () => {
          went.push([n, clock.now()]);
        }),
      ),
    );
  await some(5);
  await clock.sleep(1_000);
  await some(4);
  expect(went.map(([n]) => n)).toEqual([0, 1, 2, 3, 4, 0, 1, 2, 3]);
  expect(went.map(([, at]) => at)).toEqual([0, 10, 20, 100, 110, 1_110, 1_120, 1_130, 1_210]);
});

it("what had its answer only long after counts from then on: it may have gone only just before", async () => {
  const clock = sleeper();
  const pace = createPace({ most: 1, spanMs: 100, gapMs: 0, ...clock });
  await pace(() => clock.sleep(1_000));
  let went = 0;
  await pace(async () => {
    went = clock.now();
  });
  expect(went).toBe(1_100);
});

it("a timer that is a little late puts off nothing but its own call", async () => {
  const clock = sleeper();
  const late = { now: clock.now, sleep: (ms: number) => clock.sleep(ms + 5) };
  const pace = createPace({ most: 1, spanMs: 100, gapMs: 0, ...late });
  const went: number[] = [];
  for (let n = 0; n < 4; n++)
    await pace(async () => {
      went.push(clock.now());
    });
  expect(went).toEqual([0, 105, 205, 305]);
});

it("waits while too many have no answer, however long ago they went; one that failed has one", async () => {
  const clock = sleeper();
  const pace = createPace({ most: 1, spanMs: 20, gapMs: 0, ...clock });
  const answer = Promise.withResolvers<void>();
  const slow = pace(() => answer.promise);
  let went = false;
  const next = pace(async () => {
    went = true;
  });
  for (let n = 0; n < 100; n++) await Promise.resolve();
  expect(clock.now()).toBeGreaterThan(100);
  expect(went).toBe(false);
  answer.reject(new Error("no"));
  await expect(slow).rejects.toThrow("no");
  await next;
  expect(went).toBe(true);
});

it("posts that need several messages each stay within 50 calls a second, and none is refused", async () => {
  const fake = await startFakeDiscord();
  const messenger = createMessenger(
    new REST(restOptions(fake.url)).setToken(fake.token),
    createAccess(() => undefined),
  );
  const long = reply(paragraph(text(Array.from({ length: 1_200 }, (_, n) => `word${n}`).join(" "))));
  const posted = await Promise.all(
    Array.from({ length: 25 }, (_, n) => {
      const { id } = fake.state.addChannel({ id: `10${n}`, kind: "text" });
      return messenger.post({ key: `k${n}`, target: { platform: "discord", workspace: "1", conversation: id }, reply: long });
    }),
  );
  expect(posted.filter((each) => each.outcome !== "delivered")).toEqual([]);
  expect(fake.calls.length).toBeGreaterThan(60);
  expect([fake.limited(), fake.invalid()]).toEqual([0, 0]);
  await fake.stop();
});

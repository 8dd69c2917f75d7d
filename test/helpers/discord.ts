import { REST } from "discord.js";
import { createAccess } from "../../adapters/discord/access.ts";
import { createMessenger } from "../../adapters/discord/messenger.ts";
import { restOptions } from "../../adapters/discord/rest.ts";
import type { Messenger, PostOutcome } from "../../src/core/ports.ts";
import type { FakeDiscord } from "../fakes/discord/discord.ts";
import { wordsOn } from "../fakes/discord/message-shape.ts";
import type { FakeMessage } from "../fakes/discord/state.ts";

/** The messenger as a process that just began has it. */
export const messengerOn = (fake: FakeDiscord, ...posts: [] | [Parameters<typeof createMessenger>[2]]): Messenger =>
  createMessenger(
    new REST(restOptions(fake.url)).setToken(fake.token),
    createAccess(() => undefined),
    ...posts,
  );

/** What its readers see of it: markup that took effect is gone. */
export const shown = (m: FakeMessage): string => wordsOn(m).replace(/\\([^0-9A-Za-z\s])|\*\*/g, "$1");

export function idIn(outcome: PostOutcome): string {
  if (outcome.outcome !== "delivered") throw new Error(JSON.stringify(outcome));
  return outcome.messageId;
}

export const minuteAgo = (): Temporal.Instant => Temporal.Now.instant().subtract({ minutes: 1 });

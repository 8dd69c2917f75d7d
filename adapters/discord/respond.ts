import { DiscordAPIError, type REST } from "discord.js";
import type { Audience } from "../../src/core/command.ts";
import type { Dispatch } from "../../src/core/dispatch.ts";
import { messageOf } from "../../src/core/errors.ts";
import type { Invocation } from "../../src/core/invocation.ts";
import { body, ephemeral } from "./body.ts";
import { envelope, type Parsed, parseInteraction } from "./interaction.ts";
import { renderDiscord } from "./render.ts";

export interface RespondParts {
  rest: REST;
  dispatch: Dispatch;
  audienceOf(command: string): Audience;
  complete(invocation: Invocation, arg: string, typed: string): Promise<string[]>;
  warn(reason: string): void;
  /** Milliseconds after which Discord is told to wait: it gives up after three seconds. */
  deferAfterMs?: number;
}

/** Answers one interaction; never throws, whatever the payload is. */
export function createResponder(parts: RespondParts): (payload: unknown) => Promise<void> {
  const { rest, warn } = parts;
  const callback = (to: { id: string; token: string }, type: number, data: object) =>
    rest.post(`/interactions/${to.id}/${to.token}/callback`, { auth: false, body: { type, data } });

  async function answer(parsed: Parsed): Promise<void> {
    const hidden = parts.audienceOf(parsed.invocation.command) === "asker" ? ephemeral : 0;
    const answering = parts.dispatch(parsed.invocation);
    const first = await Promise.race([answering, waited(parts.deferAfterMs ?? 1_500)]);
    if (!first) await acknowledged(callback(parsed, 5, { flags: hidden }));
    const { reply, audience } = await answering;
    const flags = first ? (audience === "asker" ? ephemeral : 0) : hidden;
    const webhook = `/webhooks/${parsed.application}/${parsed.token}` as const;
    for (const [n, part] of renderDiscord(reply).entries()) {
      if (n === 0 && first) await acknowledged(callback(parsed, 4, body(part, flags)));
      else if (n === 0) await rest.patch(`${webhook}/messages/@original`, { auth: false, body: body(part) });
      else await rest.post(webhook, { auth: false, body: body(part, flags) });
    }
  }

  return async (payload) => {
    try {
      const parsed = parseInteraction(payload);
      if (parsed?.kind === "autocomplete") {
        const { focused, invocation } = parsed;
        const values = focused ? await parts.complete(invocation, focused.name, focused.typed) : [];
        const choices = values.filter((v) => v.length <= 100).slice(0, 25);
        await callback(parsed, 8, { choices: choices.map((v) => ({ name: v, value: v })) });
      } else if (parsed) await answer(parsed);
      else {
        warn("An interaction could not be read");
        const known = envelope.safeParse(payload);
        const sorry = { text: "That could not be read. Please try again.", actions: [] };
        if (known.success) await callback(known.data, 4, body(sorry, ephemeral));
      }
    } catch (error) {
      warn(`An interaction was not answered: ${codeOf(error) ?? messageOf(error)}`);
    }
  };
}

/** 40060: an earlier attempt has arrived. */
async function acknowledged(call: Promise<unknown>): Promise<void> {
  try {
    await call;
  } catch (error) {
    if (codeOf(error) !== 40_060) throw error;
  }
}

/** The code alone: the address of a callback holds the interaction's token. */
const codeOf = (error: unknown): number | undefined => (error instanceof DiscordAPIError ? Number(error.code) : undefined);

const waited = (ms: number): Promise<undefined> =>
  new Promise((done) => {
    setTimeout(done, ms, undefined).unref();
  });

import { afterEach, beforeEach } from "vitest";
import { type FakeDiscord, startFakeDiscord } from "./discord.ts";

export interface Answered {
  status: number;
  body: Record<string, unknown>;
  headers: Headers;
}

/** A fake Discord for each test, called without any SDK. */
export function calling() {
  let fake: FakeDiscord;
  beforeEach(async () => {
    fake = await startFakeDiscord({ rates: { bucket: { most: 1_000, seconds: 5 } } });
  });
  afterEach(() => fake.stop());

  /** @param line as `POST /channels/11/messages` */
  async function call(line: string, body?: unknown, token = fake.token): Promise<Answered> {
    const [method = "", path = ""] = line.split(" ");
    const response = await fetch(`${fake.url}/v10${path}`, {
      method,
      headers: { authorization: `Bot ${token}` },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const answer = await response.text();
    return { status: response.status, body: answer === "" ? {} : JSON.parse(answer), headers: response.headers };
  }
  return {
    call,
    fake: () => fake,
    /** The new message's id. */
    post: async (body: object = inBox(text("Thursday")), channel = "11"): Promise<string> =>
      String((await call(`POST /channels/${channel}/messages`, body)).body.id),
  };
}

export const quiet = { allowed_mentions: { parse: [] } };
export const text = (content: string) => ({ type: 10, content });
export const button = (custom_id: string, label = "More") => ({ type: 2, style: 2, label, custom_id });
export const row = (...components: object[]) => ({ type: 1, components });
export const inBox = (...components: object[]) => ({ ...quiet, flags: 1 << 15, components: [{ type: 17, components }] });
export const to = "POST /channels/11/messages";

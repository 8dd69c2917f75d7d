import type { REST } from "discord.js";
import * as z from "zod";
import { type Access, codeOf } from "./access.ts";
import type { Body, Component } from "./body.ts";
import { codes } from "./outcomes.ts";

export type Raw = { id: string; components?: Component[] };

export interface Reference {
  message_reference: { message_id: string; fail_if_not_exists: false };
}

const active = z.object({
  threads: z.array(z.object({ id: z.string(), parent_id: z.string().nullish(), last_message_id: z.string().nullish() })),
});

const latest = z.object({ last_message_id: z.string().nullish() });

/** What is called of Discord to post, each once. */
export function createCalls(rest: REST, access: Access) {
  /** An archived thread is opened again, which whoever may post in it may do unless it is locked (docs, topics/threads). */
  async function opened<T>(channel: string, work: () => Promise<T>): Promise<T> {
    try {
      return await access.call(work);
    } catch (error) {
      if (codeOf(error) !== codes.archived) throw error;
      await access.call(() => rest.patch(`/channels/${channel}`, { body: { archived: false } }));
      return access.call(work);
    }
  }
  const post = async (channel: string, message: object): Promise<string> =>
    ((await opened(channel, () => rest.post(`/channels/${channel}/messages`, { body: message }))) as Raw).id;

  return {
    /** Under an earlier message only where the bot may read: better apart than not at all. */
    send: (channel: string, message: object, under?: Reference): Promise<string> =>
      post(channel, { ...message, ...under }).catch((error: unknown) => {
        if (under && codeOf(error) === codes.mayNotReply) return post(channel, message);
        throw error;
      }),
    edit: (channel: string, id: string, message: Body) =>
      opened(channel, () => rest.patch(`/channels/${channel}/messages/${id}`, { body: message })),
    history: async (channel: string, query: Record<string, string>): Promise<Raw[]> =>
      (await access.call(() => rest.get(`/channels/${channel}/messages`, { query: new URLSearchParams(query) }))) as Raw[],
    /** The last message of a channel, whether its history may be read or not. */
    latest: async (channel: string): Promise<string | null | undefined> =>
      latest.parse(await access.call(() => rest.get(`/channels/${channel}`))).last_message_id,
    crosspost: (channel: string, id: string) => access.call(() => rest.post(`/channels/${channel}/messages/${id}/crosspost`)),
    /** A post in a forum; the thread has the id of its first message. */
    begin: async (forum: string, name: string, message: Body): Promise<string> =>
      ((await access.call(() => rest.post(`/channels/${forum}/threads`, { body: { name, auto_archive_duration: week, message } }))) as Raw)
        .id,
    /** Posts of a forum in which something was said after `after`. */
    async posts(guild: string, forum: string, after: string): Promise<string[]> {
      const { threads } = active.parse(await access.call(() => rest.get(`/guilds/${guild}/threads/active`)));
      const own = threads.filter((t) => t.parent_id === forum && BigInt(t.last_message_id ?? t.id) >= BigInt(after));
      return own.map((t) => t.id);
    },
    openDirect: async (user: string): Promise<string> =>
      ((await access.call(() => rest.post("/users/@me/channels", { body: { recipient_id: user } }))) as Raw).id,
  };
}
export type Calls = ReturnType<typeof createCalls>;

/** Minutes after which a post that nobody writes in is put away. */
const week = 10_080;

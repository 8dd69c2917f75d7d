import * as z from "zod";
import type { Here, RoleHere } from "../../src/core/invocation.ts";

export const id = z.string().regex(/^\d{1,20}$/);
const bits = z.string().regex(/^\d{1,20}$/);
const channel = z.object({ type: z.number(), parent_id: id.nullish() });

/** What an interaction says of where it came from, beside the ids. */
export const surroundings = z.object({
  guild_id: id.optional(),
  context: z.number().optional(),
  channel: channel.optional(),
  member: z.object({ user: z.object({ id }), permissions: bits.optional() }).optional(),
  app_permissions: bits.optional(),
});
/** What is known of those that it names. A channel comes with what the caller may do in it, and not with what the bot may. */
export const resolved = z.object({
  roles: z.record(id, z.object({ mentionable: z.boolean() })).optional(),
  channels: z.record(id, channel.extend({ permissions: bits.optional() })).optional(),
});

type Surroundings = z.output<typeof surroundings>;
type Resolved = z.output<typeof resolved>;

/** Permission bits: docs, topics/permissions. */
const bit = {
  ...{ administrator: 1n << 3n, manageChannels: 1n << 4n, manageServer: 1n << 5n, view: 1n << 10n, send: 1n << 11n },
  ...{ mentionEveryone: 1n << 17n, sendInThreads: 1n << 38n },
};

/** Channel types: docs, resources/channel. */
export const channelTypes = { announcement: 5, threads: [10, 11, 12], forums: [15, 16] } as const;
const isThread = (type: number): boolean => channelTypes.threads.some((t) => t === type);

const may = (held: string, wanted: bigint): boolean => (BigInt(held) & (wanted | bit.administrator)) !== 0n;

/** Whoever manages a server is an admin in it. In a direct message nobody is. */
export const isAdmin = ({ guild_id: guild, member }: Pick<Surroundings, "guild_id" | "member">): boolean =>
  guild !== undefined && may(member?.permissions ?? "0", bit.manageServer);

/** Interaction context types (docs, interactions/receiving-and-responding): direct messages of others, and group ones, are 2. */
const botDm = 1;

/** Undefined outside of a server and of the bot's own direct messages, where everybody speaks for themselves. */
export function hereOf(
  { guild_id: guild, context, channel, member, app_permissions: bot = "0" }: Surroundings,
  named: Resolved = {},
): Here | undefined {
  if (guild === undefined) return context === botDm ? { direct: true } : undefined;
  const caller = member?.permissions ?? "0";
  const type = channel?.type ?? 0;
  const needed: [string, bigint][] = [
    ["View Channel", bit.view],
    isThread(type) ? ["Send Messages in Threads", bit.sendInThreads] : ["Send Messages", bit.send],
  ];
  const roleHere = (role: string, { mentionable }: { mentionable: boolean }): RoleHere => ({
    // The role of everybody has its server's id (docs, topics/permissions).
    everyone: role === guild,
    callerMay: mentionable || may(caller, bit.mentionEveryone),
    botMay: mentionable || may(bot, bit.mentionEveryone),
  });
  return {
    manages: may(caller, bit.manageChannels),
    lacks: needed.filter(([, wanted]) => !may(bot, wanted)).map(([name]) => name),
    announcement: type === channelTypes.announcement,
    ...(isThread(type) && channel?.parent_id && { parent: channel.parent_id }),
    ...(named.roles && { roles: Object.fromEntries(Object.entries(named.roles).map(([role, one]) => [role, roleHere(role, one)])) }),
    ...(named.channels && { places: Object.fromEntries(Object.entries(named.channels).map(([place, one]) => [place, placeHere(one)])) }),
  };
}

const placeHere = ({ type, permissions = "0" }: NonNullable<Resolved["channels"]>[string]): Here => ({
  manages: may(permissions, bit.manageChannels),
  announcement: type === channelTypes.announcement,
});

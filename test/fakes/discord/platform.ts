import { idsOf } from "../../../adapters/discord/mark.ts";
import { type Fault as Drawn, drawFault } from "../platform/faults.ts";
import type { FakePlatform, FakePlatformOptions, Received } from "../platform/platform.ts";
import { startFakeDiscord } from "./discord.ts";
import type { Fault } from "./faults.ts";
import { wordsOn } from "./message-shape.ts";
import type { FakeMessage } from "./state.ts";

/** Discord as the harness knows a platform: with faults that a seed repeats, and what truly arrived. */
export async function startDiscordPlatform(
  { random, limit, blind = false, refusals = new Map(), slowMs = 4_000 }: FakePlatformOptions,
  targets: readonly { workspace: string; conversation: string }[],
): Promise<FakePlatform & { env: Record<string, string>; nameOf(key: string): string }> {
  const discord = await startFakeDiscord({ rates: { global: limit, bucket: { most: limit, seconds: 5 } } });
  const { state, faults } = discord;
  for (const { workspace, conversation } of targets) {
    state.guilds.set(workspace, { id: workspace, mentionable: new Set() });
    // A conversation that is gone is one that Discord does not know.
    if (refusals.get(conversation) === 410) continue;
    const { may } = state.addChannel({ id: conversation, kind: "text", guild: workspace });
    if (refusals.get(conversation) === 403) may.delete("VIEW_CHANNEL");
    if (blind) may.delete("READ_MESSAGE_HISTORY");
  }
  const platform = {
    ...{ outage: false, faulty: true, url: discord.url, env: discord.env, limited: discord.limited, close: discord.stop, nameOf },
    get received(): readonly Received[] {
      return receivedIn(discord.received(), (id) => state.channels.get(id)?.guild ?? "");
    },
  };
  faults.draw((call) => {
    // The gateway is none of this: what is tried here is what is posted.
    if (call === "GET /gateway/bot") return undefined;
    if (platform.outage) return { kind: "status", status: 503 };
    const drawn = platform.faulty ? drawFault(random, blind) : undefined;
    return drawn && faultOf(drawn, slowMs);
  });
  return platform;
}

function faultOf(drawn: Drawn, ms: number): Fault {
  switch (drawn) {
    case "429 with Retry-After":
      return { kind: "rate", seconds: 1 };
    case "429 without Retry-After":
      return { kind: "rate", seconds: undefined };
    case "500 before":
    case "500 after":
      return { kind: "status", status: 500, applied: drawn === "500 after" };
    case "reset before":
    case "reset after":
      return { kind: "lost", applied: drawn === "reset after" };
    case "slow answer":
      return { kind: "late", ms };
    default:
      return drawn satisfies never;
  }
}

/** A delivery's key does not reach Discord, only its hash in the ids of two components. */
const nameOf = (key: string): string => nameIn(...idsOf({ key, part: 0, of: 0 }));
const nameIn = (outer: number, inner: number): string => `${outer} ${Math.floor(inner / 4_096)}`;

/** A message that was too long for one has come once all its parts have; a part by itself stands for a message that was begun. */
function receivedIn(messages: readonly FakeMessage[], guildOf: (channel: string) => string): Received[] {
  const all = new Map<string, Received[]>();
  for (const { id, channel, first, under = null, at, edits, ...now } of messages) {
    const [outer] = first;
    const inner = outer?.type === 17 ? outer.components[0]?.id : undefined;
    if (outer?.id === undefined || inner === undefined) continue;
    const key = nameIn(outer.id, inner);
    const [part, own] = [Math.floor(inner / 64) % 64, all.get(`${channel} ${key}`) ?? []];
    all.set(`${channel} ${key}`, own);
    const begun = part === 0 ? undefined : own.findLast((m) => m.id.split("+").length === part);
    const text = shown(wordsOn(now));
    if (begun) Object.assign(begun, { id: `${begun.id}+${id}`, text: begun.text + text, at });
    else own.push({ id, key, workspace: guildOf(channel), conversation: channel, under, text, at, edits: edits.map(shown) });
  }
  return [...all.values()].flat().sort((a, b) => (BigInt(a.id.split("+")[0] ?? 0) < BigInt(b.id.split("+")[0] ?? 0) ? -1 : 1));
}

/** As people see it: without the backslashes that keep words from being markup. */
const shown = (text: string): string => text.replace(/\\([^0-9A-Za-z\s])/g, "$1");

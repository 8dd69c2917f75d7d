import { type Fault as Drawn, drawFault } from "../platform/faults.ts";
import type { FakePlatform, FakePlatformOptions, Received } from "../platform/platform.ts";
import type { Fault } from "./faults.ts";
import { type FakeSlack, startFakeSlack } from "./slack.ts";

/** Slack as the harness knows a platform: with faults that a seed repeats, and what truly arrived. */
export async function startSlackPlatform(
  { random, limit, blind = false, refusals = new Map(), slowMs = 4_000 }: FakePlatformOptions,
  conversations: readonly string[],
): Promise<FakePlatform & { env: Record<string, string> }> {
  const slack = await startFakeSlack({ rates: { channelBurst: limit, workspacePerMinute: limit * 60 } });
  const { state } = slack;
  // A conversation that refuses is one that the bot cannot see.
  for (const id of conversations)
    state.channels.set(id, { id, kind: refusals.has(id) ? "private" : "public", hasBot: false, archived: false });
  if (!blind) for (const scope of ["channels:join", "channels:history"]) state.scopes.add(scope);
  const platform = {
    ...{ outage: false, faulty: true, url: slack.url, env: slack.env, limited: slack.limited, close: slack.close },
    get received(): readonly Received[] {
      return receivedFrom(slack);
    },
  };
  faultDrawn(slack, platform, { random, blind, slowMs });
  return platform;
}

/** What truly arrived of what was posted under a key. */
export const receivedFrom = (slack: FakeSlack): readonly Received[] =>
  slack.received().flatMap(({ key, edits, ...message }) => (key === undefined ? [] : [{ ...message, key, edits: [...edits] }]));

/** Goes wrong as the seed has it, for as long as the platform is faulty. */
export function faultDrawn(
  { faults }: FakeSlack,
  platform: Pick<FakePlatform, "outage" | "faulty">,
  { random, blind, slowMs }: Pick<FakePlatformOptions, "random"> & { blind: boolean; slowMs: number },
): void {
  faults.draw(() => {
    if (platform.outage) return { kind: "status", status: 503 };
    const drawn = platform.faulty ? drawFault(random, blind) : undefined;
    return drawn && faultOf(drawn, slowMs);
  });
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

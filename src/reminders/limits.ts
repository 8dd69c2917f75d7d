import { type Platform, type Scope, type ScopeSize, scopeKey, scopeOf, type Target } from "../core/ports.ts";

/** Messages posted, or every call to the platform: also an edit, a reply, a look back. */
export type Counted = "posts" | "calls";

interface Limit {
  counts: Counted;
  per: ScopeSize;
  /** In any stretch of so many seconds. */
  most: number;
  seconds: number;
}

/**
 * What a platform lets one bot do.
 * Discord: 50 requests a second per bot (discord-api-docs, topics/rate-limits, "Global Rate Limit"). We count as they leave and Discord
 * as they arrive, so the second is a little longer here.
 * Slack: one message a second per channel, with a cap per workspace of "several hundred a minute" (docs.slack.dev/apis/web-api/rate-limits,
 * "chat.postMessage"): 240 a minute, in helpings of 20 in 5 s, so that nobody there waits for a minute to end.
 */
export const LIMITS: Record<Platform, readonly Limit[]> = {
  discord: [{ counts: "calls", per: "platform", most: 50, seconds: 1.03 }],
  slack: [
    { counts: "posts", per: "conversation", most: 1, seconds: 1 },
    { counts: "posts", per: "workspace", most: 20, seconds: 5 },
  ],
  web: [],
  terminal: [],
};

/** `answered` says that it has arrived: until then it counts as under way, however long ago it was let go. */
export type Admission = { admitted: true; answered(): void } | { admitted: false; waitMs: number };

export interface Limiter {
  /** Whether one post or call may go there now, and then counts it; otherwise after how long to ask again. */
  admit(target: Target, real: Temporal.Instant, what: Counted): Admission;
  /** Nothing is admitted there until then: the platform said so. */
  pause(scope: Scope, until: Temporal.Instant): void;
  /** Platforms and workspaces that admit no post now: claiming for them would be in vain. */
  closed(real: Temporal.Instant): Scope[];
  /** Milliseconds until the first of those opens; undefined when none is closed. */
  opensInMs(real: Temporal.Instant): number | undefined;
}

/** What is kept of one scope under one limit, or under a pause. */
interface Gate {
  scope: Scope;
  counts: Counted;
  /** The latest that were admitted, at which milliseconds, oldest first; `open` as long as they may still be on their way. */
  admitted: { at: number; open: boolean }[];
  most: number;
  span: number;
  pausedUntil: number;
}

const scopeSizes = ["conversation", "workspace", "platform"] as const satisfies readonly ScopeSize[];

/** Milliseconds that a pause may last: whatever a platform asks, it is asked again by then. */
export const longestPause = 900_000;

/** Milliseconds after which to look again whether what was sent long ago has been answered. */
const lookAgain = 50;

/** Milliseconds until the next may go, 0 or less for at once: a full window opens as its oldest leaves it. */
function waitMs(gate: Gate, now: number): number {
  // A clock that was set back far must not close a window, or keep up a pause, for as long.
  gate.admitted = gate.admitted.filter((each) => each.at <= now && (each.open || each.at + gate.span > now));
  const { admitted, most, span, pausedUntil } = gate;
  const paused = pausedUntil - now <= longestPause ? pausedUntil - now : 0;
  if (admitted.length < most) return paused;
  const leaving = admitted.find((each) => each.at + span > now);
  return Math.max(paused, leaving ? leaving.at + span - now : lookAgain);
}

/** Nothing in it still matters. */
const isIdle = (gate: Gate, now: number): boolean =>
  gate.pausedUntil <= now && gate.admitted.every((each) => !each.open && each.at + gate.span <= now);

/** Sliding windows over the moments it is given; it has no clock and no timer of its own. */
export function createLimiter(limits: Record<Platform, readonly Limit[]> = LIMITS): Limiter {
  const gates = new Map<string, Gate>();
  let swept = 0;

  function gateOf(scope: Scope, limit: Limit | undefined): Gate {
    const key = `${limit?.seconds ?? "pause"} ${scopeKey(scope)}`;
    const gate = gates.get(key) ?? {
      ...{ scope, counts: limit?.counts ?? "posts", admitted: [], most: limit?.most ?? Number.POSITIVE_INFINITY },
      ...{ span: (limit?.seconds ?? 0) * 1_000, pausedUntil: 0 },
    };
    gates.set(key, gate);
    return gate;
  }

  /** Now and then, lest a conversation posted to once be remembered for ever. */
  function sweep(now: number): void {
    if (Math.abs(now - swept) < 10_000) return;
    swept = now;
    for (const [key, gate] of gates) if (isIdle(gate, now)) gates.delete(key);
  }

  /** Above single conversations: a conversation's own few messages are claimed and put back. */
  const shut = (now: number): Gate[] =>
    [...gates.values()].filter((g) => g.counts === "posts" && g.scope.conversation === undefined && waitMs(g, now) > 0);

  return {
    admit(target, real, what) {
      const now = real.epochMilliseconds;
      sweep(now);
      const own = limits[target.platform]
        .filter((limit) => limit.counts === what)
        .map((limit) => gateOf(scopeOf(target, limit.per), limit));
      const pauses = scopeSizes.flatMap((size) => gates.get(`pause ${scopeKey(scopeOf(target, size))}`) ?? []);
      const wait = Math.max(0, ...[...own, ...pauses].map((gate) => waitMs(gate, now)));
      if (wait > 0) return { admitted: false, waitMs: wait };
      const entry = { at: now, open: what === "calls" };
      for (const gate of own) gate.admitted.push(entry);
      return {
        admitted: true,
        answered() {
          entry.open = false;
        },
      };
    },
    pause(scope, until) {
      const gate = gateOf(scope, undefined);
      gate.pausedUntil = Math.max(gate.pausedUntil, until.epochMilliseconds);
    },
    closed: (real) => shut(real.epochMilliseconds).map((gate) => gate.scope),
    opensInMs(real) {
      const now = real.epochMilliseconds;
      const waits = shut(now).map((gate) => waitMs(gate, now));
      return waits.length === 0 ? undefined : Math.min(...waits);
    },
  };
}

import { setTimeout as pause } from "node:timers/promises";
import { messageOf } from "../../src/core/errors.ts";
import { endsWithin, type Installation } from "./installation.ts";
import type { Installed } from "./installed.ts";
import type { Granted } from "./oauth-api.ts";
import { codeOf } from "./outcomes.ts";

export interface RotationParts {
  installed: Installed;
  /** A new token for a refresh token; one of Slack's errors where it takes none. */
  renew(refreshToken: string): Promise<Granted>;
  /** Of all processes one may renew a token at a time: a refresh token is good once. */
  claim(id: string, ms: number): Promise<boolean>;
  giveBack(id: string): Promise<void>;
  /** Milliseconds since the epoch. */
  now(): number;
  log(message: string, details: object): void;
}

export interface Rotation {
  /** With a token that lasts for what is about to be sent; as it is where that cannot be had just now. */
  fresh(installation: Installation): Promise<Installation>;
  /** Whether Slack said that it renews this one no more. */
  refused(installation: Installation): boolean;
  /** Renews what will end before long, also where nothing happens. Never throws. */
  due(): Promise<void>;
}

/** Milliseconds before its end that a token is renewed: when there is time to try again, and at the latest before it is used. */
const ahead = { due: 2 * 3_600_000, use: 5 * 60_000 } as const;

/** What Slack says of a refresh token that is no more; anything else may pass. */
const over: ReadonlySet<string | undefined> = new Set(["invalid_refresh_token", "invalid_grant", "token_revoked", "account_inactive"]);

/** Milliseconds after which a process that was to renew a token is taken for dead, and those that another one is waited for. */
const [claimMs, waitMs, waits] = [30_000, 500, 20];

export function createRotation({ installed, renew, claim, giveBack, now, log }: RotationParts): Rotation {
  const underWay = new Map<string, Promise<Installation>>();
  /** By place, the refresh token that Slack took no more: asking again would not help. */
  const refused = new Map<string, string>();
  const isRefused = ({ id, rotation }: Installation): boolean => rotation !== undefined && refused.get(id) === rotation.refreshToken;

  const write = ({ id, rotation }: Installation, { token, rotation: next, scopes }: Granted): Promise<Installation | undefined> =>
    installed.change(id, (kept) =>
      // It may have been installed anew, or removed, meanwhile: then that counts.
      kept?.rotation?.refreshToken === rotation?.refreshToken && kept ? { ...kept, token, ...(next && { rotation: next }), scopes } : kept,
    );

  async function renewed(before: Installation): Promise<Installation> {
    if (!before.rotation) return before;
    if (!(await claim(before.id, claimMs))) return byAnother(before);
    try {
      // What this process does not know yet: another may have renewed it.
      await installed.refresh();
      const current = installed.byId(before.id) ?? before;
      if (!current.rotation || !endsWithin(current, ahead.due, now())) return current;
      const granted = await renew(current.rotation.refreshToken);
      return (await kept(current, granted)) ?? current;
    } finally {
      await giveBack(before.id).catch(() => undefined);
    }
  }

  async function kept(before: Installation, granted: Granted): Promise<Installation | undefined> {
    for (let failures = 0; ; failures++) {
      try {
        return await write(before, granted);
      } catch (error) {
        // Nobody gets this token a second time.
        if (failures === 0) log("A renewed Slack token could not be kept yet", { error: messageOf(error) });
        await pause(Math.min(10_000, 250 * 2 ** failures), undefined, { ref: false });
      }
    }
  }

  async function byAnother({ id, token }: Installation): Promise<Installation> {
    for (let tries = 0; tries < waits; tries++) {
      await pause(waitMs, undefined, { ref: false });
      await installed.refresh();
      const now = installed.byId(id);
      if (now && now.token !== token) return now;
    }
    throw new Error("another process is renewing the token");
  }

  function once(installation: Installation): Promise<Installation> {
    const { id } = installation;
    const running = underWay.get(id);
    if (running) return running;
    const work = renewed(installation).finally(() => underWay.delete(id));
    underWay.set(id, work);
    return work;
  }

  async function tried(installation: Installation): Promise<Installation> {
    if (isRefused(installation)) return installation;
    try {
      return await once(installation);
    } catch (error) {
      const { id } = installation;
      const known = installed.byId(id) ?? installation;
      log("A Slack token could not be renewed", { team: id, reason: codeOf(error) ?? messageOf(error) });
      if (known.rotation && over.has(codeOf(error))) refused.set(id, known.rotation.refreshToken);
      return known;
    }
  }

  return {
    refused: isRefused,
    fresh: async (installation) => (endsWithin(installation, ahead.use, now()) ? tried(installation) : installation),
    async due() {
      for (const each of installed.all()) if (endsWithin(each, ahead.due, now())) await tried(each);
    },
  };
}

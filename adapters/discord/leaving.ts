import type { REST } from "discord.js";
import * as z from "zod";
import { messageOf } from "../../src/core/errors.ts";
import { type Access, codeOf } from "./access.ts";

const leave = z.object({ id: z.string().regex(/^\d{1,20}$/), unavailable: z.boolean().optional() });

/** Unknown guild, missing access: the bot is not in it. */
const outside: ReadonlySet<number | undefined> = new Set([10_004, 50_001]);

export interface LeavingParts {
  rest: REST;
  access: Access;
  /** Ends all that the server subscribed to. */
  end(guild: string): Promise<void>;
  /** Calls back after the grace period, unless it is called off. */
  later(work: () => void): () => void;
  warn(reason: string): void;
}

/** What the gateway says of servers. `unavailable` is an outage; a removal counts once Discord confirms it after a grace period. */
export function createLeaving({ rest, access, end, later, warn }: LeavingParts) {
  const waiting = new Map<string, () => void>();

  async function confirm(guild: string): Promise<void> {
    waiting.delete(guild);
    try {
      await access.call(() => rest.get(`/guilds/${guild}`));
    } catch (error) {
      if (!outside.has(codeOf(error))) return warn(`Whether the bot is still in a server is not known: ${messageOf(error)}`);
      await end(guild).catch((failed: unknown) => warn(`What a server subscribed to was not ended: ${messageOf(failed)}`));
    }
  }
  const callOff = (guild: string): void => {
    waiting.get(guild)?.();
    waiting.delete(guild);
  };
  return {
    seen(event: string | null, payload: unknown): void {
      if (event !== "GUILD_DELETE" && event !== "GUILD_CREATE") return;
      const read = leave.safeParse(payload);
      if (!read.success) return;
      const { id, unavailable } = read.data;
      callOff(id);
      if (event === "GUILD_DELETE" && unavailable !== true)
        waiting.set(
          id,
          later(() => void confirm(id)),
        );
    },
    stop(): void {
      for (const guild of [...waiting.keys()]) callOff(guild);
    },
  };
}

import { DiscordAPIError, HTTPError } from "discord.js";
import { createPace, type Pace, usualPace } from "./pace.ts";

export const statusOf = (error: unknown): number | undefined =>
  error instanceof DiscordAPIError || error instanceof HTTPError ? error.status : undefined;

export const codeOf = (error: unknown): number | undefined => (error instanceof DiscordAPIError ? Number(error.code) : undefined);

/** Every call that needs the token goes through one of these. */
export interface Access {
  /** Why nothing is sent any more. */
  refusal(): string | undefined;
  call<T>(work: () => Promise<T>): Promise<T>;
}

/** After a 401 the SDK forgets its token: what follows would be invalid requests, of which Discord bans an address for 10,000. */
export function createAccess(refused: (reason: string) => void, pace: Pace = createPace(usualPace)): Access {
  let reason: string | undefined;
  return {
    refusal: () => reason,
    async call(work) {
      try {
        return await pace(() => {
          if (reason !== undefined) throw new Error(reason);
          return work();
        });
      } catch (error) {
        if (statusOf(error) === 401 && reason === undefined) {
          reason = "Discord refuses DISCORD_TOKEN (401)";
          refused(reason);
        }
        throw error;
      }
    },
  };
}

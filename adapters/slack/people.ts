import type { webApi } from "@slack/bolt";
import type { Connection } from "./connection.ts";

/** What Slack knows of how somebody reads. */
export interface Person {
  locale?: string;
  zone?: string;
}

export interface People {
  /** At once where it is known; otherwise not waited for longer than an answer may take. */
  of(userId: string): Promise<Person>;
}

export interface PeopleParts {
  client: webApi.WebClient;
  connection: Connection;
  /** Milliseconds. */
  now(): number;
  waitMs?: number;
}

const kept = 20_000;
const keptMs = 6 * 3_600_000;
const failedMs = 5 * 60_000;

/** Locale and zone by user, in memory alone. Without the scope `users:read` nobody is asked about. */
export function createPeople({ client, connection, now, waitMs = 400 }: PeopleParts): People {
  const known = new Map<string, { person: Promise<Person>; until: number }>();

  async function ask(userId: string): Promise<Person> {
    try {
      const { user } = await client.users.info({ user: userId, include_locale: true });
      return { ...(user?.locale && { locale: user.locale }), ...(user?.tz && { zone: user.tz }) };
    } catch {
      known.set(userId, { person: Promise.resolve({}), until: now() + failedMs });
      return {};
    }
  }

  function remembered(userId: string): Promise<Person> {
    const before = known.get(userId);
    if (before && before.until > now()) return before.person;
    const person = ask(userId);
    known.delete(userId);
    known.set(userId, { person, until: now() + keptMs });
    const oldest = known.keys().next();
    if (known.size > kept && !oldest.done) known.delete(oldest.value);
    return person;
  }

  return {
    async of(userId) {
      if (!connection.workspace()?.scopes.has("users:read")) return {};
      const late = Promise.withResolvers<Person>();
      const timer = setTimeout(() => late.resolve({}), waitMs);
      try {
        return await Promise.race([remembered(userId), late.promise]);
      } finally {
        clearTimeout(timer);
      }
    },
  };
}

import type { Clients } from "./client.ts";
import type { Workspace } from "./workspaces.ts";

/** What Slack knows of how somebody reads. */
export interface Person {
  locale?: string;
  zone?: string;
  /** Of this workspace: an admin, or an owner of it (docs.slack.dev/reference/objects/user-object). */
  isAdmin?: boolean;
}

export interface People {
  /** At once where it is known; otherwise not waited for longer than an answer may take. */
  of(workspace: Workspace, userId: string): Promise<Person>;
}

export interface PeopleParts {
  clients: Clients;
  /** Milliseconds. */
  now(): number;
  waitMs?: number;
}

const kept = 20_000;
const keptMs = 6 * 3_600_000;
const failedMs = 5 * 60_000;

/** Locale and zone by workspace and user, in memory alone. Without the scope `users:read` nobody is asked about. */
export function createPeople({ clients, now, waitMs = 400 }: PeopleParts): People {
  const known = new Map<string, { person: Promise<Person>; until: number }>();

  async function ask({ token }: Workspace, key: string, userId: string): Promise<Person> {
    try {
      const { user } = await clients(token).users.info({ user: userId, include_locale: true });
      const isAdmin = user?.is_admin === true || user?.is_owner === true;
      return { isAdmin, ...(user?.locale && { locale: user.locale }), ...(user?.tz && { zone: user.tz }) };
    } catch {
      known.set(key, { person: Promise.resolve({}), until: now() + failedMs });
      return {};
    }
  }

  function remembered(workspace: Workspace, userId: string): Promise<Person> {
    const key = `${workspace.team}/${userId}`;
    const before = known.get(key);
    if (before && before.until > now()) return before.person;
    const person = ask(workspace, key, userId);
    known.delete(key);
    known.set(key, { person, until: now() + keptMs });
    const oldest = known.keys().next();
    if (known.size > kept && !oldest.done) known.delete(oldest.value);
    return person;
  }

  return {
    async of(workspace, userId) {
      if (!workspace.scopes.has("users:read")) return {};
      const late = Promise.withResolvers<Person>();
      const timer = setTimeout(() => late.resolve({}), waitMs);
      try {
        return await Promise.race([remembered(workspace, userId), late.promise]);
      } finally {
        clearTimeout(timer);
      }
    },
  };
}

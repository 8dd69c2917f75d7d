import type { Lang } from "../../src/core/words.ts";
import type { Place } from "./workspaces.ts";

/** One person's App Home. */
export interface Home {
  place: Place;
  userId: string;
  /** The direct message with them: what their subscriptions belong to. */
  conversation: string;
}

/** What a home shows of what is next: of these disputes, in this language, these words. */
export interface ShownNext {
  disputes: readonly string[];
  lang: Lang;
  text: string;
}

interface Lately {
  home: Home;
  openedAt: number;
  shown: ShownNext;
}

export interface HomesLately {
  /** It was opened, or pressed in, and shows this. */
  opened(home: Home, shown: ShownNext): void;
  /** It was made anew and shows this; nobody opened it. */
  shows(home: Home, shown: ShownNext): void;
  forget(home: Home): void;
  /** Those opened lately. */
  all(): readonly Lately[];
}

/** Homes that are kept current: people look at them again within a day, and the rest are made anew when they are opened. */
const kept = 500;
const keptMs = 12 * 3_600_000;

/** @param now milliseconds */
export function homesLately(now: () => number): HomesLately {
  const homes = new Map<string, Lately>();
  const keyOf = ({ place, userId }: Home): string => `${place.team}/${userId}`;
  return {
    opened(home, shown) {
      const key = keyOf(home);
      homes.delete(key);
      homes.set(key, { home, openedAt: now(), shown });
      const oldest = homes.keys().next();
      if (homes.size > kept && !oldest.done) homes.delete(oldest.value);
    },
    shows(home, shown) {
      const known = homes.get(keyOf(home));
      if (known) homes.set(keyOf(home), { ...known, shown });
    },
    forget: (home) => void homes.delete(keyOf(home)),
    all() {
      for (const [key, { openedAt }] of homes) if (now() - openedAt > keptMs) homes.delete(key);
      return [...homes.values()];
    },
  };
}

/** Which of those that are due are made anew in this turn: one of a workspace, and so many in all, the longest due first. */
export function thisTurn(due: readonly Home[], most = 20): Home[] {
  const teams = new Set<string>();
  return due
    .filter(({ place }) => {
      if (teams.has(place.team)) return false;
      teams.add(place.team);
      return true;
    })
    .slice(0, most);
}

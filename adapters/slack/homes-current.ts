import { messageOf } from "../../src/core/errors.ts";
import { type Home, type HomesLately, type ShownNext, thisTurn } from "./homes-lately.ts";
import { outcomeOf } from "./outcomes.ts";
import type { Workspaces } from "./workspaces.ts";

export interface CurrentParts {
  lately: HomesLately;
  workspaces: Pick<Workspaces, "at" | "doubt">;
  /** What is next by now, in the words that such a home shows. */
  next(home: Home, shown: ShownNext): Promise<string>;
  publish(home: Home): Promise<void>;
  log(message: string, details: object): void;
  /** Milliseconds. */
  now(): number;
  lookMs?: number | undefined;
  turnMs?: number | undefined;
}

export interface Current {
  /** A home could not be published. */
  failed(home: Home, error: unknown): void;
  stop(): void;
}

const keyOf = ({ place, userId }: Home): string => `${place.team}/${userId}`;

/** Makes homes anew whose facts changed: now and then it looks which those are, and every second takes a few of them. */
export function keepCurrent({ lately, workspaces, next, publish, log, now, lookMs = 20_000, turnMs = 1_000 }: CurrentParts): Current {
  /** Workspaces that Slack asked to wait for, until when. */
  const quiet = new Map<string, number>();
  let due: Home[] = [];
  let looked = now();

  /** One question for all who read the same: what is next in a workspace, in a language. */
  async function changed(): Promise<Home[]> {
    const known = new Map<string, Promise<string>>();
    const found: Home[] = [];
    for (const { home, shown } of lately.all()) {
      if (workspaces.at(home.place).state !== "ready") {
        lately.forget(home);
        continue;
      }
      const key = JSON.stringify([home.place.team, shown.lang, shown.disputes]);
      const text = known.get(key) ?? next(home, shown);
      known.set(key, text);
      if ((await text) !== shown.text) found.push(home);
    }
    return found;
  }

  async function look(): Promise<void> {
    const found = new Map((await changed()).map((home) => [keyOf(home), home]));
    // Those that were due before stay first.
    const before = due.filter((home) => found.delete(keyOf(home)));
    due = [...before, ...found.values()];
  }

  async function turn(): Promise<void> {
    if (now() - looked >= lookMs) {
      looked = now();
      await look();
    }
    const chosen = thisTurn(due.filter(({ place }) => (quiet.get(place.team) ?? 0) <= now()));
    due = due.filter((home) => !chosen.includes(home));
    await Promise.all(chosen.map((home) => publish(home).catch((error: unknown) => failed(home, error))));
  }

  function failed(home: Home, error: unknown): void {
    const { team } = home.place;
    const outcome = outcomeOf(error);
    if (outcome.outcome === "retry" && outcome.afterSeconds !== undefined) {
      quiet.set(team, now() + outcome.afterSeconds * 1_000);
      return;
    }
    if (outcome.outcome === "stopped") workspaces.doubt(team, true);
    // It is made anew when it is opened.
    lately.forget(home);
    log("A Slack home could not be made", { team, reason: outcome.reason });
  }

  // One after another: what is being made anew is not found to be due.
  let underWay = false;
  const turns = setInterval(() => {
    if (underWay) return;
    underWay = true;
    turn()
      .catch((error: unknown) => log("Slack homes could not be looked through", { error: messageOf(error) }))
      .finally(() => {
        underWay = false;
      });
  }, turnMs).unref();

  return { failed, stop: () => clearInterval(turns) };
}

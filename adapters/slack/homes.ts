import type { Registry } from "../../src/core/command.ts";
import type { Dispatch } from "../../src/core/dispatch.ts";
import { messageOf } from "../../src/core/errors.ts";
import type { Target } from "../../src/core/ports.ts";
import type { Reply } from "../../src/core/reply.ts";
import type { Lang } from "../../src/core/words.ts";
import { invocationOf } from "./asking.ts";
import type { Clients } from "./client.ts";
import type { HomePress } from "./home-press.ts";
import { type Followed, homeView } from "./home-view.ts";
import { type Home, homesLately, type ShownNext, thisTurn } from "./homes-lately.ts";
import { outcomeOf } from "./outcomes.ts";
import type { People } from "./people.ts";
import { renderSlack } from "./render.ts";
import type { Workspace, Workspaces } from "./workspaces.ts";

export interface HomesParts {
  workspaces: Workspaces;
  clients: Clients;
  people: People;
  dispatch: Dispatch;
  registry: Pick<Registry<unknown>, "has">;
  /** What somebody may follow and does, and the language that they chose. */
  following(target: Target, locale: string | undefined): Promise<{ lang: Lang; disputes: readonly Followed[] }>;
  log(message: string, details: object): void;
  /** Milliseconds. */
  now(): number;
  /** Milliseconds between two looks for what changed, and between two turns of making homes anew. */
  lookMs?: number;
  turnMs?: number;
}

export interface Homes {
  opened(home: Home): Promise<void>;
  pressed(home: Home, press: HomePress): Promise<void>;
  stop(): void;
}

/** Disputes of which what is next is shown. */
const shownDisputes = 3;

type Facts = Awaited<ReturnType<HomesParts["following"]>>;

/** Those that are followed first. */
const shownOf = (disputes: readonly Followed[]): string[] =>
  [...disputes.filter((each) => each.following), ...disputes.filter((each) => !each.following)]
    .slice(0, shownDisputes)
    .map(({ dispute }) => dispute);

const textOf = (replies: readonly Reply[]): string => replies.map(({ text }) => text).join("\n");

/** App Home: made when it is opened or pressed in, and anew when facts change, where it was opened lately. */
export function createHomes(parts: HomesParts): Homes {
  const { workspaces, clients, people, dispatch, registry, now } = parts;
  const lately = homesLately(now);
  /** Workspaces that Slack asked to wait for, until when. */
  const quiet = new Map<string, number>();
  const { lookMs = 20_000 } = parts;
  let looked = now();

  const targetOf = ({ place, conversation }: Home): Target => ({ platform: "slack", workspace: place.team, conversation });

  async function factsOf(workspace: Workspace, home: Home): Promise<Facts & { locale: string | undefined; zone: string | undefined }> {
    const { locale, zone } = await people.of(workspace, home.userId);
    return { ...(await parts.following(targetOf(home), locale)), locale, zone };
  }

  async function asked(workspace: Workspace, home: Home, lang: Lang | undefined, command: string, args: Record<string, string>) {
    const invocation = await invocationOf(workspace, home.conversation, home.userId, { command, args }, { people });
    return dispatch({ ...invocation, ...(lang !== undefined && { lang }) });
  }

  async function nextOf(workspace: Workspace, home: Home, { disputes, lang }: Omit<ShownNext, "text">): Promise<Reply[]> {
    const results = await Promise.all(disputes.map((dispute) => asked(workspace, home, lang, "deadlines", { dispute })));
    return results.map(({ reply }) => reply);
  }

  async function publish(home: Home, notice?: string): Promise<void> {
    const standing = await workspaces.toSpeak(home.place.team);
    if (standing.state !== "ready") return;
    const { workspace } = standing;
    const facts = await factsOf(workspace, home);
    const { lang, disputes, zone } = facts;
    const shown = { lang, disputes: shownOf(disputes) };
    const replies = await nextOf(workspace, home, shown);
    const next = replies.flatMap((reply) => renderSlack(reply)[0]?.blocks ?? []).filter(({ type }) => type !== "actions");
    const mayForget = registry.has("forget-me");
    const view = homeView({ lang, next, disputes, zone, mayForget, notice, conversation: home.conversation });
    await clients(workspace.token).views.publish({ user_id: home.userId, view });
    lately.seen(home, { ...shown, text: textOf(replies) });
  }

  /** One look, one answer for all who read the same: what is next in a workspace, in a language. */
  async function changed(): Promise<Home[]> {
    const known = new Map<string, Promise<string>>();
    const due: Home[] = [];
    for (const { home, shown } of lately.all()) {
      const standing = workspaces.at(home.place);
      if (standing.state !== "ready") {
        lately.forget(home);
        continue;
      }
      const key = JSON.stringify([home.place.team, shown.lang, shown.disputes]);
      const next = known.get(key) ?? nextOf(standing.workspace, home, shown).then(textOf);
      known.set(key, next);
      if ((await next) !== shown.text) due.push(home);
    }
    return due;
  }

  let due: Home[] = [];
  async function look(): Promise<void> {
    const now = await changed();
    const waiting = new Set(now.map((home) => `${home.place.team}/${home.userId}`));
    // Those that were due before stay first.
    const before = due.filter((home) => waiting.delete(`${home.place.team}/${home.userId}`));
    due = [...before, ...now.filter((home) => waiting.has(`${home.place.team}/${home.userId}`))];
  }

  async function turn(): Promise<void> {
    if (now() - looked >= lookMs) {
      looked = now();
      await look();
    }
    const open = due.filter(({ place }) => (quiet.get(place.team) ?? 0) <= now());
    const chosen = thisTurn(open.map((home) => ({ home }))).map(({ home }) => home);
    due = due.filter((home) => !chosen.includes(home));
    await Promise.all(chosen.map((home) => publish(home).catch((error: unknown) => failed(home, error))));
  }

  function failed(home: Home, error: unknown): void {
    const outcome = outcomeOf(error);
    if (outcome.outcome === "retry" && outcome.afterSeconds !== undefined) {
      quiet.set(home.place.team, now() + outcome.afterSeconds * 1_000);
      return;
    }
    // It is made anew when it is opened.
    lately.forget(home);
    parts.log("A Slack home could not be kept current", { team: home.place.team, reason: outcome.reason });
  }

  // One after another: what is being made anew is not found to be due.
  let underWay = false;
  const turns = setInterval(() => {
    if (underWay) return;
    underWay = true;
    turn()
      .catch((error: unknown) => parts.log("Slack homes could not be looked through", { error: messageOf(error) }))
      .finally(() => {
        underWay = false;
      });
  }, parts.turnMs ?? 1_000).unref();

  return {
    opened: (home) => publish(home).catch((error: unknown) => failed(home, error)),
    async pressed(home, press) {
      const standing = await workspaces.toSpeak(home.place.team);
      if (standing.state !== "ready") return;
      const { workspace } = standing;
      const facts = await factsOf(workspace, home);
      let notice: string | undefined;
      for (const { command, args, lang, told } of press(facts)) {
        const { status, reply } = await asked(workspace, home, lang ?? facts.lang, command, args);
        if (told || status !== "answered") notice = reply.text;
      }
      await publish(home, notice);
    },
    stop: () => clearInterval(turns),
  };
}

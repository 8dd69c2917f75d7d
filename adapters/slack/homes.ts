import type { Registry } from "../../src/core/command.ts";
import type { Dispatch } from "../../src/core/dispatch.ts";
import type { Target } from "../../src/core/ports.ts";
import type { Reply } from "../../src/core/reply.ts";
import type { Lang } from "../../src/core/words.ts";
import { invocationOf } from "./asking.ts";
import type { Clients } from "./client.ts";
import type { HomePress } from "./home-press.ts";
import { type Followed, homeView } from "./home-view.ts";
import { keepCurrent } from "./homes-current.ts";
import { type Home, homesLately, type ShownNext } from "./homes-lately.ts";
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

  /** Says what it shows of what is next; undefined where it cannot be made. */
  async function publish(home: Home, notice?: string): Promise<ShownNext | undefined> {
    const standing = await workspaces.toSpeak(home.place.team);
    if (standing.state !== "ready") return undefined;
    const { workspace } = standing;
    const facts = await factsOf(workspace, home);
    const { lang, disputes, zone } = facts;
    const shown = { lang, disputes: shownOf(disputes) };
    const replies = await nextOf(workspace, home, shown);
    const next = replies.flatMap((reply) => renderSlack(reply)[0]?.blocks ?? []).filter(({ type }) => type !== "actions");
    const mayForget = registry.has("forget-me");
    const view = homeView({ lang, next, disputes, zone, mayForget, notice, conversation: home.conversation });
    await clients(workspace.token).views.publish({ user_id: home.userId, view });
    return { ...shown, text: textOf(replies) };
  }

  const current = keepCurrent({
    ...{ lately, workspaces, now, log: parts.log, lookMs: parts.lookMs, turnMs: parts.turnMs },
    async next(home, shown) {
      const standing = workspaces.at(home.place);
      return standing.state === "ready" ? textOf(await nextOf(standing.workspace, home, shown)) : shown.text;
    },
    publish: async (home) => {
      const shown = await publish(home);
      if (shown) lately.shows(home, shown);
    },
  });
  const opened = async (home: Home, notice?: string): Promise<void> => {
    try {
      const shown = await publish(home, notice);
      if (shown) lately.opened(home, shown);
    } catch (error) {
      current.failed(home, error);
    }
  };

  return {
    opened: (home) => opened(home),
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
      await opened(home, notice);
    },
    stop: current.stop,
  };
}

import type * as z from "zod";
import type { Registry } from "../../src/core/command.ts";
import type { Invocation } from "../../src/core/invocation.ts";
import { type AnswerParts, answer, type Showing } from "./answer.ts";
import { type Press, pressOf } from "./buttons.ts";
import type { Clients } from "./client.ts";
import { uploadTo } from "./files.ts";
import { lineOf } from "./lines.ts";
import { type Opening, openForm } from "./opening.ts";
import type { blockActions, SlashCommand } from "./payloads.ts";
import type { People } from "./people.ts";
import { plainMessage } from "./render.ts";
import { type Answer, answerOf, respond } from "./respond.ts";
import { wordsFor } from "./words.ts";
import { mayPost, type Place, type Standing, type Workspace, type Workspaces } from "./workspaces.ts";

export interface Asking extends AnswerParts {
  registry: Pick<Registry<unknown>, "has" | "keys">;
  workspaces: Workspaces;
  people: People;
  clients: Clients;
  report(error: unknown, where: string): string;
  slowMs: number;
  /** Where the app can be installed by a link. */
  installUrl?: string | undefined;
}

type Ack = (answer?: Answer) => Promise<void>;

/** Acknowledged with its answer, or, where that takes too long, at once with nothing: the answer then comes through the response_url. */
export async function answerCommand(given: SlashCommand, ack: Ack, asking: Asking): Promise<void> {
  const opening = { triggerId: given.trigger_id, responseUrl: given.response_url };
  const work = answered(given.place, asking, opening, async (workspace) => {
    const line = lineOf(given.text, asking.registry);
    return invocationOf(workspace, given.channel_id, given.user_id, line, asking);
  });
  const inTime = await within(asking.slowMs, work);
  try {
    if (inTime === "form" || !inTime) await ack();
    else {
      const { further: [next, ...rest] = [], ...first } = inTime;
      await ack(first);
      if (next) await respond(given.response_url, { ...next, further: rest });
    }
    if (inTime) return;
  } catch {
    // The connection went: the response_url does not need it.
  }
  await later(given.response_url, work, asking);
}

/** A press is acknowledged before; its answer always comes through the response_url. */
export async function answerPress(
  { place, userId, channel, response_url: url, trigger_id: triggerId, actions }: z.output<typeof blockActions>,
  asking: Asking,
) {
  const press = pressOf(actions[0]?.value);
  const opening = { triggerId, responseUrl: url };
  const asked = async (workspace: Workspace) => press && invocationOf(workspace, channel.id, userId, press, asking);
  const work = answered(place, asking, opening, asked, press);
  await later(url, work, asking);
}

/** Undefined where it takes longer. */
export async function within<T>(ms: number, work: Promise<T>): Promise<T | undefined> {
  const late = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => late.resolve(undefined), ms);
  return Promise.race([work, late.promise]).finally(() => clearTimeout(timer));
}

export async function later(url: string, work: Promise<Answer | "form">, { report }: Asking): Promise<void> {
  try {
    const answer = await work;
    if (answer !== "form") await respond(url, answer);
  } catch (error) {
    report(error, "slack: an answer through the response_url");
  }
}

export const first: Showing = { show: false, part: 0 };

/** What is answered to whom: nobody of another workspace is, and nothing before it is known whose workspace this is. */
export async function answered(
  place: Place,
  asking: Asking,
  opening: Opening,
  invocation: (workspace: Workspace) => Promise<Invocation | undefined>,
  showing: Showing = first,
): Promise<Answer | "form"> {
  const standing = asking.workspaces.at(place);
  if (standing.state !== "ready") return refusal(notServed(standing, asking.installUrl));
  const { workspace } = standing;
  const asked = await invocation(workspace);
  if (!asked) return refusal(wordsFor(undefined).unreadable);
  const result = await asking.dispatch(asked);
  const client = asking.clients(workspace.token);
  if (result.form) return openForm(result.form, asked, opening, client, asking.report);
  const upload = uploadTo(workspace, asked.target.conversation, asking.clients);
  return answer(result, asked, showing, asking, hintFor(asked, workspace), upload);
}

/** Slash commands do not work in threads; where the bot hears its name, help says so. */
function hintFor({ command, args, locale }: Invocation, { scopes, botName }: Workspace): string | undefined {
  if (command !== "help" || args !== "" || !scopes.has("app_mentions:read")) return undefined;
  return wordsFor(locale).inThreads(botName);
}

export const refusal = (words: string): Answer => answerOf(plainMessage(words), false);

/** Slack shows nothing at all for an empty answer: who asks must be told why. */
export function notServed({ state }: Exclude<Standing, { state: "ready" }>, installUrl: string | undefined): string {
  const words = wordsFor(undefined);
  switch (state) {
    case "waiting":
      return words.notReady;
    case "unreadable":
      return words.locked;
    case "absent":
      return installUrl === undefined ? words.elsewhere : words.notInstalled(installUrl);
    default:
      return state satisfies never;
  }
}

type Asked = Pick<Press, "command" | "args"> & Partial<Pick<Press, "form">>;

/** The conversation is the one that Slack names: nothing that somebody typed can point to another. */
export async function invocationOf(
  workspace: Workspace,
  conversation: string,
  userId: string,
  { command, args, form }: Asked,
  { people }: Pick<Asking, "people">,
): Promise<Invocation> {
  const { locale, zone, isAdmin } = await people.of(workspace, userId);
  return {
    command,
    args: typeof args === "string" ? args : { named: args, positional: [] },
    caller: { id: userId, role: isAdmin ? "admin" : "member" },
    target: { platform: "slack", workspace: workspace.team, conversation },
    here: {
      ...(!mayPost(workspace) && { lacks: ["chat:write"] }),
      // Direct messages have ids of their own (docs.slack.dev/reference/objects/conversation-object); group ones begin otherwise.
      ...(conversation.startsWith("D") && { direct: true }),
    },
    ...(form && { form: "open" }),
    ...(locale !== undefined && { locale }),
    ...(zone !== undefined && { zone }),
  };
}

import { App, type Logger, type Receiver, type ViewSubmitAction, type webApi } from "@slack/bolt";
import type { Registry } from "../../src/core/command.ts";
import type { Dispatch } from "../../src/core/dispatch.ts";
import { answerCommand, answerPress } from "./asking.ts";
import type { Clients } from "./client.ts";
import { type Fates, onConversationEvent, onWorkspaceEvent } from "./fates.ts";
import { blockSuggestion, viewSubmission } from "./form-payloads.ts";
import { answerForm, type FormParts, suggest } from "./forms.ts";
import { pressedInHome } from "./home-press.ts";
import type { Homes } from "./homes.ts";
import { shortcutId } from "./manifest.ts";
import { callbackId, fieldId } from "./modal.ts";
import { seenOnce } from "./once.ts";
import { blockActions, confirmed, homeOpened, messageShortcut, placeOf, slashCommand, written } from "./payloads.ts";
import type { People } from "./people.ts";
import { askConfirmed, offerToAsk } from "./shortcut.ts";
import type { Workspaces } from "./workspaces.ts";
import { answerWritten } from "./written.ts";

export interface SlackAppParts extends Fates {
  dispatch: Dispatch;
  registry: Pick<Registry<unknown>, "has" | "keys">;
  onlyAnswers(command: string): boolean;
  complete: FormParts["complete"];
  workspaces: Workspaces;
  people: People;
  homes: Homes;
  receiver: Receiver;
  /** Answers people; what is posted goes through another one. */
  clients: Clients;
  clientOptions: webApi.WebClientOptions;
  /** Where the app can be installed by a link. */
  installUrl: string | undefined;
  logger: Logger;
  log(message: string, details: object): void;
  report(error: unknown, where: string): string;
  /** Milliseconds after which a question is acknowledged and answered later. */
  slowMs?: number;
}

export interface SlackApp {
  app: App;
  /** Waits for answers under way. */
  drain(): Promise<void>;
}

/** Milliseconds; Slack gives three seconds, of which the way there and back takes its part. */
const slow = 1_500;

/** Bolt with what Picketline listens to: commands, button presses, mentions, direct messages, and the fate of conversations. */
export function createSlackApp(parts: SlackAppParts): SlackApp {
  const { workspaces, report, registry, people, clients, dispatch, homes } = parts;
  const app = new App({
    ...{ receiver: parts.receiver, clientOptions: parts.clientOptions, logger: parts.logger },
    // What the bot says itself is left out below, by name; nothing is kept of conversations.
    ...{ ignoreSelf: false, convoStore: false },
    // Bolt is given no token: it would keep a client for each workspace for ever, and answers need none. Who is served is decided below.
    authorize: async () => ({}),
  });
  const underWay = new Set<Promise<unknown>>();
  const isNew = seenOnce(10_000);
  const asking: FormParts = { ...parts, slowMs: parts.slowMs ?? slow };
  const until = <T>(work: Promise<T>): Promise<T> => {
    underWay.add(work);
    return work.finally(() => underWay.delete(work));
  };

  app.command(/^/u, async ({ ack, body }) => {
    const parsed = slashCommand.safeParse(body);
    if (parsed.success) await until(answerCommand(parsed.data, ack, asking));
  });
  app.action(/^ask:/u, async ({ ack, body }) => {
    const parsed = blockActions.safeParse(body);
    if (!parsed.success) return;
    await ack();
    await until(answerPress(parsed.data, asking));
  });
  app.view<ViewSubmitAction>(callbackId, async ({ ack, body }) => {
    const parsed = viewSubmission.safeParse(body);
    if (parsed.success) await until(answerForm(parsed.data, ack, asking));
  });
  app.options(fieldId, async ({ ack, body }) => {
    const parsed = blockSuggestion.safeParse(body);
    await ack(parsed.success ? await suggest(parsed.data, asking) : { options: [] });
  });
  app.shortcut({ callback_id: shortcutId, type: "message_action" }, async ({ ack, body }) => {
    await ack();
    const parsed = messageShortcut.safeParse(body);
    if (parsed.success) await until(offerToAsk(parsed.data, clients, asking));
  });
  app.view({ callback_id: shortcutId, type: "view_submission" }, async ({ ack, body }) => {
    await ack();
    const parsed = confirmed.safeParse(body);
    if (parsed.success) await until(askConfirmed(parsed.data, asking));
  });
  const heard = async (body: unknown): Promise<void> => {
    const parsed = written.safeParse(body);
    if (parsed.success && isNew(parsed.data.event_id))
      await until(answerWritten(parsed.data, { workspaces, people, clients, dispatch, registry }));
  };
  app.event("app_mention", ({ body }) => heard(body));
  app.event("message", ({ body }) => heard(body));
  app.event("app_home_opened", async ({ body }) => {
    const parsed = homeOpened.safeParse(body);
    if (!parsed.success || parsed.data.event.tab !== "home" || !isNew(parsed.data.event_id)) return;
    const { user: userId, channel: conversation } = parsed.data.event;
    await until(homes.opened({ place: placeOf(parsed.data), userId, conversation }));
  });
  app.action(/^home:/u, async ({ ack, body }) => {
    await ack();
    const pressed = pressedInHome(body);
    if (pressed) await until(homes.pressed(pressed.home, pressed.press));
  });
  for (const name of ["channel_archive", "group_archive", "channel_deleted", "group_deleted", "channel_id_changed"] as const)
    app.event(name, ({ body }) => until(onConversationEvent(body, parts)));
  for (const name of ["app_uninstalled", "tokens_revoked", "team_access_granted", "team_access_revoked"] as const)
    app.event(name, ({ body }) => until(onWorkspaceEvent(body, parts)));
  app.error(async (error) => {
    report(error, "slack");
  });

  return {
    app,
    async drain() {
      await Promise.allSettled(underWay);
    },
  };
}

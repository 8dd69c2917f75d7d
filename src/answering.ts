import { randomBytes } from "node:crypto";
import { commands } from "../commands/index.ts";
import type { Context } from "../commands/shared/context.ts";
import pkg from "../package.json" with { type: "json" };
import type { Clock } from "./core/clock.ts";
import { mayRun, type Registry, registry } from "./core/command.ts";
import { createDispatch, type Dispatch } from "./core/dispatch.ts";
import type { Invocation } from "./core/invocation.ts";
import type { DeliveryLog } from "./core/outbox.ts";
import type { Forgetting, Messenger, Platform, PreferenceStore, Preferences, Subscriptions, Target } from "./core/ports.ts";
import { type Lang, languages } from "./core/words.ts";
import type { History } from "./disputes/fold.ts";
import type { Library } from "./disputes/library.ts";
import { isNear } from "./disputes/owner.ts";
import { standingOf } from "./organizers.ts";
import type { OrganizingDesk } from "./organizing.ts";
import { news } from "./reminders/news.ts";
import { preview } from "./reminders/plan.ts";
import { messages } from "./text/messages.ts";
import type { Workspace } from "./workspaces.ts";

export interface AnsweringParts {
  library: Pick<Library, "visibleTo" | "nearTo">;
  clock: Clock;
  preferences: PreferenceStore;
  subscriptions: Subscriptions | undefined;
  /** Absent where nothing is kept. */
  deliveryLog?: DeliveryLog;
  /** What organizers do, and who they are; absent where nothing is kept. */
  desk?: OrganizingDesk;
  /** Absent where nothing is kept. */
  forgetting?: Forgetting;
  /** Where the employer may read, by the settings. */
  employerWorkspaces?: readonly Workspace[];
  /** Of the platforms in which an answer is not a post of our own; absent where there are none. */
  messengerOf?(platform: Platform): Messenger | undefined;
  /** Writes an unexpected error under its reference number. */
  log(reference: string, error: unknown, command: string): void;
}

export interface Answering {
  dispatch: Dispatch;
  registry: Registry<Context>;
  /** Values for an argument that begin with what was typed, best first. */
  complete(invocation: Invocation, arg: string, typed: string): Promise<string[]>;
}

/** Everything between an invocation and its reply, on whatever the program could open. */
export function createAnswering(parts: AnsweringParts): Answering {
  const all = registry(commands);
  const standingBy = (invocation: Invocation) => parts.desk?.standingOf(invocation) ?? standingOf(invocation, []);
  const contextFor = async (invocation: Invocation): Promise<Context> => {
    const { target, caller } = invocation;
    const lang = langOf(invocation, parts.library);
    const standing = standingBy(invocation);
    const { disputes, near } = reachOf(standing.homes, parts.library);
    return {
      now: invocation.now ?? parts.clock.now(),
      lang,
      langChosen: chosenLang(invocation) !== undefined,
      m: messages(lang),
      target,
      callerId: caller.id,
      callerZone: zoneOf(invocation),
      disputes,
      near,
      preferred: (await parts.preferences.get(target)).dispute,
      preferences: parts.preferences,
      subscriptions: parts.subscriptions,
      deliveryLog: parts.deliveryLog,
      role: standing.role,
      organizing: standing.role === "member" ? undefined : parts.desk?.for(standing, target, caller.id),
      here: invocation.here ?? {},
      announce: announcer(parts.messengerOf?.(target.platform), target),
      preview(subscription, from, to) {
        const history = disputes.find((each) => each.dispute.id === subscription.dispute);
        return history && preview(subscription, history, from, to);
      },
      news: parts.deliveryLog && newsIn(parts.deliveryLog, invocation, disputes, lang, parts.clock),
      forgetting: parts.forgetting,
      employerMayRead: (parts.employerWorkspaces ?? []).some((w) => w.platform === target.platform && w.workspace === target.workspace),
      version: pkg.version,
      registry: () => all,
    };
  };
  /** What the settings and this conversation add to what the platform says: a role, and what is read and which time it is here. */
  async function completed(invocation: Invocation): Promise<Invocation> {
    // What cannot be read here cannot be read for the answer either, which then says so.
    const { lang, zone } = await parts.preferences.get(invocation.target).catch((): Preferences => ({}));
    const chosen = { ...(lang !== undefined && { locale: lang }), ...(zone !== undefined && { zone }) };
    const caller = { ...invocation.caller, role: standingBy(invocation).role };
    // In a channel each reads what their platform says; a choice made where nobody else reads is their own.
    return invocation.here?.direct ? { ...invocation, ...chosen, caller } : { ...chosen, ...invocation, caller };
  }
  const dispatch = createDispatch<Context>({
    registry: all,
    contextFor,
    textsFor: (invocation) => messages(langOf(invocation, parts.library)).dispatch,
    report: (error, { command }) => reference((ref) => parts.log(ref, error, command)),
  });
  return {
    dispatch: async (invocation) => dispatch(await completed(invocation)),
    registry: all,
    async complete(invocation, arg, typed) {
      const command = all.get(invocation.command);
      // What only organizers may ask is not told by what completes it either.
      if (!command?.complete || !mayRun(command, standingBy(invocation).role)) return [];
      const context = await contextFor(invocation);
      const values = command.complete(arg, { ...context, disputes: await familiar(context) });
      const wanted = typed.toLowerCase();
      return values.filter((value) => value.toLowerCase().startsWith(wanted)).slice(0, 25);
    },
  };
}

/** Where somebody speaks for several workspaces, what the first sees comes first. */
function reachOf(
  homes: readonly Workspace[],
  { visibleTo, nearTo }: Pick<Library, "visibleTo" | "nearTo">,
): { disputes: readonly History[]; near: readonly History[] } {
  const [home, ...more] = homes;
  if (home && more.length === 0) return { disputes: visibleTo(home), near: nearTo(home) };
  const disputes = [...new Set(homes.flatMap((each) => visibleTo(each)))];
  return { disputes, near: disputes.filter(({ dispute }) => homes.some((each) => isNear(dispute, each))) };
}

/** What strangers share is offered only where it was chosen or is followed. */
async function familiar({ disputes, near, preferred, subscriptions, target }: Context): Promise<readonly History[]> {
  if (disputes.length === near.length) return near;
  const followed = (await subscriptions?.list(target).catch(() => [])) ?? [];
  const known = new Set([...near.map(({ dispute }) => dispute.id), ...followed.map(({ dispute }) => dispute), preferred]);
  return disputes.filter(({ dispute }) => known.has(dispute.id));
}

const newsIn =
  (log: DeliveryLog, { target, now }: Invocation, disputes: readonly History[], lang: Lang, clock: Clock): Context["news"] =>
  async (message) => {
    const said = await log.said(target, message);
    const history = disputes.find(({ dispute }) => dispute.id === said[0]?.reminder.dispute);
    return history && news(said, history, now ?? clock.now(), lang);
  };

/** Each confirmation is a message of its own, never sent a second time: its key need only be new. */
const announcer = (messenger: Messenger | undefined, target: Target): Context["announce"] =>
  messenger && ((reply, there = target) => messenger.post({ key: `said/${randomBytes(9).toString("base64url")}`, target: there, reply }));

/** A number to tell whoever runs this, and to find in the log. */
export function reference(write: (reference: string) => void): string {
  const ref = randomBytes(4).toString("hex");
  write(ref);
  return ref;
}

export function logToStderr(reference: string, error: unknown, command: string): void {
  process.stderr.write(`${reference} ${command}: ${error instanceof Error ? error.stack : String(error)}\n`);
}

/** Asked for, else the caller's own. */
function chosenLang({ lang, locale }: Invocation): Lang | undefined {
  const spoken = locale?.slice(0, 2).toLowerCase();
  return lang ?? languages.find((l) => l === spoken);
}

/** Undefined where this computer does not know it: reminders must not depend on what a platform calls a zone. */
function zoneOf({ zone }: Invocation): string | undefined {
  try {
    return zone && new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}

/** Where nobody chose: the language of the disputes here. */
const langOf = (invocation: Invocation, library: Pick<Library, "visibleTo" | "nearTo">): Lang =>
  chosenLang(invocation) ?? library.nearTo(invocation.target)[0]?.dispute.language ?? "en";

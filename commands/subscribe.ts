import * as z from "zod";
import { clip } from "../src/core/dispatch.ts";
import { UserError } from "../src/core/errors.ts";
import {
  type DirectMessages,
  type QuietHours,
  type ReminderRule,
  ruleKey,
  type Subscription,
  type Subscriptions,
} from "../src/core/ports.ts";
import {
  actions,
  type Block,
  code,
  heading,
  type Inline,
  item,
  list,
  note,
  paragraph,
  type Reply,
  reply,
  strong,
  text,
} from "../src/core/reply.ts";
import { maySee } from "../src/disputes/owner.ts";
import type { Dispute } from "../src/disputes/report.ts";
import { nameOf } from "../src/text/describe.ts";
import type { Messages } from "../src/text/messages.ts";
import { disputeArg, scopeArgs } from "./shared/arguments.ts";
import { channelArg, mayManage, type Place, pingOf, placeOf, postArgs, publishOf } from "./shared/channel-arguments.ts";
import { type Context, command } from "./shared/context.ts";
import { subscriptionLines } from "./shared/describe-subscription.ts";
import { completeRule, discreetArg, quietOf, ruleArgs } from "./shared/rule-arguments.ts";
import { chooseDispute, completeScope, named } from "./shared/scope.ts";
import { currentSettings, settingsAction, settingsFields } from "./shared/settings-form.ts";
import { shownName } from "./shared/shown-names.ts";

const args = z.object({ ...ruleArgs, unit: scopeArgs.unit, ...discreetArg, ...disputeArg, ...postArgs, ...channelArg });

export const subscribe = command({
  name: "subscribe",
  description: { en: "Be reminded of dates here, and told when they change", es: "Recibir aquí recordatorios de fechas y sus cambios" },
  repeatable: false,
  args,
  form: { fields: settingsFields, prefill: currentSettings },
  complete: (name, context) =>
    completeRule(name) ?? (name === "unit" ? ["all", ...completeScope(name, context)] : completeScope(name, context)),
  async run(given, context) {
    const { m, lang, subscriptions, callerId, now } = context;
    const { dispute } = chooseDispute(given.dispute, context);
    const chosenUnits = unitsOf(given.unit, dispute, m);
    const quiet = quietHours(given.quiet, m);
    if (!subscriptions) throw new UserError(m.subscribe.noReminders);
    const place = placeOf(given.channel, context);
    const { target } = place;
    // An organizer sees their server's own disputes in a direct message too; what is sent there must not depend on who they are.
    if (!maySee(dispute, target)) throw new UserError(m.subscribe.notHere);
    mayPost(place, context);
    if (given.discreet === "yes" && !place.here.direct) throw new UserError(m.discreet.onlyDirect);
    const own = await subscriptions.list(target);
    const current = own.find((s) => s.dispute === dispute.id);
    if (!current && own.length >= most) throw new UserError(m.subscribe.tooMany(most));
    const kinds = said(given.about, current?.kinds, []);
    const units = said(chosenUnits, current?.units, []);
    const rule = ruleOf({ ...given, quiet }, current?.rule, context.callerZone ?? dispute.zone);
    const ping = said(pingOf(given.ping, place, context), current?.ping, null);
    const publish = said(publishOf(given.publish, place, m), current?.publish, false);
    const direct = place.here.direct ? directMessages(given.discreet, current) : null;
    const common = { target, dispute: dispute.id, lang, direct, createdBy: callerId, createdAt: now };
    const { before, after } = await subscriptions.put({ ...common, kinds, units, rule, ping, publish });
    const again = before?.paused ? m.subscribe.resumed : undefined;
    const done = before ? (again ?? (same(before, after) ? m.subscribe.same : m.subscribe.changed)) : m.subscribe.done;
    const title = nameOf(dispute.title, dispute, lang);
    const confirmation = reply(
      heading(done),
      list([item([strong(title)], ...subscriptionLines(after, dispute), [changes(after, m)])]),
      ...(before && !same(before, after)
        ? [note(text(m.subscribe.was)), list([item([strong(title)], ...subscriptionLines(before, dispute))])]
        : []),
      note(text(m.subscribe.stop), code(shownName(target.platform, lang)("unsubscribe"))),
      actions(
        { label: m.actions.preview, command: "preview", args: { dispute: dispute.id } },
        { label: m.actions.deadlines, command: "deadlines", args: { dispute: dispute.id } },
        settingsAction(dispute.id, context),
      ),
    );
    const more = remarks(after, given, place, context);
    const answer = await announced(confirmation, { before, after }, subscriptions, context);
    return reply(...warning(context), ...answer.blocks, ...more);
  },
});

const directMessages = (discreet: Given["discreet"], current: Subscription | undefined): DirectMessages =>
  discreet === undefined ? (current?.direct ?? "plain") : discreet === "yes" ? "discreet" : "plain";

/** @throws UserError where the caller may not set this up for everyone there, or the bot could not post. */
function mayPost(place: Place, context: Context): void {
  mayManage(place, context);
  const { here } = place;
  const { m } = context;
  if (here.lacks && here.lacks.length > 0) throw new UserError(m.subscribe.lacks(here.lacks.join(", ")));
}

/**
 * Posts the confirmation as reminders will be posted: where that is refused, they would be too, so a new subscription is not kept
 * and the reason is said now. One that was there stays: the next reminder that is refused pauses it. Whoever changes what only they read
 * is not written to for that: the answer says it.
 */
async function announced(confirmation: Reply, { before, after }: Put, subscriptions: Subscriptions, context: Context): Promise<Reply> {
  if (before && !before.paused && after.direct !== null) return confirmation;
  const discreet = after.direct === "discreet";
  const shown = discreet ? reply(paragraph(text(context.m.discreet.announced))) : confirmation;
  const posted = await context.announce?.(shown, after.target);
  if (posted?.outcome === "delivered") return discreet ? confirmation : reply(paragraph(text(context.m.subscribe.announced)));
  if (posted?.outcome !== "paused" && posted?.outcome !== "stopped" && posted?.outcome !== "ended") return confirmation;
  if (!before) await subscriptions.end(after.target, after.dispute);
  throw new UserError(context.m.subscribe.cannotPost(posted.reason));
}

/** What only whoever set it up needs to know: that a role will not hear it, that it could be published, how to stop pinging. */
function remarks(
  after: Subscription,
  given: z.output<typeof args>,
  { target, here }: Place,
  { m, here: asked, ...context }: Context,
): Block[] {
  const unheard = given.ping !== undefined && after.ping && asked.roles?.[after.ping]?.botMay === false;
  const publishable = here.announcement === true && after.publish !== true && given.publish === undefined;
  const again = { dispute: after.dispute };
  const isHere = target.conversation === context.target.conversation;
  const offered = [
    ...(publishable ? [{ label: m.subscribe.publish, command: "subscribe", args: { ...again, publish: "yes" } }] : []),
    ...(after.ping ? [{ label: m.subscribe.noPing, command: "subscribe", args: { ...again, ping: "none" } }] : []),
  ];
  return [
    ...(unheard ? [paragraph(text(m.subscribe.pingUnheard))] : []),
    ...(publishable ? [note(text(m.subscribe.mayPublish), code("subscribe publish:yes"))] : []),
    ...(isHere && offered.length > 0 ? [actions(...offered)] : []),
  ];
}

/** Said to whoever subscribes, and not to all there. */
const warning = ({ employerMayRead, m }: Context): Block[] =>
  employerMayRead ? [paragraph(strong(m.employer.mayRead), text(` ${m.employer.rather}`))] : [];

type Put = Awaited<ReturnType<Subscriptions["put"]>>;

/** What one conversation can be subscribed to: more than anybody follows, less than a flood. */
const most = 200;

type Given = Omit<z.output<typeof args>, "quiet"> & { quiet: QuietHours | null | undefined };

/** What is not said this time stays as it was chosen before. */
const ruleOf = ({ remind, at, zone, quiet, digest }: Given, before: ReminderRule | undefined, usualZone: string): ReminderRule => ({
  leads: said(remind, before?.leads, null),
  hour: said(at, before?.hour, "09:00"),
  zone: said(zone, before?.zone, usualZone),
  quiet: said(quiet, before?.quiet, null),
  digest: said(digest && digest === "daily", before?.digest, false),
});

function said<T>(now: T | undefined, before: T | undefined, usual: T): T {
  if (now !== undefined) return now;
  return before === undefined ? usual : before;
}

const unitsOf = (unit: string | undefined, { units }: Dispute, m: Messages): string[] | undefined =>
  unit?.toLowerCase() === "all" ? [] : unit === undefined ? undefined : [named(unit, units, m.unknownUnit) ?? unit];

function quietHours(given: string | undefined, m: Messages): QuietHours | null | undefined {
  if (given === undefined) return undefined;
  const quiet = quietOf(given);
  if (quiet === undefined) throw new UserError(m.subscribe.badQuiet(clip(given)), "quiet");
  return quiet;
}

/** News is not moved: whoever chose quiet hours must know. */
const changes = ({ rule }: Subscription, m: Messages): Inline => text(rule.quiet ? m.subscribe.changesInQuiet : m.subscribe.changes);

const same = (a: Subscription, b: Subscription): boolean => key(a) === key(b);
const key = ({ kinds, units, lang, rule, direct = null, ping = null, publish = false }: Subscription): string =>
  JSON.stringify([[...kinds].sort(), [...units].sort(), lang, ruleKey(rule), direct, ping, publish]);

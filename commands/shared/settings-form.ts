import { leadText, type Subscription } from "../../src/core/ports.ts";
import type { Action } from "../../src/core/reply.ts";
import { type Subject, subjects } from "../../src/core/words.ts";
import type { Context } from "./context.ts";
import { chooseDispute } from "./scope.ts";

/** What of a subscription is asked in a form; a platform with less room shows the first. */
export const settingsFields = ["about", "unit", "remind", "at", "zone", "dispute", "quiet", "digest"] as const;

/** The settings as they are in this conversation, in the words that change them. */
export async function currentSettings(given: Readonly<Record<string, string>>, context: Context): Promise<Record<string, string>> {
  const { dispute } = chooseDispute(given.dispute, context);
  const own = (await context.subscriptions?.list(context.target))?.find((each) => each.dispute === dispute.id);
  return { dispute: dispute.id, ...(own ? wordsOf(own) : { zone: context.callerZone ?? dispute.zone }) };
}

function wordsOf({ kinds, units, rule: { leads, hour, zone, quiet, digest } }: Subscription): Record<string, string> {
  const about = (Object.keys(subjects) as Subject[]).filter(
    (subject) => kinds.length === 0 || subjects[subject].every((kind) => kinds.includes(kind)),
  );
  return {
    ...(about.length > 0 && { about: about.join(",") }),
    ...{ unit: units[0] ?? "all", remind: leads === null ? "usual" : leads.map(leadText).join(","), at: hour, zone },
    ...{ quiet: quiet ? `${quiet.from}-${quiet.to}` : "none", digest: digest ? "daily" : "none" },
  };
}

/** Opens the form, where the platform has forms. */
export const settingsAction = (dispute: string, { m }: Pick<Context, "m">): Action => ({
  label: m.actions.settings,
  command: "subscribe",
  args: { dispute },
  form: true,
});

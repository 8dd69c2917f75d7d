import * as z from "zod";
import { arg } from "../../src/core/args.ts";
import { UserError } from "../../src/core/errors.ts";
import type { Here } from "../../src/core/invocation.ts";
import type { Subscriptions, Target } from "../../src/core/ports.ts";
import type { Messages } from "../../src/text/messages.ts";
import type { Context } from "./context.ts";

const on = ["discord"] as const;
const id = z.string().trim().min(1).max(40);

/** A forum has no place of its own in which a command could be typed. */
export const channelArg = {
  channel: arg(id.optional(), {
    ...{ en: "Another channel, such as a forum", es: "Otro canal, por ejemplo un foro" },
    ...{ named: true, format: "channel", on },
  }),
};

/** What a post in a channel brings with it. */
export const postArgs = {
  ping: arg(id.optional(), { en: "A role to notify", es: "Un rol al que avisar", named: true, format: "role", on }),
  publish: arg(z.enum(["yes", "no"]).optional(), {
    ...{ en: "Also to servers that follow this channel", es: "También a los servidores que siguen este canal" },
    ...{ named: true, on },
  }),
};

export interface Place {
  target: Target;
  here: Here;
}

/** The conversation that is meant: this one, or the one that is named. @throws UserError where the platform did not say which that is. */
export function placeOf(channel: string | undefined, { target, here, m }: Context): Place {
  if (channel === undefined || channel === target.conversation) return { target, here };
  const there = here.places?.[channel];
  if (!there) throw new UserError(m.unknownChannel);
  return { target: { ...target, conversation: channel }, here: there };
}

/** The same; in a thread that follows nothing itself, the channel that it is a thread of: a forum is spoken for in its posts. */
export async function followed(channel: string | undefined, subscriptions: Subscriptions, context: Context): Promise<Place> {
  const place = placeOf(channel, context);
  const { parent } = place.here;
  if (channel !== undefined || parent === undefined || (await subscriptions.list(place.target)).length > 0) return place;
  const above = { ...place, target: { ...place.target, conversation: parent } };
  return (await subscriptions.list(above.target)).length > 0 ? above : place;
}

/** @throws UserError where the caller may not set up what everyone there gets. */
export function mayManage({ here }: Place, { role, m }: Pick<Context, "role" | "m">): void {
  if (here.manages === false && role === "member") throw new UserError(m.subscribe.notYours);
}

/** The role to notify; null for none, undefined where nothing was said. @throws UserError where it may not be. */
export function pingOf(given: string | undefined, place: Place, { here: { roles }, m }: Context): string | null | undefined {
  if (given === undefined) return undefined;
  // An organizer by the settings is nobody in the server: who may notify is the server's to say.
  if (place.here.manages !== true) throw new UserError(m.subscribe.notYours);
  if (given === "none") return null;
  const role = roles?.[given];
  if (!role) throw new UserError(m.subscribe.unknownRole);
  if (role.everyone) throw new UserError(m.subscribe.pingEveryone);
  if (!role.callerMay) throw new UserError(m.subscribe.pingNotYours);
  return given;
}

/** @throws UserError where nothing can be published. */
export function publishOf(given: "yes" | "no" | undefined, { here }: Place, m: Messages): boolean | undefined {
  if (given === "yes" && here.announcement !== true) throw new UserError(m.subscribe.notAnnouncement);
  return given && given === "yes";
}

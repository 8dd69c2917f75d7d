import type { Audience } from "../core/outbox.ts";
import type { Subscription } from "../core/ports.ts";

/** Whether a subscription is about something of this kind and these units; what names no unit concerns all. The fan-out's SQL says the same. */
export const covers = ({ kinds, units }: Pick<Subscription, "kinds" | "units">, of: Audience): boolean =>
  (kinds.length === 0 || kinds.some((kind) => kind === of.kind)) &&
  (units.length === 0 || of.units.length === 0 || of.units.some((unit) => units.includes(unit)));

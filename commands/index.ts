import { about } from "./about.ts";
import { ask } from "./ask.ts";
import { care } from "./care.ts";
import { deadlines } from "./deadlines.ts";
import { deliveries } from "./deliveries.ts";
import { help } from "./help.ts";
import { nextSession } from "./next-session.ts";
import { positions } from "./positions.ts";
import { preview } from "./preview.ts";
import type { PicketlineCommand } from "./shared/context.ts";
import { sources } from "./sources.ts";
import { status } from "./status.ts";
import { subscribe } from "./subscribe.ts";
import { subscriptions } from "./subscriptions.ts";
import { timeline } from "./timeline.ts";
import { unsubscribe } from "./unsubscribe.ts";
import { use } from "./use.ts";
import { whatChanged } from "./what-changed.ts";

/** Every command, in the order in which help names them. Adding one: its file, and its line here. */
export const commands: readonly PicketlineCommand[] = [
  ask,
  nextSession,
  deadlines,
  status,
  timeline,
  positions,
  care,
  whatChanged,
  sources,
  subscribe,
  unsubscribe,
  subscriptions,
  preview,
  deliveries,
  use,
  help,
  about,
];

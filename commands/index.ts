import { about } from "./about.ts";
import { approve } from "./approve.ts";
import { ask } from "./ask.ts";
import { cancel } from "./cancel.ts";
import { care } from "./care.ts";
import { deadlines } from "./deadlines.ts";
import { deliveries } from "./deliveries.ts";
import { discard } from "./discard.ts";
import { disputeSettings } from "./dispute-settings.ts";
import { drafts } from "./drafts.ts";
import { exportDispute } from "./export.ts";
import { forgetMe } from "./forget-me.ts";
import { help } from "./help.ts";
import { history } from "./history.ts";
import { importDispute } from "./import.ts";
import { move } from "./move.ts";
import { newDispute } from "./new-dispute.ts";
import { news } from "./news.ts";
import { nextSession } from "./next-session.ts";
import { organizers } from "./organizers.ts";
import { positions } from "./positions.ts";
import { preview } from "./preview.ts";
import { report } from "./report.ts";
import { retract } from "./retract.ts";
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
  news,
  preview,
  report,
  move,
  cancel,
  retract,
  drafts,
  approve,
  discard,
  history,
  deliveries,
  organizers,
  newDispute,
  disputeSettings,
  exportDispute,
  importDispute,
  use,
  forgetMe,
  help,
  about,
];

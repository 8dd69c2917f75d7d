import * as z from "zod";
import { type Block, heading, list, paragraph, reply, strong, text } from "../src/core/reply.ts";
import { byStart, isAhead } from "../src/disputes/query.ts";
import type { Milestone } from "../src/disputes/state.ts";
import { milestoneItem } from "../src/text/describe.ts";
import { scopeArgs } from "./shared/arguments.ts";
import { command } from "./shared/context.ts";
import { asked, closing, completeScope } from "./shared/scope.ts";

export const timeline = command({
  name: "timeline",
  description: { en: "Every milestone so far and ahead", es: "Todos los hitos hasta ahora y los que vienen" },
  args: z.object(scopeArgs),
  complete: completeScope,
  run(input, context) {
    const about = asked(input, context);
    const { m } = context;
    const sorted = about.milestones.sort(byStart);
    const section = (title: string, milestones: readonly Milestone[]): Block[] =>
      milestones.length > 0 ? [paragraph(strong(title)), list(milestones.map((each) => milestoneItem(each, about)))] : [];
    return reply(
      heading(m.timeline.title),
      ...(sorted.length === 0 ? [paragraph(text(m.timeline.none))] : []),
      ...section(
        m.timeline.before,
        sorted.filter((each) => !isAhead(each, about.now)),
      ),
      ...section(
        m.timeline.ahead,
        sorted.filter((each) => isAhead(each, about.now)),
      ),
      closing(about, context),
    );
  },
});

import * as z from "zod";
import { arg } from "../src/core/args.ts";
import { type Block, heading, item, note, paragraph, reply, text } from "../src/core/reply.ts";
import { concerns } from "../src/disputes/query.ts";
import type { Claim } from "../src/disputes/state.ts";
import { claimItem, nameOf } from "../src/text/describe.ts";
import { scopeArgs } from "./shared/arguments.ts";
import { command } from "./shared/context.ts";
import { type Asked, asked, closing, completeScope, named } from "./shared/scope.ts";

export const positions = command({
  name: "positions",
  description: { en: "What each side says, side by side", es: "Lo que dice cada parte, lado a lado" },
  args: z.object({
    topic: arg(z.string().trim().min(1).max(100).optional(), { en: "One topic only", es: "Un solo tema", completes: true, rest: true }),
    ...scopeArgs,
  }),
  complete: (name, context) =>
    name === "topic" ? context.disputes.flatMap((h) => [...h.dispute.topics.keys()]) : completeScope(name, context),
  run({ topic: given, ...input }, context) {
    const about = asked(input, context);
    const { m } = context;
    const topic = named(given, about.dispute.topics, m.unknownTopic);
    const claims = about.state.claims.filter((c) => isPosition(c, about, topic)).toReversed();
    if (claims.length === 0) return reply(heading(m.positions.title), paragraph(text(m.positions.none)), closing(about, context));
    return reply(heading(m.positions.title), sides(claims, about), note(text(m.positions.intro)), closing(about, context));

    function sides(all: readonly Claim[], { dispute, lang }: Asked): Block {
      const side = (party: "union" | "employer") => {
        const items = all.filter((c) => c.party === party).map((c) => claimItem(c, about));
        return {
          title: nameOf(dispute.parties[party].name, dispute, lang),
          items: items.length > 0 ? items : [item([text(m.positions.silent)])],
        };
      };
      return { type: "sides", sides: [side("union"), side("employer")] };
    }
  },
});

function isPosition(claim: Claim, { dispute, scope }: Asked, topic: string | undefined): boolean {
  if (claim.party === null || claim.superseded || !concerns(dispute, claim, scope)) return false;
  if (topic !== undefined) return claim.topic === topic;
  const group = dispute.topics.get(claim.topic)?.group;
  return group === "issue" || group === "talks";
}

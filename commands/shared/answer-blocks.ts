import type { Answer, Facts, Near } from "../../src/ask/answer.ts";
import { type Action, actions, type Block, code, type Item, item, list, paragraph, strong, text } from "../../src/core/reply.ts";
import type { Claim, Milestone } from "../../src/disputes/state.ts";
import { dayText } from "../../src/text/dates.ts";
import { claimItem, milestoneItem, nameOf } from "../../src/text/describe.ts";
import { changesSince } from "./changes.ts";
import type { Context } from "./context.ts";
import type { Asked } from "./scope.ts";

/** An answer in words: the facts, what no report says of them, and nothing else. */
export function answerBlocks(answer: Answer, about: Asked, context: Context): Block[] {
  switch (answer.type) {
    case "remind":
      return remindBlocks(answer, about, context);
    case "changed":
      return changedBlocks(about, context);
    case "duty":
      return dutyBlocks(answer, about, context);
    case "facts":
      return factBlocks(answer, about, context);
    case "unknown":
      return [paragraph(strong(context.m.ask.notInReports)), ...nearBlocks(answer.near, about, context)];
    default:
      return answer satisfies never;
  }
}

const milestoneList = (milestones: readonly Milestone[], about: Asked): Block[] =>
  milestones.length > 0 ? [list(milestones.map((m) => milestoneItem(m, about)))] : [];

function remindBlocks({ about: subjects, unit, milestones }: Extract<Answer, { type: "remind" }>, about: Asked, { m }: Context): Block[] {
  const args = { ...(subjects.length > 0 && { about: subjects.join(",") }), ...(unit !== undefined && { unit }) };
  const typed = ["subscribe", ...Object.entries(args).map(([name, value]) => `${name}:${value}`)].join(" ");
  return [
    paragraph(text(`${m.ask.remind} `), code(typed)),
    ...(milestones.length > 0 ? [paragraph(text(m.ask.remindOf)), ...milestoneList(milestones, about)] : []),
    actions({ label: m.actions.subscribe, command: "subscribe", args }),
  ];
}

function changedBlocks(about: Asked, { m }: Context): Block[] {
  const items = changesSince(about, about.now.subtract({ hours: 7 * 24 }), 5);
  return items.length > 0 ? [paragraph(strong(m.status.latest)), list(items)] : [paragraph(text(m.whatChanged.none))];
}

function dutyBlocks({ day, before, on, after }: Extract<Answer, { type: "duty" }>, about: Asked, { m, lang }: Context): Block[] {
  const named = dayText(day, lang);
  const section = (title: string, milestones: readonly Milestone[]): Block[] =>
    milestones.length > 0 ? [paragraph(text(title)), ...milestoneList(milestones, about)] : [];
  return [
    ...(on.length > 0 ? section(m.ask.duty.on, on) : [paragraph(text(m.ask.duty.none(named)))]),
    ...section(m.ask.duty.before, before),
    ...section(m.ask.duty.after, after),
  ];
}

function factBlocks({ milestones, claims, first, gaps, certainty, exact }: Facts, about: Asked, { m }: Context): Block[] {
  const certain = milestones.some((each) => each.status !== "possible" && each.status !== "noticed");
  const lead = !exact ? m.ask.near : certainty && milestones.length > 0 && !certain ? m.ask.notCertain : undefined;
  const missing = gaps.map((gap) => paragraph(text(m.ask.gaps[gap])));
  const parts: Block[][] = [milestoneList(milestones, about), claims.length > 0 ? [list(claims.map((c) => claimLine(c, about, m)))] : []];
  return [...(lead === undefined ? [] : [paragraph(text(lead))]), ...missing, ...(first === "claims" ? parts.reverse() : parts).flat()];
}

function claimLine(claim: Claim, about: Asked, m: Context["m"]): Item {
  const described = claimItem(claim, about);
  return claim.superseded ? item(described.body, [text(m.ask.superseded)], ...described.notes) : described;
}

function nearBlocks(near: readonly Near[], about: Asked, { m, lang, registry }: Context): Block[] {
  const offers = near.map((each): { action: Action; line: Item } => {
    const args: Record<string, string> = each.command === "positions" ? { topic: each.topic } : {};
    const topic = each.command === "positions" ? about.dispute.topics.get(each.topic) : undefined;
    const label = topic ? nameOf(topic.name, about.dispute, lang) : (registry().get(each.command)?.description[lang] ?? each.command);
    const typed = [each.command, ...Object.values(args)].join(" ");
    return { action: { label, command: each.command, args }, line: item([code(typed), text(` · ${label}`)]) };
  });
  return [paragraph(text(m.ask.offer)), list(offers.map((o) => o.line)), actions(...offers.map((o) => o.action))];
}

import * as z from "zod";
import { ask as askReports } from "../src/ask/ask.ts";
import { languageOf } from "../src/ask/language.ts";
import { arg } from "../src/core/args.ts";
import { note, type Reply, reply, text } from "../src/core/reply.ts";
import { messages } from "../src/text/messages.ts";
import { answerBlocks } from "./shared/answer-blocks.ts";
import { scopeArgs } from "./shared/arguments.ts";
import { command } from "./shared/context.ts";
import { asked, closing, completeScope, disputeAskedAbout, whereToAsk } from "./shared/scope.ts";

export const ask = command({
  name: "ask",
  description: { en: "Ask in your own words", es: "Preguntar con sus propias palabras" },
  args: z.object({
    question: arg(z.string().trim().min(1).max(1_000), {
      en: "Your question",
      es: "Su pregunta",
      rest: true,
      example: "is nov 1 confirmed?",
    }),
    dispute: scopeArgs.dispute,
    "as-of": scopeArgs["as-of"],
  }),
  complete: completeScope,
  run({ question, ...input }, given): Reply {
    const lang = given.langChosen ? given.lang : (languageOf(question) ?? given.lang);
    const context = { ...given, lang, m: messages(lang) };
    const about = asked({ ...input, dispute: input.dispute ?? disputeAskedAbout(question, context) }, context);
    const answer = askReports({ text: question, lang, history: about.history, now: about.now });
    const care = "care" in answer && answer.care;
    const contact = whereToAsk(about.dispute, care ? ["patient", "worker"] : ["worker"], context);
    const urgent = "urgent" in answer && answer.urgent;
    return reply(
      ...(urgent ? contact : []),
      ...answerBlocks(answer, about, context),
      ...(answer.type === "duty" && contact.length === 0 ? [note(text(context.m.ask.confirm))] : []),
      ...(urgent ? [] : contact),
      closing(about, context),
    );
  },
});

import type { Registry } from "../../src/core/command.ts";
import { nearest } from "../../src/core/nearest.ts";

export interface Line {
  command: string;
  args: string;
}

type Known = Pick<Registry<unknown>, "has" | "keys">;

/** What follows `/strike`: a command and its words, or a question. Nothing at all asks for help. */
export function lineOf(typed: string, known: Known): Line {
  const text = plain(typed);
  const [first = "help"] = parted(text);
  const [, rest = ""] = parted(plain(typed, "id"));
  const command = first.toLowerCase();
  const isQuestion = rest !== "" && !known.has(command) && nearest(command, known.keys()) === undefined;
  return isQuestion ? { command: "ask", args: text } : { command, args: rest };
}

/** What was said to the bot: a question, unless it is a command and nothing but named arguments: `status of the strike?` is a question. */
export function questionOf(said: string, botUserId: string, known: Known): Line {
  const text = plain(said.replaceAll(new RegExp(`<@${botUserId}(\\|[^>]*)?>`, "gu"), " "));
  const [first = "help", rest = ""] = parted(text);
  const command = first.toLowerCase();
  const isCommand = known.has(command) && rest.split(/\s+/u).every((word) => word === "" || /^([a-z-]+[:=]\S+|\d+)$/iu.test(word));
  return isCommand ? { command, args: rest } : { command: "ask", args: text };
}

function parted(text: string): [string | undefined, string | undefined] {
  const match = /^(\S+)\s*(.*)$/su.exec(text);
  return [match?.[1], match?.[2]];
}

/** Slack writes links, people and channels as `<…|words>`, and three characters as entities (docs.slack.dev, "Formatting message text"). */
export const plain = (text: string, people: "name" | "id" = "name"): string =>
  text
    .replaceAll(/<@(\w+)(?:\|[^<>]*)?>/gu, (mention: string, id: string) => (people === "id" ? `@${id}` : mention))
    .replaceAll(/<[@#!]?([^|<>]+)(?:\|([^<>]*))?>/gu, (_, target: string, label?: string) => label || target)
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&")
    .trim();

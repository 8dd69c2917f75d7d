import { type Lang, languages } from "../../src/core/words.ts";
import { jsonOf } from "./buttons.ts";
import type { Followed } from "./home-view.ts";
import type { Home } from "./homes-lately.ts";
import { homeActions, homeMetadata } from "./payloads.ts";

/** What a press in App Home asks for, given what this person follows: commands, one after another. */
export type HomePress = (facts: { disputes: readonly Followed[] }) => readonly Asked[];

interface Asked {
  command: string;
  args: Record<string, string>;
  /** The language that it stays in, or is to be in. */
  lang?: Lang;
  /** Its answer is shown: nothing else in App Home would say that it was done. */
  told?: true;
}

/** A press in App Home, and whose it is; undefined where it cannot be read. */
export function pressedInHome(body: unknown): { home: Home; press: HomePress } | undefined {
  const parsed = homeActions.safeParse(body);
  if (!parsed.success) return undefined;
  const { place, userId, view, actions } = parsed.data;
  const [action] = actions;
  const metadata = homeMetadata.safeParse(jsonOf(view.private_metadata));
  const press = action && homePressOf(action.action_id, action.selected_option?.value);
  return press && metadata.success ? { home: { place, userId, conversation: metadata.data.conversation }, press } : undefined;
}

/** By the action's id, and what was chosen; undefined where it is none of ours. */
export function homePressOf(actionId: string, chosen: string | undefined): HomePress | undefined {
  const [, name, dispute = ""] = /^home:([a-z]+)(?::(.{1,200}))?$/u.exec(actionId) ?? [];
  const stays = ({ disputes }: Parameters<HomePress>[0]): Pick<Asked, "lang"> => {
    const lang = disputes.find((each) => each.dispute === dispute)?.following?.lang;
    return lang === undefined ? {} : { lang };
  };
  switch (name) {
    case "on":
      return () => [{ command: "subscribe", args: { dispute } }];
    case "off":
      return () => [{ command: "unsubscribe", args: { dispute } }];
    case "at":
    case "zone":
      return chosen === undefined ? undefined : (facts) => [{ command: "subscribe", args: { dispute, [name]: chosen }, ...stays(facts) }];
    case "lang":
      return inLanguage(chosen);
    case "forget":
      // Slack has asked whether they are sure.
      return () => [{ command: "forget-me", args: { confirm: "yes" }, told: true }];
    default:
      return undefined;
  }
}

/** Of what they read from now on, and of each thing that they are reminded of. */
function inLanguage(chosen: string | undefined): HomePress | undefined {
  const lang = languages.find((each) => each === chosen);
  if (lang === undefined) return undefined;
  return ({ disputes }) => [
    { command: "use", args: { language: lang }, lang },
    ...disputes.flatMap(({ dispute, following }) =>
      following && following.paused === null ? [{ command: "subscribe", args: { dispute }, lang }] : [],
    ),
  ];
}

import type { HomesParts } from "../adapters/slack/homes.ts";
import { languages } from "./core/words.ts";
import { isNear } from "./disputes/owner.ts";
import type { PlatformParts } from "./platforms.ts";
import { nameOf } from "./text/describe.ts";

/** What App Home shows of one person: the disputes of their workspace and what they follow besides, what they are reminded of, and the language that they read. */
export const followingOf =
  ({ library, subscriptions, preferences }: Pick<PlatformParts, "library" | "subscriptions" | "preferences">): HomesParts["following"] =>
  async (target, locale) => {
    const [own, { lang: chosen }] = await Promise.all([subscriptions.list(target), preferences.get(target)]);
    const followed = new Set(own.map((each) => each.dispute));
    const visible = library.visibleTo(target).filter(({ dispute }) => isNear(dispute, target) || followed.has(dispute.id));
    const spoken = languages.find((lang) => lang === locale?.slice(0, 2).toLowerCase());
    const lang = chosen ?? spoken ?? visible[0]?.dispute.language ?? "en";
    const disputes = visible.map(({ dispute }) => {
      const subscription = own.find((each) => each.dispute === dispute.id);
      return {
        ...{ dispute: dispute.id, title: nameOf(dispute.title, dispute, lang) },
        following: subscription && {
          ...{ hour: subscription.rule.hour, zone: subscription.rule.zone, paused: subscription.paused, lang: subscription.lang },
        },
      };
    });
    return { lang, disputes };
  };

import type { Target } from "../../src/core/ports.ts";
import { messengerContract } from "../contract/messenger.ts";
import { pingsIn, wordsOn } from "../fakes/slack/blocks.ts";
import { stage } from "./stage.ts";

const target: Target = { platform: "slack", workspace: "T1", conversation: "C1" };
const noKeys = "Slack knows no key of ours; the core looks back before it posts again";

messengerContract({
  name: "Slack",
  skip: { once: noKeys, repliesOnce: noKeys },
  async setup() {
    const { slack, running } = await stage({ scopes: ["channels:history", "channels:join"] });
    return {
      messenger: running.messenger,
      target,
      other: { ...target, conversation: "C2" },
      seen: async ({ conversation }: Target) =>
        slack.state.messages
          .filter((m) => m.channel === conversation)
          .map(({ ts, blocks, text, under }) => ({
            id: under === undefined ? ts : `${under}>${ts}`,
            text: wordsOn(blocks),
            under,
            pings: pingsIn(text, blocks),
          })),
    };
  },
});

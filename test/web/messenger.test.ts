import { describe, expect, it } from "vitest";
import { createMessenger } from "../../adapters/web/messenger.ts";
import { render } from "../../adapters/web/render.ts";
import { systemClock } from "../../src/core/clock.ts";
import type { Inbox, InboxMessage } from "../../src/core/outbox.ts";
import type { Target } from "../../src/core/ports.ts";
import { paragraph, reply, text } from "../../src/core/reply.ts";
import { sqlInbox } from "../../src/store/inbox.ts";
import { migrate } from "../../src/store/migrations.ts";
import { migrations } from "../../src/store/schema.ts";
import { messengerContract } from "../contract/messenger.ts";
import { freshMemory } from "../helpers/database.ts";
import { memoryInbox } from "../helpers/memory-inbox.ts";

const target: Target = { platform: "web", workspace: "local", conversation: "console" };
const entities: Record<string, string> = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'" };
const words = (markup: string) => markup.replace(/<[^>]*>/g, "\n").replace(/&[a-z#0-9]+;/g, (e) => entities[e] ?? e);

async function rig(inbox: Inbox) {
  return {
    messenger: createMessenger(inbox, systemClock, () => {}),
    target,
    other: { ...target, conversation: "elsewhere" },
    async seen({ conversation }: Target) {
      const messages = (await inbox.latest(conversation, 100)).reverse();
      return messages.map((m) => ({ id: m.id, text: words(render(m.reply, 3).markup), under: m.inReplyTo ?? undefined }));
    },
  };
}

messengerContract({ name: "the web console, in memory", setup: () => rig(memoryInbox()) });
messengerContract({
  name: "the web console, as kept",
  async setup() {
    const { db } = await freshMemory();
    await migrate(db, migrations);
    return rig(sqlInbox(db));
  },
});

describe("the web messenger", () => {
  const message = { key: "k", target, reply: reply(paragraph(text("Thursday"))) };

  it("announces what is new or changed, and nothing twice", async () => {
    const heard: [string, InboxMessage][] = [];
    const messenger = createMessenger(memoryInbox(), systemClock, (...news) => heard.push(news));
    await messenger.post(message);
    await messenger.post(message);
    await messenger.edit(target, "1", reply(paragraph(text("Friday"))));
    expect(heard.map(([where, { id, reply: said }]) => [where, id, said.text])).toEqual([
      ["console", "1", "Thursday"],
      ["console", "1", "Friday"],
    ]);
  });

  it("asks to try again when the inbox cannot be reached", async () => {
    const inbox = { ...memoryInbox(), add: () => Promise.reject(new Error("database away")) };
    expect(await createMessenger(inbox, systemClock, () => {}).post(message)).toEqual({ outcome: "retry", reason: "database away" });
  });
});

import { beforeEach, describe, expect, test } from "vitest";
import type { Forgotten, Person } from "../../src/core/ports.ts";
import type { Reply } from "../../src/core/reply.ts";
import { asking, folderWith, kaiser, loaded } from "../helpers/asking.ts";

const library = await loaded(await folderWith([kaiser]));
const none: Forgotten = {
  ...{ subscriptions: 0, messages: 0, preferences: 0, questions: 0 },
  ...{ roles: 0, anonymised: 0, reports: 0, drafts: 0 },
};
const some: Forgotten = { ...none, subscriptions: 1, messages: 12, preferences: 1, anonymised: 2 };

let calls: { what: "look" | "forget"; person: Person; direct: string | undefined }[];
beforeEach(() => {
  calls = [];
});
function start(kept = some) {
  const answer = (what: "look" | "forget") => async (person: Person, direct?: string) => {
    calls.push({ what, person, direct });
    return kept;
  };
  return asking(library, undefined, undefined, { forgetting: { look: answer("look"), forget: answer("forget") } });
}
const buttons = (reply: Reply) => reply.blocks.flatMap((b) => (b.type === "actions" ? b.actions : []));
const ana = { platform: "slack", workspace: "T1", user: "U1" };
const dm = { target: { platform: "slack", workspace: "T1", conversation: "D1" }, here: { direct: true } } as const;

describe("forget-me", () => {
  test("shows what would go, and does it once it is confirmed", async () => {
    const { invoke } = start();
    const { reply, audience } = await invoke({ command: "forget-me", ...dm });
    expect(audience).toBe("asker");
    expect(reply.text).toMatch(/^What would go[\s\S]*direct messages: 1\.[\s\S]*arrived: 12\.[\s\S]*“use”: 1\.[\s\S]*set them up: 2\./);
    expect(reply.text).not.toContain("asked what came of");
    expect(reply.text).toContain("your account in this workspace alone");
    expect(calls).toEqual([{ what: "look", person: ana, direct: "D1" }]);
    const [button] = buttons(reply);
    expect(button).toMatchObject({ command: "forget-me", args: { confirm: "yes" } });
    const done = await invoke({ command: "forget-me", args: { named: button?.args ?? {}, positional: [] }, ...dm });
    expect(done.reply.text).toMatch(/^Forgotten[\s\S]*direct messages: 1\./);
    expect(buttons(done.reply)).toEqual([]);
    expect(calls.at(-1)).toEqual({ what: "forget", person: ana, direct: "D1" });
  });

  test("elsewhere it is about the caller alone, and says where else to ask", async () => {
    const { invoke } = start();
    expect((await invoke({ command: "forget-me" })).reply.text).toContain("say it there, too");
    expect((await invoke({ command: "forget-me", ...dm })).reply.text).not.toContain("say it there, too");
    const discord = await invoke({ command: "forget-me", target: { platform: "discord", workspace: "1", conversation: "2" } });
    expect(discord.reply.text).toContain("each server and your direct messages count apart");
    expect(calls.map(({ person }) => person)).toMatchObject([ana, ana, { platform: "discord", workspace: "1", user: "U1" }]);
    expect(calls.map(({ direct }) => direct)).toEqual([undefined, "D1", undefined]);
  });

  test("where everyone would hear the answer, nothing is said or done", async () => {
    const { invoke } = start();
    for (const args of ["", "confirm:yes"]) {
      const { status, reply } = await invoke({ command: "forget-me", args, here: { overheard: true } });
      expect([status, reply.text]).toEqual(["refused", expect.stringMatching(/direct message with me, or with \/strike forget-me/)]);
    }
    expect(calls).toEqual([]);
  });

  test.each(["no", "confirm:no", "confirm:maybe", "U2"])("%s confirms nothing", async (words) => {
    const { ask } = start();
    expect(await ask(`forget-me ${words}`)).toMatchObject({ status: "refused" });
    expect(calls).toEqual([]);
  });

  test("of whom nothing is kept is told that, in Spanish too, without a button", async () => {
    const { ask } = start(none);
    const { reply } = await ask("forget-me");
    expect(reply.text).toContain("Nothing is kept of you here.");
    expect(buttons(reply)).toEqual([]);
    expect((await ask("forget-me", { lang: "es" })).reply.text).toContain("Aquí no se guarda nada de usted.");
  });

  test("where nothing is kept at all it says so", async () => {
    expect(await asking(library).ask("forget-me")).toMatchObject({ status: "refused" });
  });
});

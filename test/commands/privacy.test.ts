import { describe, expect, test } from "vitest";
import { asking, folderWith, here, kaiser, loaded } from "../helpers/asking.ts";
import { memorySubscriptions } from "../helpers/memory-subscriptions.ts";
import { scriptedMessenger } from "../helpers/season.ts";

const library = await loaded(await folderWith([kaiser]));
const dm = { target: { ...here, conversation: "D1" }, here: { direct: true } };

describe("subscribe in a direct message", () => {
  const start = () => {
    const [port, messenger] = [memorySubscriptions(), scriptedMessenger()];
    const { invoke } = asking(library, port, messenger);
    return { port, messenger, invoke, subscribe: (args: string, where: object = dm) => invoke({ command: "subscribe", args, ...where }) };
  };

  test("remembers whose it is, and to be discreet until it is told otherwise", async () => {
    const { subscribe, port, invoke } = start();
    const kept = async (target = dm.target) => (await port.list(target)).map((s) => s.direct);
    await subscribe("");
    expect(await kept()).toEqual(["plain"]);
    await subscribe("discreet:yes");
    expect(await kept()).toEqual(["discreet"]);
    await subscribe("at:10");
    expect(await kept()).toEqual(["discreet"]);
    expect((await invoke({ command: "subscriptions", ...dm })).reply.text).toContain(
      "Discreet: messages here say only that there is an update",
    );
    expect((await subscribe("discreet:no")).reply.text).toMatch(/The subscription was changed/);
    expect(await kept()).toEqual(["plain"]);
    expect((await invoke({ command: "subscriptions", ...dm })).reply.text).not.toContain("Discreet");
  });

  test("posts nothing that names anything where it is to be discreet; its asker sees it all", async () => {
    const { subscribe, messenger } = start();
    const { reply } = await subscribe("discreet:yes");
    expect(messenger.posted.map((m) => m.reply.text)).toEqual(["Messages from me will come here."]);
    expect(reply.text).toMatch(/^Subscribed\.[\s\S]*Kaiser Permanente strike, 2023[\s\S]*Discreet/);
  });

  test("says that something changed when only that did", async () => {
    const { subscribe } = start();
    await subscribe("discreet:yes");
    expect((await subscribe("discreet:yes")).reply.text).toContain("nothing changed");
    expect((await subscribe("discreet:no")).status).toBe("answered");
  });

  test("elsewhere it is refused in a sentence, and nothing is kept", async () => {
    const { subscribe, port } = start();
    const refused = await subscribe("discreet:yes", {});
    expect(refused).toMatchObject({
      status: "refused",
      reply: { text: expect.stringContaining("Only a direct message with me can be discreet") },
    });
    expect((await subscribe("discreet:maybe")).reply.text).toMatch(/discreet should be one of: no, yes/);
    expect(await port.list(here)).toEqual([]);
    await subscribe("discreet:no", {});
    expect((await port.list(here)).map((s) => s.direct)).toEqual([null]);
  });
});

describe("where the employer may read", () => {
  const employerWorkspaces = [{ platform: "slack", workspace: "T1" } as const];
  const start = (messenger = scriptedMessenger()) => ({
    messenger,
    ...asking(library, memorySubscriptions(), messenger, { employerWorkspaces }),
  });

  test("whoever subscribes is warned, and not everyone there", async () => {
    const { ask, messenger } = start();
    expect((await ask("subscribe")).reply.text).toMatch(/^Careful: your employer may be able to read.*discreet:yes\.\n\nDone/);
    expect(messenger.posted.map((m) => m.reply.text).join()).not.toContain("employer may");
    expect((await ask("subscribe", { lang: "es" })).reply.text).toMatch(/^Cuidado: es posible que su empresa/);
  });

  test("about says it there, and nowhere else", async () => {
    const { ask } = start();
    expect((await ask("about")).reply.text).toContain("your employer may be able to read");
    for (const target of [
      { ...here, workspace: "T2" },
      { ...here, platform: "discord" as const },
    ]) {
      expect((await ask("about", { target })).reply.text).not.toContain("your employer");
      expect((await ask("subscribe", { target })).reply.text).not.toContain("your employer");
    }
  });
});

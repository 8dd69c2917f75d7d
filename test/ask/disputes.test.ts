import { describe, expect, it } from "vitest";
import { asking, folderWith, harbor, here, kaiser, loaded, readText } from "../helpers/asking.ts";

const both = await loaded(await folderWith([kaiser, harbor]));
const now = "2023-10-11T12:00-07:00";

describe("of several disputes", () => {
  it("the one that the question names is asked about", async () => {
    const { ask } = asking(both);
    expect((await ask("ask when is the next Kaiser session", { now })).reply.text).toContain("Oct 12, 2023");
    const ferries = await ask("ask when does the Lantern Ferries contract expire", { now: "2024-03-13T12:00-04:00" });
    expect(ferries.reply.text).toContain("Deck crews' contract expiration");
  });

  it("where none or both are named, it asks which", async () => {
    const { ask } = asking(both);
    for (const question of ["when is the next session", "is Kaiser or Lantern Ferries on strike"]) {
      const { status, reply } = await ask(`ask ${question}`, { now });
      expect(status).toBe("refused");
      expect(reply.text).toMatch(/kaiser-2023.*harbor-2024|harbor-2024.*kaiser-2023/s);
    }
  });

  it("the one that the conversation chose is asked about", async () => {
    const { ask } = asking(both);
    await ask("use harbor-2024", { role: "admin" });
    const { reply } = await ask("ask when does the contract expire", { now: "2024-03-13T12:00-04:00" });
    expect(reply.text).toContain("Deck crews' contract expiration");
  });
});

describe("a private dispute", async () => {
  const text = (await readText(harbor)).replace("owner: everyone", "owner: { workspace: slack/T9 }");
  const { ask } = asking(await loaded(await folderWith([kaiser], { "harbor-2024.yaml": text })));
  const elsewhere = { ...here, workspace: "T9" };
  const question = "when does the Lantern Ferries deck crew contract expire";
  const then = "2024-03-13T12:00-04:00";

  it("is answered in its own workspace", async () => {
    expect((await ask(`ask ${question}`, { now: then, target: elsewhere })).reply.text).toContain("Deck crews' contract expiration");
  });

  it.each([
    question,
    "what does Lantern Harbor Imaginary Ferries say about crew size",
    "harbor-2024 strike vote",
    "dispute:harbor-2024 when is the session",
  ])("is not there in another: %s", async (asked) => {
    const { reply } = await ask(`ask ${asked}`, { now: then });
    expect(reply.text.replaceAll("“harbor-2024”", "")).not.toMatch(/lantern|deck crew|harbor-2024|ticket agents/i);
  });
});

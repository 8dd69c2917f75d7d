import { describe, expect, it } from "vitest";
import { wordsOn } from "../fakes/slack/blocks.ts";
import { stage } from "./stage.ts";

describe("a slash command over HTTP", () => {
  it("is acknowledged with its answer, for the asker alone", async () => {
    const { slack } = await stage();
    const sent = await slack.command("next-session");
    expect(sent.status).toBe(200);
    const [answer, ...more] = sent.shown;
    expect(answer).toMatchObject({ by: "ack", toEveryone: false });
    expect(wordsOn(answer?.blocks ?? [])).toContain("Oct 12, 2023");
    expect(answer?.text).toContain("Oct 12, 2023");
    expect(more).toEqual([]);
  });
});

import { beforeEach, describe, expect, it } from "vitest";
import type { Invocation } from "../../src/core/invocation.ts";
import { filesOf } from "../../src/core/reply.ts";
import type { Person } from "../../src/disputes/entered.ts";
import { dana, draftOf, emptyDatabase, maya, noor, type Office, office } from "../helpers/organizing.ts";

const made = 'new-dispute "Nurses of the north, 2024" "Nurses United" "North Hospital" America/New_York units:"day shift, night shift"';
const elsewhere: Person = { platform: "slack", workspace: "T2", user: "UADMIN" };
const asAdmin: Partial<Invocation> = { caller: { id: "UADMIN", role: "admin" } };
const danaAlone: Person = { ...dana, workspace: "dm:77" };
let one: Office;

beforeEach(async () => {
  one = await office(await emptyDatabase());
});

const idIn = (text: string): string => /Its name is (\S+)\./.exec(text)?.[1] ?? `not made: ${text}`;
const admin = (line: string, at = one) => at.say(elsewhere, line, asAdmin);
const make = async () => idIn((await admin(made)).reply.text);
const enter = async (line: string, id: string) => admin(`approve ${draftOf(await admin(`${line} dispute:${id}`))}`);
const read = (text: string, at = one) => at.say(elsewhere, "import", { ...asAdmin, args: { named: { file: text }, positional: [] } });
const yamlOf = async (id: string, who = admin) => filesOf((await who(`export dispute:${id}`)).reply)[0]?.content ?? "";

describe("a yes is to the preview that was seen", () => {
  const conflicting = async (): Promise<string> => {
    const draft = draftOf(await one.say(maya, "move session-2023-10-12 fri 10am"));
    const other = draftOf(await one.say(dana, "move session-2023-10-12 sat 2pm"));
    await one.say(dana, `approve ${other}`);
    return draft;
  };

  it("twice on an old preview sends nothing", async () => {
    const draft = await conflicting();
    for (let times = 0; times < 3; times++)
      expect((await one.say(maya, `approve ${draft}`)).reply.text).toContain("Something else was entered");
    expect(one.entered).toBe(1);
  });

  it("somebody else's look again is not the author's", async () => {
    const draft = await conflicting();
    await one.say(noor, `approve ${draft}`);
    expect((await one.say(maya, `approve ${draft}`)).reply.text).toContain("Something else was entered");
    expect((await one.press(maya, "approve")).reply.text).toContain("It is entered");
  });

  it("one between a look and a write in another process is not taken for what came after", async () => {
    const draft = draftOf(await one.say(maya, "move session-2023-10-12 fri 10am"));
    const two = await office(one.db);
    const query = one.db.query.bind(one.db);
    let once = true;
    one.db.query = async (sql, params) => {
      if (once && sql.startsWith("update drafts set approvals = case")) {
        once = false;
        await two.say(dana, `approve ${draftOf(await two.say(dana, "move session-2023-10-12 sat 2pm"))}`);
        await two.say(noor, `approve ${draft}`);
      }
      return query(sql, params);
    };
    const result = await one.say(maya, `approve ${draft}`);
    one.db.query = query;
    expect(result.reply.text).toContain("Something else was entered");
  });
});

describe("what was entered stays as it was entered", () => {
  it("an import cannot change it, nor leave it without what it speaks of", async () => {
    const id = await make();
    const before = await yamlOf(id);
    await enter('report kind:bargaining-session when:"2023-10-20 10:00" unit:day-shift', id);
    const changed = (await yamlOf(id)).replace("at: 2023-10-20T10:00", "at: 2023-10-27T10:00");
    expect(changed).toContain("2023-10-27");
    expect((await read(changed)).reply.text).toContain("asserts something else than when it was entered");
    expect((await read(before.replaceAll("day-shift", "days"))).reply.text).toContain("no longer fits");
    expect(one.library.get(id)?.dispute.reports).toHaveLength(1);
  });

  it("an import brings no news past the preview", async () => {
    const id = await make();
    await enter("report kind:rally when:2023-10-20", id);
    const yaml = await yamlOf(id);
    const more = yaml
      .replace(/reports:\n/, "reports:\n  - id: slipped-in\n    statedOn: 2023-10-10\n    speaker: union\n    source: extra\n")
      .replace(/sources:\n/, "sources:\n  - id: extra\n    title: Extra\n    published: null\n");
    expect((await read(more)).reply.text).toMatch(/Enter those with “report”[\s\S]*slipped-in/);
    expect((await read(yaml)).status).toBe("answered");
  });

  it("settings and imports of two processes are both kept, and so after a restart", async () => {
    const id = await make();
    const two = await office(one.db);
    await enter("report kind:rally when:2023-10-20", id);
    await read(await yamlOf(id));
    await admin(`dispute-settings approvals:2 dispute:${id}`, two);
    await admin(`dispute-settings shared:yes dispute:${id}`);
    const again = await office(one.db);
    const dispute = again.library.get(id)?.dispute;
    expect([dispute?.approvals, dispute?.owner, dispute?.reports.length]).toEqual([2, { workspace: "slack/T2", shared: true }, 1]);
  });
});

describe("in a direct message on Discord, for the server", () => {
  it("an import leaves a dispute with its server, and its settings can be changed", async () => {
    const id = idIn((await one.say(dana, made)).reply.text);
    const yaml = await yamlOf(id, (line) => one.say(danaAlone, line));
    await one.say(danaAlone, "import", { args: { named: { file: yaml }, positional: [] } });
    await one.say(danaAlone, `dispute-settings approvals:2 dispute:${id}`);
    const dispute = one.library.get(id)?.dispute;
    expect([dispute?.owner, dispute?.approvals]).toEqual([{ workspace: "discord/G1", shared: false }, 2]);
  });

  it("organizers are added for it, where they can be seen and removed, and take along what they agreed to", async () => {
    const id = idIn((await one.say(dana, `${made} approvals:2`)).reply.text);
    await one.say(danaAlone, "organizers add 88");
    expect((await one.say(dana, "organizers")).reply.text).toContain("88");
    const draft = draftOf(await one.say(dana, `report kind:rally when:2023-10-20 dispute:${id}`));
    await one.say({ platform: "discord", workspace: "dm:88", user: "88" }, `approve ${draft}`);
    expect((await one.say(dana, "organizers remove 88")).reply.text).toContain("Removed");
    expect((await one.say(dana, `approve ${draft}`)).reply.text).toContain("One more organizer");
  });

  it("nobody subscribes to what may not be sent there", async () => {
    const id = idIn((await one.say(dana, made)).reply.text);
    const refused = await one.say(danaAlone, `subscribe dispute:${id}`, { here: { direct: true } });
    expect([refused.status, refused.reply.text]).toEqual(["refused", expect.stringContaining("subscribe there")]);
  });
});

it("an answer that others hear names no organizer", async () => {
  await one.say(maya, `approve ${draftOf(await one.say(maya, "move session-2023-10-12 fri 10am"))}`);
  for (const line of ["history session-2023-10-12", "organizers"])
    expect((await one.say(maya, line, { here: { overheard: true } })).reply.text).not.toContain("UMAYA");
});

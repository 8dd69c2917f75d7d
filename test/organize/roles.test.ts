import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { commands } from "../../commands/index.ts";
import type { Role } from "../../src/core/command.ts";
import type { Invocation } from "../../src/core/invocation.ts";
import { anybody, dana, emptyDatabase, maya, noor, type Office, office } from "../helpers/organizing.ts";

const organizing = commands.filter(({ role }) => role !== "member").map(({ name }) => name);
const stored = ["drafts", "entries", "own_disputes", "organizers"] as const;
let one: Office;

const rows = async (): Promise<number> => {
  const counts = await Promise.all(stored.map((table) => one.db.query(`select 1 from ${table}`)));
  return counts.reduce((sum, { length }) => sum + length, 0);
};

describe("every way in, for every command of organizers", () => {
  beforeAll(async () => {
    one = await office(await emptyDatabase());
  });

  const ways: Record<string, Partial<Invocation>> = {
    "typed, without words": { args: "" },
    "typed, with words": { args: "session-2023-10-12 fri 10am" },
    "a button": { args: { named: { milestone: "session-2023-10-12", what: "session-2023-10-12", draft: "abcdef" }, positional: [] } },
    "a form asked for": { form: "open" },
    "a form filled": { form: "filled", args: { named: { milestone: "session-2023-10-12", when: "fri 10am" }, positional: [] } },
    "another writing": { args: "", command: "" },
  };

  it.each(organizing.flatMap((name) => Object.keys(ways).map((way) => [name, way] as const)))(
    "%s, by %s: not for a member",
    async (name, way) => {
      const { command = name, ...more } = ways[way] ?? {};
      const { status, reply, form } = await one.say(anybody, command || name.toUpperCase(), more);
      expect([status, form]).toEqual(["refused", undefined]);
      expect(reply.text).toMatch(/This is for people with the role/);
      expect(await rows()).toBe(0);
    },
  );

  it("an organizer is no admin", async () => {
    await one.say(maya, "organizers add UHELP");
    const helper = { ...maya, user: "UHELP" };
    for (const { name } of commands.filter(({ role }) => role === "admin")) {
      expect([name, (await one.say(helper, name)).status]).toEqual([name, "refused"]);
    }
  });
});

describe("organizers", () => {
  beforeEach(async () => {
    one = await office(await emptyDatabase());
  });
  const role = async (who: typeof maya): Promise<Role> => {
    const { target, caller } = { target: { ...who, conversation: "C1" }, caller: { id: who.user, role: "member" as const } };
    return one.desk.standingOf({ command: "", args: "", caller, target }).role;
  };

  it("are added by a mention, listed and removed; who the settings name is not removed here", async () => {
    expect((await one.say(maya, "organizers add <@UHELP|helper>")).reply.text).toContain("Added");
    expect((await one.say(maya, "organizers add UHELP")).reply.text).toContain("already");
    expect(await role({ ...maya, user: "UHELP" })).toBe("organizer");
    expect(await role({ ...maya, user: "UHELP", workspace: "T2" })).toBe("member");
    expect((await one.say(maya, "organizers")).reply.text).toMatch(
      /UMAYA · by the settings[\s\S]*UHELP · added by an admin · also for what belongs to everyone/,
    );
    expect((await one.say(maya, "organizers remove UHELP")).reply.text).toContain("Removed");
    expect(await role({ ...maya, user: "UHELP" })).toBe("member");
    expect((await one.say(maya, "organizers remove UNOOR")).status).toBe("refused");
    expect(await role(noor)).toBe("admin");
  });

  it("whom an admin of one workspace adds has a say in its own disputes alone", async () => {
    const admin = { platform: "discord", workspace: "G9", user: "1" } as const;
    await one.say(admin, "organizers add 2", { caller: { id: "1", role: "admin" } });
    const { reply } = await one.say({ ...admin, user: "2" }, "move session-2023-10-12 fri 10am");
    expect(reply.text).toContain("No dispute that you see here is yours to change");
    await one.say(dana, "organizers add 88");
    expect((await one.say({ ...dana, user: "88" }, "move session-2023-10-12 fri 10am")).reply.text).toContain("Nothing was sent yet");
  });

  it("one that was removed cannot confirm what they wrote", async () => {
    await one.say(maya, "organizers add UHELP");
    const helper = { ...maya, user: "UHELP" };
    const draft = /Draft (\w+)\./.exec((await one.say(helper, "move session-2023-10-12 fri 10am")).reply.text)?.[1];
    await one.say(maya, "organizers remove UHELP");
    expect((await one.say(helper, `approve ${draft}`)).status).toBe("refused");
    expect(await one.db.query("select 1 from entries")).toEqual([]);
  });
});

describe("in a direct message on Discord, where everybody has a workspace of their own", () => {
  const danaAlone = { ...dana, workspace: "dm:77" };
  beforeEach(async () => {
    one = await office(await emptyDatabase());
  });

  it("an organizer is who they are, and sees their server's own disputes", async () => {
    const made = await one.say(dana, 'new-dispute "Docks" "U" "E" UTC');
    const id = /Its name is (\S+)\./.exec(made.reply.text)?.[1];
    const { reply } = await one.say(danaAlone, `report kind:rally when:2023-10-20 dispute:${id}`);
    expect((await one.say(danaAlone, `approve ${/Draft (\w+)\./.exec(reply.text)?.[1]}`)).reply.text).toContain("It is entered");
    expect((await one.say({ ...danaAlone, workspace: "dm:78" }, `timeline dispute:${id}`)).status).toBe("refused");
    expect((await one.say({ ...danaAlone, user: "78", workspace: "dm:78" }, `timeline dispute:${id}`)).status).toBe("refused");
  });

  it("agreeing in the server and again there is one person's word", async () => {
    const made = await one.say(dana, 'new-dispute "Docks" "U" "E" UTC approvals:2');
    const id = /Its name is (\S+)\./.exec(made.reply.text)?.[1];
    const draft = /Draft (\w+)\./.exec((await one.say(dana, `report kind:rally when:2023-10-20 dispute:${id}`)).reply.text)?.[1];
    expect((await one.say(dana, `approve ${draft}`)).reply.text).toContain("One more organizer");
    expect((await one.say(danaAlone, `approve ${draft}`)).reply.text).toContain("One more organizer");
    expect(one.entered).toBe(0);
  });
});

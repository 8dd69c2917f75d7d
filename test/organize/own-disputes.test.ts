import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import type { Invocation } from "../../src/core/invocation.ts";
import { filesOf } from "../../src/core/reply.ts";
import type { Person } from "../../src/disputes/entered.ts";
import { fileOf } from "../../src/disputes/export.ts";
import { parseDispute } from "../../src/disputes/load.ts";
import type { Dispute } from "../../src/disputes/report.ts";
import { yamlOf } from "../../src/disputes/yaml.ts";
import { anybody, dana, emptyDatabase, maya, type Office, office } from "../helpers/organizing.ts";

const made = 'new-dispute "Nurses of the north, 2024" "Nurses United" "North Hospital" America/New_York units:"day shift, night shift"';
/** An admin of a workspace of its own, by its platform and not by the settings. */
const elsewhere: Person = { platform: "slack", workspace: "T2", user: "UADMIN" };
const asAdmin: Partial<Invocation> = { caller: { id: "UADMIN", role: "admin" } };
let one: Office;

beforeEach(async () => {
  one = await office(await emptyDatabase());
});

const make = async (): Promise<string> => {
  const { reply } = await one.say(elsewhere, made, asAdmin);
  return /Its name is (\S+)\./.exec(reply.text)?.[1] ?? `not made: ${reply.text}`;
};
const admin = (line: string) => one.say(elsewhere, line, asAdmin);
const sent = async (line: string, id: string) => {
  const { reply } = await admin(`${line} dispute:${id}`);
  return admin(`approve ${/Draft (\w+)\./.exec(reply.text)?.[1]}`);
};

describe("a dispute of one's own", () => {
  it("is seen by its workspace alone, and in it like any other", async () => {
    const id = await make();
    await sent('report kind:bargaining-session when:"2023-10-20 10:00"', id);
    expect((await admin(`next-session dispute:${id}`)).reply.text).toContain("Fri, Oct 20, 2023, 10:00 AM EDT");
    for (const other of [maya, dana, anybody, { ...elsewhere, platform: "discord" } as const]) {
      const { reply, status } = await one.say(other, `next-session dispute:${id}`);
      expect([status, reply.text.includes(`Known here: ${id}`)]).toEqual(["refused", false]);
      expect(await one.complete({ ...asking(other), command: "next-session" }, "dispute", "")).not.toContain(id);
    }
  });

  it("is not theirs to change whom the settings name elsewhere, shared or not", async () => {
    const id = await make();
    await admin(`dispute-settings shared:yes dispute:${id}`);
    expect((await one.say(anybody, `timeline dispute:${id}`)).status).toBe("answered");
    expect((await one.say(maya, `report kind:rally when:2023-10-20 dispute:${id}`)).status).toBe("refused");
    expect((await one.say(maya, `dispute-settings shared:no dispute:${id}`)).status).toBe("refused");
    await admin(`dispute-settings shared:no dispute:${id}`);
    expect((await one.say(anybody, `timeline dispute:${id}`)).status).toBe("refused");
  });

  it("that a stranger shares is meant only where it is chosen: it breaks no answer and takes no name", async () => {
    const before = (await one.say(anybody, "next-session")).reply.text;
    const id = await make();
    await admin(`dispute-settings shared:yes dispute:${id}`);
    expect((await one.say(anybody, "next-session")).reply.text).toBe(before);
    expect((await one.say(anybody, `timeline dispute:${id}`)).status).toBe("answered");
    const own = /Its name is (\S+)\./.exec((await one.say(maya, made)).reply.text)?.[1] ?? "";
    expect((await one.say(maya, 'export dispute:"Nurses of the north, 2024"')).reply.text).toContain(`${own}.yaml`);
  });

  it("that a stranger shares is completed only where it is followed: its name, its units and its dates", async () => {
    const id = await make();
    await sent("report kind:rally when:2023-10-22 name:March", id);
    await admin(`dispute-settings shared:yes dispute:${id}`);
    const rally = [...(one.library.get(id)?.dispute.milestones.keys() ?? [])][0] ?? "";
    const offered = async (): Promise<string[]> => {
      const values: string[] = [];
      for (const [command, { args }] of one.registry)
        for (const arg of Object.keys(args.shape)) values.push(...(await one.complete({ ...asking(maya), command }, arg, "")));
      return values.filter((value) => value === id || value === rally);
    };
    expect(await offered()).toEqual([]);
    await one.say(maya, `subscribe dispute:${id}`);
    expect(new Set(await offered())).toEqual(new Set([id, rally]));
    expect(await one.complete({ ...asking(maya), command: "deliveries" }, "of", rally)).toEqual([rally]);
    expect(await one.complete({ ...asking(maya), command: "unsubscribe" }, "dispute", id)).toEqual([id]);
  });

  it("has a name for each of its units, and a plain time zone", async () => {
    const { reply } = await admin('new-dispute "A" "B" "C" utc units:"RN 2, RN, rn, ¿?, !"');
    const dispute = one.library.get(/Its name is (\S+)\./.exec(reply.text)?.[1] ?? "")?.dispute;
    expect([[...(dispute?.units.keys() ?? [])], dispute?.zone]).toEqual([["rn-2", "rn", "rn-3", "dispute", "dispute-2"], "UTC"]);
    expect((await admin('new-dispute "A" "B" "C" "2023-10-10T00:00[America/New_York]"')).field).toBe("zone");
  });

  it("is never what its file could not describe", async () => {
    const { status, field, reply } = await admin(`new-dispute "A" "B" "C" UTC units:"${"x".repeat(501)}"`);
    expect([status, field]).toEqual(["refused", "units"]);
    expect(reply.text).toBe("No dispute can be made of that:\nname is 500 characters at most.");
    expect((await admin('new-dispute "A" "B" "C" UTC units:"day shift, All"')).reply.text).toContain("of a unit is not “all”");
    expect(await one.db.query("select 1 from own_disputes")).toEqual([]);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string({ unit: "grapheme", maxLength: 20 }), { maxLength: 4 }), async (units) => {
        const named = { title: "A", union: "yes", employer: "1", zone: "UTC", units: units.join(",") };
        const result = await one.say(elsewhere, "new-dispute", { ...asAdmin, args: { named, positional: [] } });
        if (result.status === "refused") return;
        const dispute = one.library.get(/Its name is (\S+)\./.exec(result.reply.text)?.[1] ?? "")?.dispute;
        expect(dispute && parseDispute("file", yamlOf(fileOf(dispute)))).toMatchObject({ ok: true, input: fileOf(dispute as Dispute) });
      }),
      { numRuns: 50 },
    );
  });

  it("may need two: so said, one is not enough", async () => {
    const id = await make();
    expect((await admin(`dispute-settings approvals:2 dispute:${id}`)).reply.text).toContain("Two organizers must agree");
    expect((await sent("report kind:rally when:2023-10-20", id)).reply.text).toContain("One more organizer must agree");
  });

  it("is there after a restart, with what was entered", async () => {
    const id = await make();
    await sent('report kind:bargaining-session when:"2023-10-20 10:00"', id);
    await admin(`dispute-settings approvals:2 dispute:${id}`);
    const again = await office(one.db);
    expect(again.library.get(id)?.dispute).toEqual(one.library.get(id)?.dispute);
  });

  it("needs a zone that exists", async () => {
    const { status, field } = await admin('new-dispute "A" "B" "C" Mars/Olympus');
    expect([status, field]).toEqual(["refused", "zone"]);
    expect(await one.db.query("select 1 from own_disputes")).toEqual([]);
  });
});

describe("an admin of one workspace", () => {
  it.each(["move session-2023-10-12 fri 10am", "cancel session-2023-10-12", "retract session-2023-10-12", "dispute-settings approvals:2"])(
    "has no say in what belongs to everyone: %s",
    async (line) => {
      expect((await admin(line)).reply.text).toContain("No dispute that you see here is yours to change");
      await make();
      expect((await admin(`${line} dispute:kaiser-2023`)).status).toBe("refused");
      expect(await one.db.query("select 1 from drafts")).toEqual([]);
    },
  );

  it("cannot agree to another workspace's draft, nor drop it, nor see it", async () => {
    const { reply } = await one.say(maya, "move session-2023-10-12 fri 10am");
    const draft = /Draft (\w+)\./.exec(reply.text)?.[1];
    expect((await admin(`approve ${draft}`)).reply.text).toContain("no draft of that name");
    expect((await admin(`discard ${draft}`)).reply.text).toContain("no draft of that name");
    expect((await admin("drafts")).reply.text).not.toContain(draft);
    expect((await one.say(maya, `approve ${draft}`)).reply.text).toContain("It is entered");
  });
});

describe("export and import", () => {
  it("brings a dispute back without loss, with what was entered, and tells nobody again", async () => {
    const id = await make();
    await sent('report kind:bargaining-session when:"2023-10-20 10:00"', id);
    await sent("report kind:rally when:2023-10-22 name:March", id);
    const before = one.library.get(id);
    const [yaml] = filesOf((await admin(`export dispute:${id}`)).reply);
    const { reply } = await admin("import");
    expect(reply.text).toContain("missing");
    const read = await one.say(elsewhere, "import", { ...asAdmin, args: { named: { file: yaml?.content ?? "" }, positional: [] } });
    expect(read.reply.text).toContain(`Read: ${id}, with 2 reports`);
    expect(one.library.get(id)?.dispute).toEqual(before?.dispute);
    expect(one.library.get(id)?.revisions).toEqual(before?.revisions);
    expect((await office(one.db)).library.get(id)?.dispute).toEqual(before?.dispute);
  });

  it("of everyone's dispute makes a copy of one's own, with the same past", async () => {
    const [yaml] = filesOf((await admin("export dispute:kaiser-2023")).reply);
    const { reply } = await one.say(elsewhere, "import", { ...asAdmin, args: { named: { file: yaml?.content ?? "" }, positional: [] } });
    const id = /Read: (\S+),/.exec(reply.text)?.[1] ?? "";
    expect(id).toMatch(/^kaiser-2023-[0-9a-f]{6}$/);
    const [copy, original] = [one.library.get(id), one.library.get("kaiser-2023")];
    expect(copy?.revisions).toEqual(original?.revisions);
    expect(copy && fileOf(copy.dispute).reports).toEqual(original && fileOf(original.dispute).reports);
    expect((await one.say(maya, `timeline dispute:${id}`)).status).toBe("refused");
  });

  it.each([
    ["", /missing|Some of it/],
    ["id: [", /./],
    ["hello", /holds no dispute/],
    ["id: x\ntitle: X\nzone: Nowhere\nparties: {}\nsources: []\nreports: []", /zone is a time zone/],
  ])("what is no dispute is refused with its line, and nothing is kept: %j", async (text, words) => {
    const result = await one.say(elsewhere, "import", { ...asAdmin, args: { named: text ? { file: text } : {}, positional: [] } });
    expect(result.reply.text).toMatch(words);
    expect(await one.db.query("select 1 from own_disputes")).toEqual([]);
  });

  it("refuses a unit that is called what means all units", async () => {
    const [yaml] = filesOf((await admin(`export dispute:${await make()}`)).reply);
    const text = (yaml?.content ?? "").replace("name: day shift", "name: all");
    const read = await one.say(elsewhere, "import", { ...asAdmin, args: { named: { file: text }, positional: [] } });
    expect([read.status, read.reply.text]).toEqual(["refused", expect.stringMatching(/\d+: name of a unit is not “all”/)]);
  });

  it("never lets a report change or disappear: the last good data stays, here and after a restart", async () => {
    const id = await make();
    await sent("report kind:rally when:2023-10-22 name:March", id);
    const read = (text: string) => one.say(elsewhere, "import", { ...asAdmin, args: { named: { file: text }, positional: [] } });
    const [yaml] = filesOf((await admin(`export dispute:${id}`)).reply);
    await read(yaml?.content ?? "");
    const changed = await read((yaml?.content ?? "").replace("when: 2023-10-22", "when: 2023-10-23"));
    expect([changed.status, changed.reply.text]).toEqual(["refused", expect.stringContaining("asserts something else")]);
    expect((await office(one.db)).library.get(id)?.dispute).toEqual(one.library.get(id)?.dispute);
  });
});

const asking = ({ platform, workspace, user: id }: Person): Invocation => ({
  ...{ command: "", args: "", caller: { id, role: "member" }, target: { platform, workspace, conversation: "C1" } },
});

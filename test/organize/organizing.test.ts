import { beforeEach, describe, expect, it } from "vitest";
import type { Result } from "../../src/core/dispatch.ts";
import { actionsOf, anybody, dana, draftOf, emptyDatabase, maya, noor, type Office, office } from "../helpers/organizing.ts";

const session = "session-2023-10-12";
let one: Office;

beforeEach(async () => {
  one = await office(await emptyDatabase());
});

const sessionNow = async (at = one) => (await at.say(anybody, "next-session 3")).reply.text;
const moved = async (when = "fri 10am", who = maya): Promise<Result> =>
  one.say(who, `move ${session} ${when} source:https://example.org/notice`);

describe("a report", () => {
  it("is shown in full before anything is stored as fact: what it says, what it replaces, the message, to whom, who agrees", async () => {
    await one.say(anybody, "subscribe");
    const { reply, status } = await moved();
    expect(status).toBe("answered");
    expect(reply.text).toContain("Nothing was sent yet");
    expect(reply.text).toContain("Fri, Oct 13, 2023, 10:00 AM PDT · scheduled");
    expect(reply.text).toContain("Instead of: Thu, Oct 12, 2023 · scheduled");
    expect(reply.text).toContain("According to an organizer (example.org, Oct 10, 2023)");
    expect(reply.text).toContain("1 conversation on Slack");
    expect(await sessionNow()).not.toContain("10:00 AM");
    expect(one.entered).toBe(0);
  });

  it("is believed once its author confirms it, and a second confirmation sends nothing twice", async () => {
    await moved();
    expect((await one.press(maya, "approve")).reply.text).toContain("It is entered");
    expect(await sessionNow()).toContain("Fri, Oct 13, 2023, 10:00 AM PDT");
    expect(one.entered).toBe(1);
    const open = await one.db.query<{ id: string }>("select id from drafts");
    const again = await one.say(maya, `approve ${open[0]?.id}`);
    expect([again.status, again.reply.text]).toEqual(["refused", expect.stringContaining("sent already")]);
    expect(one.entered).toBe(1);
    expect(await one.db.query("select 1 from entries")).toHaveLength(1);
  });

  it("that is discarded, or a day old, is not sent", async () => {
    const draft = draftOf(await moved());
    expect((await one.press(maya, "discard")).reply.text).toContain("Nothing was sent");
    expect((await one.say(maya, `approve ${draft}`)).reply.text).toContain("discarded");
    const old = draftOf(await moved());
    one.clock.set("2023-10-11T09:00:01-07:00");
    expect((await one.say(maya, `approve ${old}`)).reply.text).toContain("24 hours");
    expect((await one.say(maya, "drafts")).reply.text).toContain("No report waits");
    expect(one.entered).toBe(0);
  });

  it("can be taken back: what was believed before is believed again", async () => {
    await moved();
    await one.press(maya, "approve");
    const retraction = await one.say(noor, `retract ${session}`);
    expect(retraction.reply.text).toContain("Thu, Oct 12, 2023 · scheduled");
    expect(retraction.reply.text).toContain("Instead of: Fri, Oct 13, 2023, 10:00 AM PDT");
    await one.press(noor, "approve");
    expect(await sessionNow()).not.toContain("10:00 AM");
    expect((await one.say(maya, `retract ${session}`)).reply.text).toContain("Nothing was entered here");
  });

  it("of something new makes its date, and a report of an outcome ends one", async () => {
    await one.say(maya, 'report kind:rally when:"oct 20 noon" name:"Rally at the hospital" speaker:union');
    await one.press(maya, "approve");
    expect((await one.say(anybody, "deadlines 25")).reply.text).toMatch(/Rally at the hospital: Fri, Oct 20, 2023, 12:00 PM PDT/);
    await one.say(maya, `report ${session} status:postponed`);
    await one.press(maya, "approve");
    expect((await one.say(anybody, "timeline")).reply.text).toMatch(/session of October 12: date not in any report · postponed/);
  });

  it("calls a date off in one line", async () => {
    await one.say(maya, `cancel ${session}`);
    await one.press(maya, "approve");
    expect((await one.say(anybody, "timeline")).reply.text).toMatch(/session of October 12: .*called off/);
  });
});

describe("where two must agree", () => {
  beforeEach(async () => {
    const two = (await import("node:fs/promises")).readFile(new URL("../fixtures/harbor-2024.yaml", import.meta.url), "utf8");
    const text = `approvals: 2\n${await two}`;
    one = await office(await emptyDatabase(), "2024-03-01T09:00-05:00", { "harbor-2024.yaml": text });
  });

  const postponed = async (): Promise<string> => {
    const ids = [...(one.library.get("harbor-2024")?.state(one.clock.now()).milestones.keys() ?? [])];
    return draftOf(await one.say(maya, `report ${ids[0]} status:cancelled dispute:harbor-2024`));
  };

  it("the author's word is not enough, twice neither; another organizer's is, from another platform", async () => {
    const draft = await postponed();
    expect((await one.say(maya, `approve ${draft}`)).reply.text).toContain("One more organizer must agree");
    expect(one.asked).toEqual([noor, dana]);
    expect((await one.say(maya, `approve ${draft}`)).reply.text).toContain("One more organizer must agree");
    expect(one.entered).toBe(0);
    expect((await one.say(dana, "drafts")).reply.text).toContain("One organizer has agreed");
    expect((await one.say(dana, `approve ${draft}`)).reply.text).toContain("It is entered");
    expect(one.entered).toBe(1);
  });

  it("whoever agreed and is no organizer any more does not count", async () => {
    await one.say(maya, "organizers add UHELP");
    const draft = await postponed();
    await one.say({ ...maya, user: "UHELP" }, `approve ${draft}`);
    await one.say(maya, "organizers remove UHELP");
    expect((await one.say(maya, `approve ${draft}`)).reply.text).toContain("One more organizer must agree");
    expect(one.entered).toBe(0);
  });

  it("the others are asked once, however often one says yes", async () => {
    const draft = await postponed();
    for (let times = 0; times < 3; times++) await one.say(maya, `approve ${draft}`);
    expect(one.asked).toEqual([noor, dana]);
  });

  it("two others are not enough without the author", async () => {
    const draft = await postponed();
    expect((await one.say(noor, `approve ${draft}`)).reply.text).toContain("One more organizer");
    expect((await one.say(dana, `approve ${draft}`)).reply.text).toContain("One more organizer");
    expect(one.entered).toBe(0);
    expect((await one.say(maya, `approve ${draft}`)).reply.text).toContain("It is entered");
  });
});

describe("two organizers at once", () => {
  it("the second sees the first's change and must confirm against it", async () => {
    const [first, second] = [draftOf(await moved("fri 10am")), draftOf(await moved("oct 14", noor))];
    await one.say(maya, `approve ${first}`);
    const shown = await one.say(noor, `approve ${second}`);
    expect(shown.reply.text).toContain("nothing was sent. Look again");
    expect(shown.reply.text).toContain("Instead of: Fri, Oct 13, 2023, 10:00 AM PDT");
    expect(one.library.get("kaiser-2023")?.state(one.clock.now()).milestones.get(session)?.revision).toBe(2);
    expect((await one.press(noor, "approve")).reply.text).toContain("It is entered");
    expect(await sessionNow()).toContain("Sat, Oct 14, 2023");
  });

  it("who agreed before is asked again", async () => {
    const [first, second] = [draftOf(await moved("fri 10am")), draftOf(await moved("oct 14", noor))];
    await one.say(maya, `approve ${first}`);
    await one.say(noor, `approve ${second}`);
    expect(await one.db.query("select approvals from drafts where id = $1", [second])).toEqual([{ approvals: [] }]);
  });

  it("in two processes that know nothing of each other yet, one goes out", async () => {
    const other = await office(one.db);
    const [first, second] = [draftOf(await moved("fri 10am")), draftOf(await other.say(noor, `move ${session} oct 14`))];
    const results = await Promise.all([one.say(maya, `approve ${first}`), other.say(noor, `approve ${second}`)]);
    expect(results.map(({ reply }) => reply.text.includes("It is entered")).sort()).toEqual([false, true]);
    await Promise.all([one.desk.refresh(), other.desk.refresh()]);
    expect(await sessionNow(other)).toBe(await sessionNow(one));
  });

  it("the same draft confirmed in two processes is sent once", async () => {
    const other = await office(one.db);
    const draft = draftOf(await moved());
    const results = await Promise.all([one, other, one, other].map((each) => each.say(maya, `approve ${draft}`)));
    expect(results.filter(({ status }) => status === "answered")).toHaveLength(1);
    expect(await one.db.query("select 1 from entries")).toHaveLength(1);
    expect(one.entered + other.entered).toBe(1);
  });
});

describe("what cannot be is said in a sentence, at its field, and nothing is stored", () => {
  it.each([
    [`move ${session} 2023-10-02`, "when", /in the past/],
    [`report kind:strike when:"oct 20 to oct 18"`, "when", /ends before it starts|past/],
    [`move ${session} fri 10am source:nowhere`, "source", /address of a page/],
    [`move ${session} fri 10am source:javascript:alert(1)`, "source", /address of a page/],
    [`move ${session} fri 10am quote:"${"long ".repeat(61)}"`, "quote", /300 characters/],
    [`move ${session} fri 10am quote:"It has moved. Come at ten."`, "quote", /leave out the others/],
    ["move session-2023-10-21 fri 10am", "milestone", /No date is called “session-2023-10-21”. Did you mean/],
    [`move ${session} when hell freezes`, "when", /can’t read/],
    [`report ${session}`, "when", /Say what is new/],
    ["report when:friday", "milestone", /which date/],
    [`report ${session} unit:nobody status:scheduled`, undefined, /No bargaining unit/],
    ["retract nothing-like-it", "what", /No report or date/],
    ["approve zzzzzz", undefined, /no draft of that name/],
  ])("%s", async (line, field, words) => {
    const result = await one.say(maya, line);
    expect(result.status).toBe("refused");
    expect(result.reply.text).toMatch(words);
    expect(result.field).toBe(field);
    expect(await one.db.query("select 1 from drafts")).toEqual([]);
  });

  it("a date that can mean two asks which, and each answer is one of them", async () => {
    const asked = await moved("fri 6");
    expect(asked.reply.text).toContain("can mean several dates");
    expect(actionsOf(asked).map(({ label }) => label)).toEqual(["Fri, Oct 13, 2023, 6:00 PM PDT", "Fri, Oct 13, 2023, 6:00 AM PDT"]);
    expect((await one.press(maya, "move")).reply.text).toContain("Fri, Oct 13, 2023, 6:00 PM PDT · scheduled");
    expect(await one.db.query("select 1 from drafts")).toHaveLength(1);
  });

  it.each(["fri 6 ET", "10/11", "friday 5 pt"])("every reading of %s that is offered is read back as itself", async (words) => {
    const offered = actionsOf(await one.say(maya, `move ${session} when:"${words}"`));
    expect(offered.length).toBeGreaterThan(1);
    for (const { label, args } of offered) {
      const shown = await one.say(maya, "move", { args: { named: args, positional: [] } });
      if (!/past/.test(shown.reply.text)) expect(shown.reply.text).toContain(label);
    }
  });
});

describe("the history", () => {
  it("shows every report with who said it, when it became known and what was sent; who entered it, to organizers alone", async () => {
    await moved();
    await one.press(maya, "approve");
    await one.say(maya, `retract ${session}`);
    await one.press(maya, "approve");
    const shown = (await one.say(noor, `history ${session}`)).reply.text;
    expect(shown).toMatch(/an organizer \(example\.org, Oct 10, 2023\): Fri, Oct 13, 2023, 10:00 AM PDT/);
    expect(shown).toMatch(/Taken back by report-2023-10-10-/);
    expect(shown).toContain("Entered by UMAYA.");
    expect(shown).toContain("Known here since Tue, Oct 10, 2023, 9:00 AM PDT");
    const others = (await one.say(anybody, `history ${session}`)).reply.text;
    expect(others).toContain("example.org");
    expect(others).not.toMatch(/UMAYA|Entered by/);
    expect((await one.say(dana, `history ${session}`)).reply.text).toContain("Entered by slack/T1/UMAYA.");
  });
});

import { expect, test } from "vitest";
import { asking, folderWith, harbor, kaiser, loaded } from "../helpers/asking.ts";

const { ask } = asking(await loaded(await folderWith([kaiser])));
const ferry = asking(await loaded(await folderWith([harbor])));
const october11 = { now: "2023-10-11T12:00-07:00" };
const textOf = async (line: string, question = october11) => (await ask(line, question)).reply.text;

const coalitionOnly = /session of October|September 30|Sep 30|October strike|Second strike|Coalition contract|National|For coalition/;
const answers = ["next-session 10", "deadlines 25", "status", "timeline", "what-changed 2023-10-01"];

test.each(answers)("a Seattle worker never gets the coalition's dates: %s", async (line) => {
  for (const whose of ["unit:seattle", 'unit:"SEIU 1199NW"', "place:seattle", "unit:seattle place:washington"]) {
    for (const now of ["2023-10-06T12:00-07:00", "2023-10-11T12:00-07:00", "2023-10-20T12:00-07:00", "2023-11-10T12:00-08:00"]) {
      const text = await textOf(`${line} ${whose}`, { now });
      expect(text).not.toMatch(coalitionOnly);
    }
  }
});

test("Seattle's own dates are there, and the answer says for whom it is", async () => {
  const text = await textOf("deadlines unit:seattle");
  expect(text).toMatch(/Seattle contract expiration: Tue, Oct 31, 2023/);
  expect(text).toMatch(/Strike of the Seattle group: Wed, Nov 1, 2023/);
  expect(text).toMatch(/For the Seattle group \(Kaiser Permanente Washington\) only\. As of Wed, Oct 11, 2023\./);
});

test("without a unit both contracts are shown, each with its own", async () => {
  const text = await textOf("timeline");
  expect(text).toMatch(/Coalition contract expiration: Sat, Sep 30, 2023.*\n {2}For coalition unions/);
  expect(text).toMatch(/Seattle contract expiration: Tue, Oct 31, 2023.*\n {2}For the Seattle group/);
});

test("a place: what lies in it and what it lies in, not its neighbours", async () => {
  expect(await textOf("timeline place:california")).toMatch(/Picket line in Los Angeles/);
  expect(await textOf("timeline place:“Los Ángeles”")).toMatch(/October strike of the coalition/);
  expect(await textOf("timeline place:colorado")).not.toMatch(/Los Angeles:|Seattle contract/);
  expect(await textOf("timeline place:dc", { now: "2023-10-14T12:00-07:00" })).toMatch(/October strike in Virginia and Washington, D\.C\./);
  expect(await textOf("deadlines place:washington")).toMatch(/Seattle contract expiration/);
});

test.each([
  ["unit:seatle", /No bargaining unit is called “seatle”\. Did you mean “seattle”\? Known: coalition, seattle,/],
  ["place:seatle", /No place is called “seatle”\. Did you mean “seattle”\?/],
  ["as-of:yesterday", /as-of should be a date or a moment, such as 2023-10-10 or 2023-10-10T12:00-07:00; “yesterday” isn’t\./],
  ["as-of:2023-02-30", /as-of should be a date or a moment/],
  ["as-of:-271821-04-20T00:00Z", /as-of should be a date or a moment/],
  ["as-of:2023-10-12", /as-of looks back/],
])("%s is refused with what is known", async (words, message) => {
  const { status, reply } = await ask(`deadlines ${words}`, october11);
  expect(status).toBe("refused");
  expect(reply.text).toMatch(message);
});

test("as of a day is what was known when it ended, not a moment later", async () => {
  const asOf8 = await textOf("deadlines as-of:2023-10-08");
  expect(asOf8).toMatch(/As of Sun, Oct 8, 2023\./);
  expect(asOf8).toMatch(/not before Tue, Oct 17/);
  expect(asOf8).not.toMatch(/Nov 1|Kiplinger/);
  expect(await textOf("deadlines as-of:2023-10-09")).toMatch(/Nov 1, 2023/);
  expect(await textOf("deadlines as-of:2023-10-11")).toMatch(/As of Wed, Oct 11, 2023\./);
  expect(await textOf("deadlines as-of:2023-10-07T12:00-07:00")).toMatch(/October 12: Thu, Oct 12, 2023 · in 5 days/);
});

test("relative words are of the dispute's zone: it is tomorrow in Manila when it is today in Los Angeles", async () => {
  expect(await textOf("next-session", { now: "2023-10-13T05:00Z" })).toMatch(/Oct 12, 2023 · today/);
  expect(await textOf("next-session", { now: "2023-10-12T06:59Z" })).toMatch(/Oct 12, 2023 · tomorrow/);
  const late = (await ferry.ask("deadlines", { now: "2024-03-06T04:59Z" })).reply.text;
  expect(late).toMatch(/First session on crew size: Wed, Mar 6, 2024 · tomorrow/);
});

test("how many: 3 of the dates, and how many more there are", async () => {
  const text = await textOf("deadlines 3");
  expect(text.match(/^- /gm)).toHaveLength(3);
  expect(text).toMatch(/2 more\. To see them, say “deadlines 5” or “timeline”\./);
});

test("one topic, by its id, name or alias, in free words", async () => {
  for (const topic of ["outsourcing", "contracting out", "Tercerización y subcontratación"]) {
    expect(await textOf(`positions ${topic}`)).toMatch(/have not agreed to limit subcontracting/);
  }
  expect(await textOf("positions strike pay")).toMatch(/No topic is called “strike pay”\./);
});

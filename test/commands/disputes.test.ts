import { expect, test } from "vitest";
import { asking, folderWith, harbor, here, kaiser, loaded, readText } from "../helpers/asking.ts";
import { memorySubscriptions } from "../helpers/memory-subscriptions.ts";

const now = "2024-03-07T12:00-05:00";
const one = asking(await loaded(await folderWith([harbor])));
const both = await loaded(await folderWith([kaiser, harbor]));

test.each<[line: string, expected: RegExp[]]>([
  ["next-session", [/Second session on crew size: Thu, Mar 14, 2024, 10:00 AM EDT · in 7 days · confirmed/]],
  ["deadlines", [/Deck crews' contract expiration: Sun, Mar 31, 2024, 11:59 PM EDT/, /Ticket agents' strike vote: April 2024 · possible/]],
  [
    "deadlines 25",
    [
      /Deck crews' strike: Tue, Apr 2, 2024, 5:00 AM EDT to Fri, Apr 5, 2024, 5:00 AM EDT · in 26 days · notice given/,
      /Only if no agreement is reached by March 31\./,
    ],
  ],
  ["status", [/Where it stands: Lantern Harbor ferry dispute/, /Nothing is reported as under way\./]],
  ["timeline", [/So far[\s\S]*First session on crew size[\s\S]*Ahead/]],
  ["positions", [/United Deckhands of Nowhere[\s\S]*crew of five[\s\S]*Lantern Harbor Imaginary Ferries[\s\S]*crew of three/]],
  ["care", [/Two crossings a day will run during a strike\./, /Where to ask: Passengers find/]],
  ["sources", [/Deckhands' bulletin[\s\S]*Lantern Ferries service page[\s\S]*undated/, /1 report was retracted\./]],
  ["what-changed", [/Deck crews' strike/]],
  ["about", [/Known here: Lantern Harbor ferry dispute\./]],
  ["use harbor-2024", [/Lantern Harbor ferry dispute/]],
])("another dispute works with no change: %s", async (line, expected) => {
  const { status, reply } = await one.ask(line, { now });
  expect(status).toBe("answered");
  for (const part of expected) expect(reply.text).toMatch(part);
});

test("two speakers who disagree are both shown, each with the source, in every list of dates", async () => {
  for (const line of ["next-session", "deadlines", "timeline"]) {
    const { reply } = await one.ask(line, { now: "2024-03-01T12:00-05:00" });
    expect(reply.text).toMatch(/First session on crew size: Wed, Mar 6, 2024/);
    expect(reply.text).toMatch(/According to Lantern Ferries \(invented for tests, Feb 23, 2024\)\./);
    expect(reply.text).toMatch(
      /Another account: the deckhands' union \(invented for tests \(https:\/\/union\.example\/bulletin\), Feb 22, 2024\): Tue, Mar 5, 2024 · scheduled\./,
    );
  }
});

test("what no report says: so, and where to ask", async () => {
  const early = { now: "2024-02-01T12:00-05:00" };
  for (const line of ["next-session", "deadlines"]) {
    const { status, reply } = await one.ask(line, early);
    expect(status).toBe("answered");
    expect(reply.text).toMatch(/in any report\.[\s\S]*Where to ask: Ask your invented steward\./);
  }
  expect((await one.ask("status", early)).reply.text).toMatch(/No report was known at that moment\.[\s\S]*Where to ask/);
  expect((await one.ask("care", early)).reply.text).toMatch(/Nothing about care is in any report\.[\s\S]*Where to ask: Passengers/);
  expect((await one.ask("positions", early)).reply.text).toMatch(/No position is in any report\./);
  expect((await one.ask("timeline", early)).reply.text).toMatch(/No milestone is in any report\./);
});

test("a taking back is news, with who took it back", async () => {
  const { reply } = await one.ask("what-changed 2024-03-03", { now: "2024-03-04T12:00-05:00" });
  expect(reply.text).toMatch(/Sun, Mar 3, 2024 · Rally at North Pier: taken back: every report of it was retracted/);
  expect(reply.text).toMatch(/Before: Sat, Mar 9, 2024 · scheduled\n {2}According to An organizer \(invented for tests, Mar 3, 2024\)\./);
});

test("moved without a day, called off, voided: each is said, none stays ahead", async () => {
  const { reply } = await one.ask("timeline", { now: "2024-03-29T12:00-04:00" });
  expect(reply.text).toMatch(/Session on night pay: Tue, Mar 19, 2024 · .* · called off/);
  expect(reply.text).toMatch(/Second session on crew size: date not in any report · postponed/);
  expect(reply.text).toMatch(
    /Deck crews' strike: .* · no longer current[\s\S]*Its condition no longer holds, since this was reported: Deck crews' tentative agreement/,
  );
  const ahead = (await one.ask("deadlines", { now: "2024-03-29T12:00-04:00" })).reply.text;
  expect(ahead).not.toMatch(/night pay|crew size|Deck crews' strike/);
});

test("that a day has come does not mean that it began", async () => {
  const { reply } = await one.ask("status", { now: "2024-03-06T12:00-05:00" });
  expect(reply.text).toMatch(
    /Nothing is reported as under way\.[\s\S]*Next[\s\S]*First session on crew size: Wed, Mar 6, 2024 · today · scheduled/,
  );
});

test("several disputes: it asks which, takes the argument by id or title, and remembers `use` for that conversation alone", async () => {
  const { ask } = asking(both);
  const unclear = await ask("status", { now });
  expect(unclear.status).toBe("refused");
  expect(unclear.reply.text).toMatch(
    /Say which with dispute:….*harbor-2024 \(Lantern Harbor ferry dispute\), kaiser-2023 \(Kaiser Permanente strike, 2023\)/,
  );
  for (const named of [
    "dispute:harbor-2024",
    'dispute:"lantern harbor FERRY dispute"',
    'dispute:"Disputa de los transbordadores de Lantern Harbor"',
  ]) {
    expect((await ask(`status ${named}`, { now })).reply.text).toMatch(/Where it stands: Lantern Harbor/);
  }
  expect((await ask("status dispute:lantern", { now })).reply.text).toMatch(
    /No dispute is called “lantern”\. Known here: harbor-2024, kaiser-2023\./,
  );

  expect((await ask("use kaiser-2023")).reply.text).toMatch(/now asks about: Kaiser/);
  expect((await ask("use kaiser-2023")).reply.text).toMatch(/already asks about: Kaiser/);
  expect((await ask("status")).reply.text).toMatch(/Where it stands: Kaiser/);
  expect((await ask("status dispute:harbor-2024", { now })).reply.text).toMatch(/Where it stands: Lantern Harbor/);
  expect((await ask("status", { target: { ...here, conversation: "C2" } })).status).toBe("refused");
});

test("a refusal names a few of the disputes that are near, none that a stranger shares, and says where all are named", async () => {
  const yaml = await readText(harbor);
  const shared = yaml.replace("owner: everyone", "owner: { workspace: slack/T9, shared: true }");
  const near = Array.from({ length: 12 }, (_, n) => [`near-${n}.yaml`, yaml.replace("id: harbor-2024", `id: near-${n}`)]);
  const texts = { ...Object.fromEntries(near), "a.yaml": shared.replace("id: harbor-2024", "id: strange") };
  const { ask } = asking(await loaded(await folderWith([], texts)));
  const unknown = (await ask("status dispute:lantern", { now })).reply.text;
  expect(unknown).toMatch(/Known here: near-0, (?:near-\d+, ){8}near-\d+\. “about” names 3 more\.$/);
  const unclear = (await ask("status", { now })).reply.text;
  expect(unclear.match(/near-\d+ \(/g)).toHaveLength(10);
  expect(unclear).toMatch(/“about” names 2 more\.$/);
  expect((await ask("status", { now, lang: "es" })).reply.text).toMatch(/“about” nombra 2 más\.$/);
  expect(unknown + unclear).not.toContain("strange");
});

test("no dispute at all is said", async () => {
  const { ask } = asking(await loaded(await folderWith([])));
  expect((await ask("status")).reply.text).toBe("No dispute is loaded that this conversation may see.");
  expect((await ask("about")).status).toBe("answered");
});

test("a private dispute is answered in its own workspace, and no command lets another know of it", async () => {
  const secret = (await readText(harbor)).replace("owner: everyone", "owner: { workspace: slack/T9 }");
  const { ask, answering } = asking(await loaded(await folderWith([kaiser], { "secret.yaml": secret })));
  const own = { ...here, workspace: "T9" };
  expect((await ask("status dispute:harbor-2024", { now, target: own })).reply.text).toMatch(/Lantern Harbor/);

  const others = [here, { ...here, platform: "discord", workspace: "T9" } as const, { ...here, workspace: "t9" }];
  for (const target of others) {
    for (const [name, { specs }] of answering.registry) {
      const lines = [name, `${name} dispute:harbor-2024`, `${name} harbor-2024`, `${name} unit:deck-crews`, `${name} place:gull-island`];
      for (const line of lines) {
        const { reply } = await ask(line, { now, target });
        expect(JSON.stringify(reply), line).not.toMatch(/lantern|deckhand|ferr|crew size|mooring|night crossing/i);
      }
      for (const { name: arg } of specs) {
        const invocation = { command: name, args: "", caller: { id: "U1", role: "member" }, target } as const;
        expect(JSON.stringify(await answering.complete(invocation, arg, "")), arg).not.toMatch(/harbor|deck-crews|gull|night-pay/);
      }
    }
  }
});

test("what a later report supersedes is no longer shown as a position, nor as what patients are told", async () => {
  const yaml = `${await readText(harbor)}
  - id: mar5-six
    statedOn: 2024-03-05
    speaker: union
    source: union-bulletin
    supersedes: [feb20-crew-size, mar4-crossings]
    asserts: [{ claim: crew-size, party: union, text: A crew of six is needed. }]
`;
  const { ask } = asking(await loaded(await folderWith([], { "harbor.yaml": yaml })));
  const positions = async (moment: string) => (await ask("positions", { now: moment })).reply.text;
  expect(await positions("2024-03-04T12:00-05:00")).toMatch(/crew of five/);
  expect(await positions("2024-03-05T12:00-05:00")).toMatch(/crew of six/);
  expect(await positions("2024-03-05T12:00-05:00")).not.toMatch(/crew of five/);
  expect((await ask("care", { now: "2024-03-04T12:00-05:00" })).reply.text).toMatch(/Two crossings/);
  expect((await ask("care", { now: "2024-03-05T12:00-05:00" })).reply.text).toMatch(/Nothing about care is in any report/);
});

test("in a direct message what was chosen counts more than what the platform says", async () => {
  const { invoke } = asking(both, memorySubscriptions());
  const mine = { here: { direct: true }, locale: "en-US", zone: "America/New_York" };
  const chosen = await invoke({ ...mine, command: "use", args: { named: { language: "es", zone: "America/Denver" }, positional: [] } });
  expect(chosen.reply.text).toBe("Here you read Spanish, and reminders are set in America/Denver.");
  expect((await invoke({ ...mine, command: "help" })).reply.text).toMatch(/Pregunt/);
  const subscribed = await invoke({ ...mine, command: "subscribe", args: { named: { dispute: "kaiser-2023" }, positional: [] } });
  expect(subscribed.reply.text).toMatch(/America\/Denver/);
  expect((await invoke({ ...mine, here: {}, command: "help" })).reply.text).not.toMatch(/Pregunt/);
});

test("a conversation's own language and zone count where the platform says none, and only there", async () => {
  const { ask, invoke } = asking(both, memorySubscriptions());
  expect((await ask("use")).reply.text).toMatch(/Say which dispute, language or time zone/);
  expect((await ask("use language:fr")).status).toBe("refused");
  expect((await ask("use language:es zone:america/denver")).reply.text).toMatch(/Spanish, and reminders are set in America\/Denver/);
  expect((await ask("help")).reply.text).toMatch(/Pregunt/);
  expect((await ask("subscribe dispute:kaiser-2023")).reply.text).toMatch(/America\/Denver/);
  expect((await invoke({ command: "help", locale: "en-US" })).reply.text).not.toMatch(/Pregunt/);
  expect((await ask("help", { target: { ...here, conversation: "C2" } })).reply.text).not.toMatch(/Pregunt/);
});

import { REST } from "discord.js";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createResponder } from "../../adapters/discord/respond.ts";
import { answeringOptions } from "../../adapters/discord/rest.ts";
import { commands } from "../../commands/index.ts";
import { createAnswering } from "../../src/answering.ts";
import type { Database } from "../../src/store/sql.ts";
import type { Asked } from "../fakes/discord/asked.ts";
import type { Where } from "../fakes/discord/asking.ts";
import { type FakeDiscord, startFakeDiscord } from "../fakes/discord/discord.ts";
import { nested, wordsOn } from "../fakes/discord/message-shape.ts";
import { type FakeModal, filled } from "../fakes/discord/modal-shape.ts";
import { emptyDatabase, office } from "../helpers/organizing.ts";

let db: Database;
let fake: FakeDiscord;
let respond: (payload: unknown) => Promise<void>;
beforeEach(async () => {
  db = await emptyDatabase();
  fake = await startFakeDiscord();
  respond = await begun();
});
afterEach(() => fake.stop());

/** @param slow answers only once Discord was told to wait. */
async function begun(slow = false) {
  const own = await office(db);
  const { dispatch, complete, registry } = createAnswering({
    ...{ library: own.library, clock: own.clock, desk: own.desk, subscriptions: undefined },
    preferences: { get: async () => ({}), set: async () => {} },
    log: (_, error) => {
      throw error;
    },
  });
  return createResponder({
    rest: new REST(answeringOptions(fake.url)),
    ...{ complete, deferAfterMs: slow ? 0 : 60_000 },
    async dispatch(invocation) {
      if (slow) await vi.waitFor(() => expect(fake.calls.map(({ body }) => body)).toContainEqual(expect.objectContaining({ type: 5 })));
      return dispatch(invocation);
    },
    audienceOf: (command) => registry.get(command)?.audience ?? "asker",
    onlyAnswers: (command) => registry.get(command)?.repeatable ?? false,
    warn: (reason) => {
      throw new Error(reason);
    },
  });
}

const admin: Where = { permissions: 32n };

async function send(type: number, data: object, where: Where = admin): Promise<Asked> {
  const payload = fake.shapes.of(type, data, where);
  const asked = fake.begin(payload);
  await respond(payload);
  return asked;
}
const command = (name: string, given: Record<string, string> = {}, where?: Where) =>
  send(2, { options: [{ name, options: Object.entries(given).map(([key, value]) => ({ name: key, type: 3, value })) }] }, where);
const press = (custom_id: string, where?: Where) => send(3, { component_type: 2, custom_id }, where);
const submit = (modal: FakeModal, answers: Record<string, string>, where?: Where) => send(5, filled(modal, answers), where);
const drafts = async (): Promise<number> => (await db.query("select id from drafts")).length;

const modalIn = ({ shown }: Asked): FakeModal => {
  const modal = shown.at(-1)?.modal;
  if (!modal) throw new Error("No form was opened");
  return modal;
};
async function said(asked: Asked) {
  const shown = await asked.next();
  return { words: wordsOn(shown), ephemeral: shown.ephemeral, buttons: shown.components.flatMap(nested) };
}
const buttonTo = ({ buttons }: Awaited<ReturnType<typeof said>>, label: string): string => {
  const found = buttons.find((each) => each.type === 2 && each.label === label);
  if (!found || !("custom_id" in found)) throw new Error(`No button ${label}`);
  return found.custom_id;
};

const dispute = {
  ...{ title: "Riverside nurses, 2026", union: "Nurses United", employer: "Riverside Hospital", zone: "America/Los_Angeles" },
};

describe("a form", () => {
  it("has the five fields that matter most, and is answered to whoever filled it", async () => {
    const modal = modalIn(await command("new-dispute"));
    expect(modal.components.map(({ component }) => component.custom_id)).toEqual(["title", "union", "employer", "zone", "units"]);
    const made = await said(await submit(modal, dispute));
    expect(made).toMatchObject({ ephemeral: true, words: expect.stringContaining("Riverside nurses, 2026") });
    const move = modalIn(await command("move", { dispute: /riverside-[\w-]+/u.exec(made.words)?.[0] ?? "" }));
    expect(move.components).toHaveLength(5);
  });

  it("that is refused says why, keeps nothing, and opens again with what was in it", async () => {
    const refused = await said(await submit(modalIn(await command("new-dispute")), { ...dispute, zone: "Mars/Olympus" }));
    expect(refused).toMatchObject({ ephemeral: true, words: expect.stringContaining("Mars/Olympus") });
    const again = modalIn(await press(buttonTo(refused, "Open the form again")));
    const held = again.components.flatMap(({ component: c }) => (c.type === 4 ? [[c.custom_id, c.value]] : []));
    expect(held).toContainEqual(["title", "Riverside nurses, 2026"]);
  });

  it("that comes too late for a modal is offered by a button", async () => {
    respond = await begun(true);
    const late = await said(await command("new-dispute"));
    respond = await begun();
    expect(modalIn(await press(buttonTo(late, "Open the form"))).components).toHaveLength(5);
  });
});

describe("what only organizers may do", () => {
  it("is refused to a member by every path, and nothing is stored; who manages the server may", async () => {
    const member: Where = { permissions: 0n };
    const modal = modalIn(await command("new-dispute"));
    for (const asked of [
      await command("new-dispute", {}, member),
      await submit(modal, dispute, member),
      await press("^new-dispute?", member),
      await press(`new-dispute?${new URLSearchParams(dispute)}`, member),
    ]) {
      expect(asked.shown[0]?.modal).toBeUndefined();
      expect(await said(asked)).toMatchObject({ ephemeral: true, words: expect.stringContaining("organizer") });
    }
    const typing = { options: [{ name: "move", options: [{ name: "milestone", type: 3, value: "s", focused: true }] }] };
    expect((await (await send(4, typing, member)).next()).choices).toEqual([]);
    expect((await (await send(4, typing, admin)).next()).choices).toContain("session-2023-10-12");
    expect([await drafts(), await db.query("select id from own_disputes")]).toEqual([0, []]);
  });
});

describe("for a member, every command of organizers is refused, whichever way it comes", () => {
  const organizing = commands.filter(({ role }) => role !== "member").map(({ name }) => name);
  const member: Where = { user: "8" };
  const args = { milestone: "session-2023-10-12", what: "session-2023-10-12", draft: "abcdef", when: "fri 10am" };
  const field = (name: string) => ({ type: 18, component: { type: 4, custom_id: name, value: "session-2023-10-12" } });
  const ways: Record<string, (name: string) => Promise<Asked>> = {
    typed: (name) => command(name, args, member),
    "a button": (name) => press(`${name}?${new URLSearchParams(args)}`, member),
    "a button to its form": (name) => press(`^${name}?`, member),
    "shown to everyone": (name) => press(`!${name}?${new URLSearchParams(args)}`, member),
    "a form": (name) => send(5, { custom_id: `${name}?`, components: [field("milestone"), field("what")] }, member),
  };

  it.each(Object.entries(ways))("%s", async (_, way) => {
    for (const name of organizing) {
      const shown = await (await way(name)).next();
      expect([name, wordsOn(shown), shown.modal, shown.ephemeral]).toEqual([
        name,
        expect.stringContaining("with the role"),
        undefined,
        true,
      ]);
    }
    for (const table of ["drafts", "entries", "own_disputes", "organizers"]) expect(await db.query(`select 1 from ${table}`)).toEqual([]);
  });

  it("and nothing is completed", async () => {
    for (const { name, role } of commands.filter((each) => each.role !== "member")) {
      const completed = await send(4, { options: [{ name, options: [{ name: "milestone", type: 3, value: "", focused: true }] }] }, member);
      expect([role, (await completed.next()).choices]).toEqual([role, []]);
    }
  });
});

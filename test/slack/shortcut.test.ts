import { expect, it, vi } from "vitest";
import { wordsOn } from "../fakes/slack/blocks.ts";
import { wordsInView } from "../fakes/slack/views.ts";
import { type Stage, stage } from "./stage.ts";

const id = "what-do-we-know";
const opened = ({ slack }: Stage) => slack.state.modals.at(-1);

it("asks with a message's words once they were seen and confirmed, and not before; only the asker sees the answer", async () => {
  const set = await stage();
  const asked = await set.slack.shortcut(id, { text: "Heard <@U7> say the <https://x.example|strike> on nov 1 &amp; 2 is confirmed?" });
  await vi.waitFor(() => expect(opened(set)).toBeDefined());
  const [modal] = set.slack.state.modals;
  if (!modal) throw new Error("No dialog");
  expect(wordsInView(modal)).toContain("Heard U7 say the strike on nov 1 & 2 is confirmed?");
  expect(asked.shown).toEqual([]);
  await set.slack.submit(modal);
  const answer = await asked.next();
  expect(answer).toMatchObject({ toEveryone: false, by: "response_url" });
  expect(wordsOn(answer.blocks)).toContain("November 1");
  expect(set.slack.received()).toEqual([]);
  expect(set.errors).toEqual([]);
  expect(set.logged.join()).not.toContain("Heard");
});

it("speaks the language of whoever asks, and says where it asks a part only", async () => {
  const set = await stage({ scopes: ["users:read"] });
  set.slack.state.users.set("U1", { locale: "es-MX", tz: "America/Mexico_City" });
  const long = `¿Está confirmada la huelga? ${"y más palabras ".repeat(300)}`;
  await set.slack.shortcut(id, { text: long });
  await vi.waitFor(() => expect(opened(set)).toMatchObject({ submit: { text: "Preguntar" } }));
  expect(JSON.stringify(opened(set))).toContain("solo se pregunta por estas primeras palabras");
});

it("says why it cannot: no words, no dialog, no workspace", async () => {
  const set = await stage();
  const said = async (asked: Awaited<ReturnType<typeof set.slack.shortcut>>) => wordsOn((await asked.next()).blocks);
  expect(await said(await set.slack.shortcut(id, { text: " " }))).toContain("no words");
  set.slack.faults.next("views.open", { kind: "error", error: "expired_trigger_id" });
  expect(await said(await set.slack.shortcut(id, { text: "when?" }))).toContain("could not be opened");
  expect(await said(await set.slack.shortcut(id, { text: "when?" }, { team: "T7" }))).toContain("not set up in this workspace");
  expect(set.slack.state.modals).toEqual([]);
});

it("takes no confirmation that it did not make", async () => {
  const set = await stage();
  for (const private_metadata of ["", "{}", '{"c":"C1","u":"ftp://x","q":"?"}', "null"])
    expect((await set.slack.submit({ callback_id: id, private_metadata })).status).toBe(200);
  expect(set.errors).toEqual([]);
});

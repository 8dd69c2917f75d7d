import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { readConfig } from "../../src/config.ts";
import { chatPlatforms } from "../../src/platforms.ts";
import { startServer } from "../../src/server.ts";
import type { Shown } from "../fakes/discord/asked.ts";
import type { Where } from "../fakes/discord/asking.ts";
import { type FakeDiscord, startFakeDiscord } from "../fakes/discord/discord.ts";
import { nested, wordsOn } from "../fakes/discord/message-shape.ts";
import { freshDataDir } from "../helpers/database.ts";

const open: (() => Promise<unknown>)[] = [];
let discord: FakeDiscord;

beforeEach(async () => {
  discord = await startFakeDiscord();
  open.push(discord.stop);
  const october = { REPLAY_FROM: "2023-10-10T09:00-07:00", REPLAY_SPEED: "1" };
  const config = readConfig({
    ...discord.env,
    ...october,
    DATA_DIR: freshDataDir(),
    PORT: "0",
    LOG_LEVEL: "silent",
    ORGANIZERS: "discord/1/7",
  });
  const running = await startServer(config, chatPlatforms, { quietMs: 0 });
  open.push(running.stop);
  const ready = async () => (await fetch(`${running.url}/readyz`)).status;
  await vi.waitFor(async () => expect(await ready()).toBe(200), { timeout: 15_000, interval: 50 });
});
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

const plain = (shown: Shown): string =>
  wordsOn(shown)
    .replaceAll("**", "")
    .replace(/\\([^0-9A-Za-z\s])/g, "$1");
const buttonOf = (shown: Shown, label: RegExp): string => {
  const found = shown.components.flatMap(nested).find((each) => each.type === 2 && "custom_id" in each && label.test(each.label ?? ""));
  return found && "custom_id" in found ? found.custom_id : `no button ${label} under ${plain(shown)}`;
};
const pressed = (shown: Shown, label: RegExp, where?: Where) => discord.press(buttonOf(shown, label), where).next();

it("a report is a form of five fields; refused at one, it is opened again as it was filled, then shown, then sent", async () => {
  const { modal } = await discord.command("report").next();
  expect(modal?.components.map(({ component }) => component.custom_id)).toEqual(["milestone", "when", "status", "source", "quote"]);
  const [milestone] = modal?.components ?? [];
  expect(milestone?.component.type === 3 && milestone.component.options.map(({ value }) => value)).toContain("session-2023-10-12");

  const answers = { milestone: "session-2023-10-12", when: "fri 10am", source: "nowhere", quote: "The session is on Friday." };
  const refused = await discord.submit(modal, answers).next();
  expect([refused.ephemeral, plain(refused)]).toEqual([true, expect.stringContaining("address of a page")]);
  const { modal: again } = await pressed(refused, /Open the form again/);
  expect(again?.components.map(({ component }) => ("value" in component ? component.value : undefined))).toContain("fri 10am");

  const preview = await discord.submit(again, { source: "https://example.org/notice" }).next();
  expect(plain(preview)).toMatch(/Nothing was sent yet[\s\S]*Fri, Oct 13, 2023, 10:00 AM PDT[\s\S]*“?/);
  expect(plain(await pressed(preview, /Confirm/))).toContain("It is entered");
  expect(plain(await discord.command("next-session").next())).toContain("10:00 AM PDT");
});

it("what was said as options is not asked again, and is not lost", async () => {
  const { modal } = await discord.command("report", { kind: "rally", name: "March to the bridge" }).next();
  const asked = modal?.components.map(({ component }) => component.custom_id);
  if (modal) {
    expect(asked).not.toContain("kind");
    expect(plain(await discord.submit(modal, { when: "2023-10-20" }).next())).toContain("March to the bridge");
  } else
    expect(plain(await discord.command("report", { kind: "rally", name: "March to the bridge", when: "2023-10-20" }).next())).toContain(
      "March to the bridge",
    );
});

it("a date that can mean two is asked back with a button each", async () => {
  const asked = await discord.command("move", { milestone: "session-2023-10-12", when: "fri 6" }).next();
  expect(plain(await pressed(asked, /6:00 PM/))).toMatch(/Fri, Oct 13, 2023, 6:00 PM PDT [^·]*· scheduled/);
});

it.each([
  ["typed", () => discord.command("report", {}, { user: "8" })],
  ["with a form of somebody else's", () => discord.submit({ custom_id: "report", title: "x", components: [] }, {}, { user: "8" })],
  ["by a button", () => discord.press("approve?draft=abcdef", { user: "8" })],
  ["by asking for the form", () => discord.press("^report?", { user: "8" })],
])("a member does not organize, %s", async (_, ask) => {
  const shown = await ask().next();
  expect([shown.modal, plain(shown)]).toEqual([undefined, expect.stringContaining("people with the role organizer")]);
  expect((await discord.complete("move", "milestone", "", { user: "8" }).next()).choices).toEqual([]);
});

it("whoever manages the server is an admin of what is its own, and of nothing else", async () => {
  const manager = { user: "9", permissions: 1n << 5n };
  const made = await discord
    .command("new-dispute", { title: "Harbor", union: "U", employer: "E", zone: "America/New_York" }, manager)
    .next();
  expect(plain(made)).toContain("seen by this workspace alone");
  expect(plain(await discord.command("organizers", { do: "add", who: "8" }, manager).next())).toContain("Added");
  const moved = await discord
    .command("move", { milestone: "session-2023-10-12", when: "2023-10-13 10:00", dispute: "kaiser-2023" }, manager)
    .next();
  expect(plain(moved)).toContain("No dispute is called");
  expect(plain(await discord.command("organizers", {}, { user: "9" }).next())).toContain("people with the role admin");
});

it("settings of a subscription are a form, with what is chosen standing in it", async () => {
  const where = { permissions: 1n << 4n };
  const subscribed = await discord.command("subscribe", { remind: "2d", at: "07:30" }, where).next();
  expect(plain(subscribed)).toContain("Done");
  const { modal } = await pressed(await discord.command("subscriptions", {}, where).next(), /Settings/, where);
  const at = modal?.components.find(({ component }) => component.custom_id === "at")?.component;
  expect(at?.type === 3 && at.options.find((option) => option.default)?.value).toBe("07:30");
  expect(plain(await discord.submit(modal, { at: "18:00" }, where).next())).toContain("Done");
  expect(plain(await discord.command("subscriptions", {}, where).next())).toMatch(/2 days before, at 18:00/);
  expect(plain(await discord.submit(modal, { at: "19:00" }, { user: "8" }).next())).toMatch(/manages this channel/);
});

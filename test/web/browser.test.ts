import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { labels } from "../../adapters/web/labels.ts";
import { consoleTarget } from "../../adapters/web/parts.ts";
import { findBrowser, startBrowser } from "../helpers/browser.ts";
import { day, exported, instant } from "./commands.ts";
import { reminder, type Stage, serve, stage } from "./fixture.ts";
import { token } from "./requests.ts";

const browser = await findBrowser();
if ("missing" in browser) console.warn(`The browser tests are skipped: ${browser.missing}`);
let chrome: Browser | undefined;
beforeAll(async () => {
  if (!("missing" in browser)) chrome = await startBrowser(browser.path);
});
afterAll(() => chrome?.close());

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Kept where a folder for pictures is named. */
async function picture(page: Page, name: string): Promise<void> {
  if (process.env.SCREENSHOTS) await page.screenshot({ path: `${process.env.SCREENSHOTS}/${name}.png`, fullPage: true });
}

const brokenLine = "net::ERR_INCOMPLETE_CHUNKED_ENCODING";

/** A page on a stage; afterwards its console must be silent. */
async function visit(options: BrowserContextOptions, body: (page: Page, set: Stage, drop: () => void) => Promise<void>): Promise<void> {
  const context = await chrome?.newContext({ timezoneId: "America/New_York", ...options });
  if (!context) return;
  const events = [{ label: "The union says a second strike is possible" }];
  const set: Stage = stage({
    token,
    replay: {
      async next() {
        set.set("2023-10-11T16:00:00Z");
        return events.shift();
      },
    },
  });
  const server = await serve(set.web);
  const said: string[] = [];
  try {
    const page = await context.newPage();
    page.on("console", (message) => message.text().includes(brokenLine) || said.push(message.text()));
    page.on("pageerror", (error) => said.push(String(error)));
    page.on("requestfailed", (request) => {
      if (request.failure()?.errorText !== "net::ERR_ABORTED" && request.failure()?.errorText !== brokenLine)
        said.push(`${request.url()}: ${request.failure()?.errorText}`);
    });
    await page.goto(server.url);
    await body(page, set, server.drop);
    expect(said).toEqual([]);
  } finally {
    await context.close();
    await server.close();
  }
}

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const found = (await page.evaluate("axe.run()")) as { violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] };
  return found.violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.html} ${n.failureSummary}`));
}

const tooWide = (page: Page) => page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");

/** Something of everything the page can show. */
async function fill(page: Page, { web }: Stage): Promise<void> {
  for (const line of ["next-session", "positions staffing", "nonsense", "deadlines"]) {
    await page.fill("#question", line);
    await page.keyboard.press("Enter");
    await page.locator(".answer h3", { hasText: line }).waitFor();
  }
  await expect.poll(() => page.locator(".working").count()).toBe(0);
  const posted = await web.messenger.post({
    key: "a",
    target: consoleTarget,
    reply: reminder("In 6 days", day("2023-10-12", "Thursday"), ""),
  });
  if (posted.outcome !== "delivered") throw new Error(posted.outcome);
  await web.messenger.edit(consoleTarget, posted.messageId, reminder("In 6 days", day("2023-10-12", "Thursday, Oct 12"), ""));
  await web.messenger.reply(posted.messageId, {
    key: "b",
    target: consoleTarget,
    reply: reminder("Moved", day("2023-10-13", "Friday"), ""),
  });
  await page.locator(".message", { hasText: "Moved" }).waitFor();
}

describe.skipIf("missing" in browser)("the page in a browser", { timeout: 60_000 }, () => {
  it("answers by keyboard, completes, and remembers what was asked", () =>
    visit({}, async (page) => {
      const box = page.getByRole("combobox", { name: labels.en.question });
      const option = (name: RegExp) => page.getByRole("option", { name });
      await page.locator("#question:focus").waitFor();

      await page.keyboard.type("dead");
      await option(/^deadlines/).waitFor();
      expect(await box.getAttribute("aria-expanded")).toBe("true");
      await page.keyboard.press("ArrowDown");
      expect(await box.getAttribute("aria-activedescendant")).toBe(await option(/^deadlines/).getAttribute("id"));
      await page.keyboard.press("Enter");
      await option(/^strikes/).waitFor();
      expect(await box.inputValue()).toBe("deadlines ");

      await page.keyboard.press("Escape");
      expect(await box.getAttribute("aria-expanded")).toBe("false");
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { name: "Dates ahead" }).waitFor();
      expect(await box.inputValue()).toBe("");

      await page.keyboard.type("next-session");
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { name: "Next bargaining session" }).waitFor();
      await page.keyboard.type("half a thought");
      await page.keyboard.press("Escape");
      await page.keyboard.press("ArrowUp");
      expect(await box.inputValue()).toBe("next-session");
      await page.keyboard.press("ArrowUp");
      expect(await box.inputValue()).toBe("deadlines");
      await page.keyboard.press("ArrowDown");
      expect(await box.inputValue()).toBe("next-session");
      await page.keyboard.press("Escape");
      expect(await box.inputValue()).toBe("");
    }));

  it("does what a button says", () =>
    visit({}, async (page, { asked }) => {
      await page.getByRole("button", { name: /^next-session/ }).click();
      await page.getByRole("button", { name: "Remind me" }).click();
      await page.getByText("This console is now reminded of sessions").waitFor();
      expect(asked).toEqual(["subscribe sessions"]);
      expect(new URL(page.url()).search).toBe("");
    }));

  it("shows the reader's own time for an instant, and for nothing else", () =>
    visit({}, async (page) => {
      await page.locator("#upcoming .own-time").waitFor();
      expect(await page.locator("#upcoming .own-time").allTextContents()).toEqual([" (your time: 9:00 AM EDT)"]);
    }));

  it("shows what arrives without a reload, once, under what it belongs to", () =>
    visit({}, async (page, { web }) => {
      await page.locator("#reminders .empty").waitFor();
      const first = await web.messenger.post({
        key: "a",
        target: consoleTarget,
        reply: reminder("Tomorrow", instant("2023-10-07T15:00:00Z", "8 AM PDT"), ""),
      });
      await page.getByRole("heading", { name: "Tomorrow" }).waitFor();
      expect(await page.locator("#reminders .empty").count()).toBe(0);
      await web.messenger.post({ key: "other", target: consoleTarget, reply: reminder("Something else", day("2023-10-31", "Oct 31"), "") });
      const id = first.outcome === "delivered" ? first.messageId : "";
      await web.messenger.edit(consoleTarget, id, reminder("Today", day("2023-10-06", "Friday"), ""));
      await page.getByRole("heading", { name: "Today" }).waitFor();
      await web.messenger.reply(id, {
        key: "b",
        target: consoleTarget,
        reply: reminder("It was moved", day("2023-10-07", "Saturday"), ""),
      });
      await page.locator(".thread", { hasText: "Today" }).getByRole("heading", { name: "It was moved" }).waitFor();
      const heard = await page.locator(".message h3").allTextContents();
      expect(heard).toEqual(["Today", "It was moved", "Something else"]);
      await page.reload();
      await page.waitForTimeout(500);
      expect(await page.locator(".message h3").allTextContents()).toEqual(heard);
    }));

  it("says that the line broke, comes back by itself and has missed nothing", () =>
    visit({}, async (page, { web }, drop) => {
      const post = (words: string) =>
        web.messenger.post({ key: words, target: consoleTarget, reply: reminder(words, day("2023-10-07", "Saturday"), "") });
      await post("Before");
      await page.getByRole("heading", { name: "Before" }).waitFor();
      drop();
      await page.getByText(labels.en.lost).waitFor();
      await post("Meanwhile");
      await page.getByRole("heading", { name: "Meanwhile" }).waitFor();
      expect(await page.locator(".message h3").allTextContents()).toEqual(["Meanwhile", "Before"]);
      await page.getByText(labels.en.lost).waitFor({ state: "hidden" });
    }));

  it("goes to the next event, and its clock and countdowns with it", () =>
    visit({}, async (page) => {
      const session = page.locator(".dates li", { hasText: "Bargaining session" });
      expect(await session.locator(".countdown").textContent()).toBe("in 6 days");
      await page.getByRole("button", { name: labels.en.nextEvent }).click();
      await page.getByText("The union says a second strike is possible").waitFor();
      await expect.poll(() => session.locator(".countdown").textContent()).toBe("tomorrow");
      expect(await page.locator("#clock").textContent()).toContain("Oct 11");
      await page.getByRole("button", { name: labels.en.nextEvent }).click();
      await page.getByText(labels.en.noMoreEvents).waitFor();
    }));

  for (const javaScriptEnabled of [true, false])
    it(`gives a file to keep, as it is (script: ${javaScriptEnabled})`, () =>
      visit({ javaScriptEnabled }, async (page) => {
        await page.fill("#question", "export");
        await page.locator("#question").press("Enter");
        const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "harbor.yaml" }).click()]);
        expect(download.suggestedFilename()).toBe("harbor.yaml");
        expect(readFileSync(await download.path(), "utf8")).toBe(exported);
      }));

  it("treats hostile words as words", () =>
    visit({}, async (page) => {
      await page.keyboard.type("hostil");
      await page.getByRole("option", { name: "hostile Hostile <b>words</b>" }).waitFor();
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Enter");
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { name: "<img src=x onerror=alert(1)>" }).waitFor();
      expect(await page.locator(".answer :is(a, img, script)").count()).toBe(0);
    }));

  it("is organized by whoever signs in: a form, refused at its field, then confirmed", () =>
    visit({ colorScheme: "light", reducedMotion: "reduce" }, async (page, { asked }) => {
      await page.fill("#question", "enter");
      await page.keyboard.press("Enter");
      await page.getByText(labels.en.signIn.first).waitFor();
      await page.getByText(labels.en.signIn.title, { exact: true }).first().click();
      await page.getByLabel(labels.en.signIn.token).fill(token);
      await page.keyboard.press("Enter");
      await page.getByText(labels.en.signIn.done).waitFor();

      await page.fill("#question", "enter dispute:kaiser-2023");
      await page.keyboard.press("Enter");
      const when = page.getByLabel("When, in words");
      await page.locator('[name="arg.date"]:focus').waitFor();
      await page.keyboard.type("session-2023-10-1");
      await page.locator("datalist option").nth(1).waitFor({ state: "attached" });
      await page.keyboard.type("2");
      await when.fill("yesterday");
      await page.getByLabel("strikes").check();
      await page.getByLabel("How certain it is").selectOption("cancelled");
      await page.getByLabel("In whose words").fill("“So it is.”\nAll of it.");
      expect(await violations(page)).toEqual([]);
      await picture(page, "form");
      await when.press("Enter");

      await page.locator('[name="arg.when"][aria-invalid]:focus').waitFor();
      expect(await page.getByLabel("In whose words").inputValue()).toBe("“So it is.”\nAll of it.");
      expect(await page.getByLabel("strikes").isChecked()).toBe(true);
      expect(await violations(page)).toEqual([]);
      expect(await tooWide(page)).toBe(0);
      await picture(page, "refused");
      await page.keyboard.press("ControlOrMeta+A");
      await page.keyboard.type("oct 13");
      await page.getByRole("button", { name: labels.en.form.send }).click();

      await page.getByText("session-2023-10-12 would be oct 13.").waitFor();
      expect(await page.locator(".fill").count()).toBe(0);
      await page.locator(".answer h3:focus").waitFor();
      await page.getByRole("button", { name: "Confirm" }).click();
      await page.getByText("Sent.").waitFor();
      const quote = "“So it is.”\nAll of it.";
      expect([JSON.parse(asked[0] ?? ""), asked[1]]).toEqual([
        { date: "session-2023-10-12", when: "oct 13", status: "cancelled", kinds: "strikes", quote, dispute: "kaiser-2023" },
        "keep k3m9xa",
      ]);
    }));

  it("goes on at the answer where the form came with the page", () =>
    visit({}, async (page) => {
      await page.getByText(labels.en.signIn.title, { exact: true }).first().click();
      await page.getByLabel(labels.en.signIn.token).fill(token);
      await page.keyboard.press("Enter");
      await page.getByText(labels.en.signIn.done).waitFor();
      await page.fill("#question", "enter dispute:kaiser-2023");
      // As a browser does that has not loaded the script yet.
      await page.evaluate("document.getElementById('ask').submit()");
      await page.locator('[name="arg.date"]:focus').fill("session-2023-10-12");
      await page.getByLabel("When, in words").fill("oct 13");
      await page.getByRole("button", { name: labels.en.form.send }).click();
      await page.getByText("session-2023-10-12 would be oct 13.").waitFor();
      await page.locator(".answer h3:focus").waitFor();
    }));

  it("is organized without script too", () =>
    visit({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } }, async (page, { asked }) => {
      await page.getByText(labels.en.signIn.title, { exact: true }).first().click();
      await page.getByLabel(labels.en.signIn.token).fill(token);
      await page.keyboard.press("Enter");
      await page.getByText(labels.en.signIn.done).waitFor();
      await page.fill("#question", "enter");
      await page.keyboard.press("Enter");
      await page.getByLabel("Which date").fill("session-2023-10-12");
      await page.getByLabel("When, in words").fill("yesterday");
      await page.getByRole("button", { name: labels.en.form.send }).click();
      await page.getByText("A scheduled session cannot be over.").waitFor();
      expect(await page.getByLabel("Which date").inputValue()).toBe("session-2023-10-12");
      await page.getByLabel("When, in words").fill("oct 13");
      await page.getByRole("button", { name: labels.en.form.send }).click();
      await page.getByRole("button", { name: "Confirm" }).click();
      await page.getByText("Sent.").waitFor();
      expect(asked).toHaveLength(2);
    }));

  it("answers without script", () =>
    visit({ javaScriptEnabled: false }, async (page) => {
      await page.getByRole("button", { name: /^positions/ }).click();
      await page.getByRole("heading", { name: /^What each side says/ }).waitFor();
      await page.fill("#question", "next-session");
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { name: "Next bargaining session" }).waitFor();
    }));

  for (const [name, options] of [
    ["in the light", { colorScheme: "light" }],
    ["in the dark", { colorScheme: "dark" }],
    ["on a phone", { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true }],
    ["on a phone in the dark", { viewport: { width: 320, height: 640 }, colorScheme: "dark" }],
  ] satisfies [string, BrowserContextOptions][]) {
    it(`is accessible ${name} and never too wide`, () =>
      visit({ reducedMotion: "reduce", ...options }, async (page, set) => {
        expect(await violations(page)).toEqual([]);
        await fill(page, set);
        expect(await violations(page)).toEqual([]);
        expect(await tooWide(page)).toBe(0);
        await page.fill("#question", "d");
        await page.getByRole("option").first().waitFor();
        expect(await violations(page)).toEqual([]);
        expect(await tooWide(page)).toBe(0);
      }));
  }
});

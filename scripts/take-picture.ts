import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { findBrowser, startBrowser } from "../test/helpers/browser.ts";

// `npm run picture`: the README's picture, of the demo after a question was asked and reminders have come.
const browser = await findBrowser();
if ("missing" in browser) throw new Error(browser.missing);
const demo = spawn(process.execPath, ["--import", "./src/require-node.js", "src/main.ts", "--demo"], {
  env: { ...process.env, PORT: "0" },
  stdio: ["ignore", "pipe", "inherit"],
});
try {
  const url = await said(demo.stdout, /^Open (\S+) in a browser/);
  const chrome = await startBrowser(browser.path);
  const page = await chrome.newPage({ viewport: { width: 1280, height: 1_180 }, deviceScaleFactor: 1.5, reducedMotion: "reduce" });
  await page.goto(url);
  await page.locator("#reminders article, #reminders li").first().waitFor({ timeout: 60_000 });
  for (const [before, question] of ["care", "next-session"].entries()) {
    await page.fill("#question", question);
    await page.keyboard.press("Enter");
    await page.locator("#answers article").nth(before).waitFor();
  }
  await page.evaluate("scrollTo(0, 0)");
  await page.screenshot({ path: "docs/console.png" });
  await chrome.close();
} finally {
  demo.kill("SIGTERM");
  await once(demo, "exit");
}

async function said(output: NodeJS.ReadableStream, wanted: RegExp): Promise<string> {
  for await (const line of createInterface({ input: output })) {
    const found = wanted.exec(line)?.[1];
    if (found !== undefined) return found;
  }
  throw new Error("The demo ended before it said where it is.");
}

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import bundled from "@sparticuz/chromium";
import { type BrowserContext, chromium, type LaunchOptions } from "playwright-core";

const quiet = [
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-default-apps",
  "--disable-domain-reliability",
  "--disable-sync",
  "--no-default-browser-check",
  "--no-first-run",
  "--no-pings",
];

/** Where there is a Chromium to run, or why there is none. */
export async function findBrowser(): Promise<{ path: string } | { missing: string }> {
  if (process.env.CHROME_PATH) return { path: process.env.CHROME_PATH };
  if (process.platform !== "linux" || process.arch !== "x64") {
    return { missing: `no bundled Chromium for ${process.platform} ${process.arch}: set CHROME_PATH to a Chrome or Chromium` };
  }
  return { path: await bundled.executablePath() };
}

/** Runs `body` in a browser with a profile of its own, which is closed and deleted however it ends. */
export async function withBrowser(
  path: string,
  options: Parameters<typeof chromium.launchPersistentContext>[1],
  body: (browser: BrowserContext) => Promise<void>,
): Promise<void> {
  const profile = await mkdtemp(join(tmpdir(), "picketline-browser-"));
  const asRoot = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const launch: LaunchOptions = { executablePath: path, headless: true, args: [...quiet, ...asRoot] };
  try {
    const browser = await chromium.launchPersistentContext(profile, { ...launch, ...options });
    try {
      await body(browser);
    } finally {
      await browser.close();
    }
  } finally {
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

import bundled from "@sparticuz/chromium";
import { type Browser, chromium } from "playwright-core";

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

/** With a profile of its own, which goes when it is closed. */
export function startBrowser(path: string): Promise<Browser> {
  const asRoot = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  return chromium.launch({ executablePath: path, headless: true, args: [...quiet, ...asRoot] });
}

/** Headless Chromium, where there is one: what CHROMIUM names, else one on PATH. */
import { execFileSync } from "node:child_process";
import type { Browser } from "playwright-core";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
export const NOT_THERE = "Chromium is not there: name it in CHROMIUM or put chromium on PATH";

export const CHROMIUM = process.env.CHROMIUM || NAMES.map(onPath).find((path) => path !== undefined);

function onPath(name: string): string | undefined {
  try {
    return execFileSync("which", [name], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim() || undefined;
  } catch {
    return undefined;
  }
}

/** @param executablePath of Chromium */
export async function launch(executablePath: string): Promise<Browser> {
  const { chromium } = await import("playwright-core");
  // Its sandbox needs rights that containers rarely give; it only sees pages of ours.
  return chromium.launch({ executablePath, chromiumSandbox: false });
}

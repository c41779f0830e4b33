/** Pages opened in a browser as a person would, for tests; skipped, and said so, where there is no browser. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, type TestContext } from "vitest";
import { CHROMIUM, launch, NOT_THERE } from "./chromium.js";

export interface Opened {
  readonly page: Page;
  /** What went wrong in the page: errors, messages of that level, violations of its policy, requests to anywhere. */
  readonly wrong: string[];
}

export interface OpenOptions {
  readonly width?: number;
  readonly colorScheme?: "light" | "dark";
  /** Of the address, e.g. `#chosen=account+ci-app`. */
  readonly hash?: string;
  readonly javaScriptEnabled?: boolean;
}

/** Opens pages of a test file in one browser, from files as a person would; skips the test where there is none. */
export function openPages(): (context: TestContext, html: string, options?: OpenOptions) => Promise<Opened> {
  if (CHROMIUM === undefined) {
    console.warn(`skipped, tests in a browser: ${NOT_THERE}`);
  }
  const folder = mkdtempSync(join(tmpdir(), "pages-"));
  let browser: Promise<Browser> | undefined;
  let files = 0;
  afterAll(async () => {
    await (await browser)?.close();
    rmSync(folder, { recursive: true });
  });
  return async (context, html, { width = 1280, colorScheme = "light", hash = "", javaScriptEnabled = true } = {}) => {
    if (CHROMIUM === undefined) {
      context.skip(NOT_THERE);
    }
    browser ??= launch(String(CHROMIUM));
    const page = await (await browser).newPage({ viewport: { width, height: 900 }, colorScheme, javaScriptEnabled });
    context.onTestFinished(() => page.close());
    const file = join(folder, `${++files}.html`);
    writeFileSync(file, html);
    const address = pathToFileURL(file).href;
    const wrong: string[] = [];
    page.on("pageerror", (error) => wrong.push(`error: ${error.message}`));
    page.on("dialog", (dialog) => wrong.push(`dialog: ${dialog.message()}`));
    page.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning") {
        wrong.push(`console: ${message.text()}`);
      }
    });
    page.on("request", (request) => {
      if (request.url().split("#")[0] !== address) {
        wrong.push(`request: ${request.url()}`);
      }
    });
    await page.goto(`${address}${hash}`);
    return { page, wrong };
  };
}

/** What axe finds wrong for those who use a page otherwise than by sight and mouse. */
export async function accessibilityFaults(page: Page): Promise<readonly string[]> {
  const { source } = await import("axe-core");
  // by the debugger: the page's own policy lets nothing in
  await page.evaluate(source);
  const faults = await page.evaluate("axe.run().then(({ violations }) => violations)");
  return (faults as { id: string; nodes: { html: string }[] }[]).map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(" ")}`,
  );
}

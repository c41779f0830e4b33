/** The page of the graph in a browser, where there is one; its markup and what it looks up are tested beside it. */
import type { Page } from "playwright-core";
import { describe, expect, it, type TestContext } from "vitest";
import { renderGraphHtml } from "../../../lib/report/graph/html.js";
import { accessibilityFaults, type OpenOptions, openPages } from "../../support/pages.js";
import { hostile, MODEL, report, thousandReport } from "./support.js";

const openPage = openPages();
const SMALL = renderGraphHtml(report());

async function open(context: TestContext, options: OpenOptions = {}, html = SMALL) {
  const opened = await openPage(context, html, options);
  await opened.page.waitForSelector("html[data-ready]");
  return opened;
}

const names = (page: Page, column: string): Promise<readonly string[]> =>
  page.locator(`section[data-column=${column}] .entry-name`).allInnerTexts();
const status = (page: Page): Promise<string> => page.innerText("#status");
/** The name of the entry that has the focus, or the id of another element. */
const focused = (page: Page): Promise<string> =>
  page.evaluate("document.activeElement.querySelector('.entry-name')?.textContent ?? document.activeElement.id");
/** The search waits for the next key before it answers. */
const told = (page: Page, text: string) => page.waitForSelector(`#status:has-text(${JSON.stringify(text)})`);
/** A new address comes to the page as an event, later than the click or the step back that asked for it. */
async function chosen(page: Page, title: string): Promise<void> {
  await page.waitForSelector(`#details h2:has-text(${JSON.stringify(title)})`);
  expect(await page.innerText("#details h2")).toBe(title);
}

describe("the page of the graph in a browser", () => {
  it("opens from a file without an error, a violation of its policy or a request", async (context) => {
    const { page, wrong } = await open(context);
    expect(await status(page)).toBe("Everything: 2 issuers, 4 settings, 3 accounts, 5 privileges, 3 repositories.");
    expect(wrong).toEqual([]);
  });

  it("marks what rules find", async (context) => {
    const { page } = await open(context);
    expect(await page.innerText('button[data-key="setting-2"]')).toMatch(/open\nany token of the issuer\n1 critical/i);
    await page.selectOption("#severity", "high");
    expect(await names(page, "setting")).toEqual(["open"]);
    expect(await names(page, "account")).toEqual(["ci-app"]);
    expect(await status(page)).toBe("Only what is with findings of at least high: 1 setting, 1 account.");
  });

  it("searches names, claims and values, and tells how much it found", async (context) => {
    const { page } = await open(context);
    await page.fill("#search", "REFS/heads");
    await told(page, "REFS");
    expect(await names(page, "setting")).toEqual(["app-main"]);
    expect(await status(page)).toBe("Only what is matching “REFS/heads”: 1 setting.");
    await page.press("#search", "Escape");
    expect(await status(page)).toMatch(/^Everything/);
    expect(await page.inputValue("#search")).toBe("");
  });

  it("shows what leads to a repository, to and from an account, and what joins both", async (context) => {
    const { page } = await open(context);
    await page.selectOption("#repository", { label: "prod" });
    expect(await page.innerText("#details h2")).toBe("Repository prod");
    expect(await names(page, "account")).toEqual(["ci-app", "boss"]);
    expect(await names(page, "way")).toEqual(["Manager can take any privilege", "Admin by team release"]);
    await page.selectOption("#account", { label: "ci-app" });
    expect(await names(page, "way")).toEqual(["Admin by team release"]);
    await page.selectOption("#account", { label: "ci-docs" });
    expect(await status(page)).toBe("Only what is of account ci-docs, leading to repository prod: nothing.");
    await page.selectOption("#repository", "");
    expect(await names(page, "repository")).toEqual(["docs"]);
    await page.click("#clear");
    expect(await status(page)).toMatch(/^Everything/);
  });

  it("tells all about what is chosen, in tables", async (context) => {
    const { page } = await open(context);
    await page.click('button[data-key="account-2"]');
    expect(await page.innerText("#details h2")).toBe("Account ci-docs");
    const cells = await page.locator("#details table").nth(1).locator("tbody tr").allInnerTexts();
    expect(cells).toEqual(["Write\tdocs\t\nWrite by grant\nRead by default, for everyone\nRead, public: for anyone"]);
    await page.click('#details button[data-choose="repository-2"]');
    expect(await page.innerText("#details h2")).toBe("Repository docs");
    expect(await page.innerText("#details")).toContain("It is public: anyone can read it, without an account.");
    await page.goBack();
    await chosen(page, "Account ci-docs");
    expect(await page.innerText("#details")).not.toContain("It is public");
  });

  it("is walked by keys alone: one stop, arrows along what is joined, Enter, Escape", async (context) => {
    const { page } = await open(context);
    expect(await page.locator('#columns button[tabindex="0"]').count()).toBe(1);
    await page.focus("#severity");
    await page.keyboard.press("Tab");
    expect(await focused(page)).toBe("GitHub Actions");
    expect(await page.evaluate("getComputedStyle(document.activeElement).outlineStyle")).toBe("solid");
    await page.keyboard.press("ArrowRight");
    expect(await focused(page)).toBe("open");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowUp");
    expect(await focused(page)).toBe("app-main");
    await page.keyboard.press("ArrowRight");
    expect(await focused(page)).toBe("ci-app");
    await page.keyboard.press("ArrowRight");
    expect(await focused(page)).toBe("Admin by team release");
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("Enter");
    expect(await page.getAttribute('button[data-key="account-1"]', "aria-pressed")).toBe("true");
    expect(await focused(page)).toBe("ci-app");
    await page.keyboard.press("End");
    await page.keyboard.press("Escape");
    expect(await status(page)).toMatch(/^Everything/);
    expect(await focused(page)).toBe("ci-app");
    await page.keyboard.press("/");
    expect(await focused(page)).toBe("search");
  });

  it("opens where an address leads, as findings do", async (context) => {
    const { page } = await open(context, { hash: "#chosen=account+ci-app&repository=prod" });
    expect(await status(page)).toMatch(/^Only what is connected to account ci-app, leading to repository prod: /);
    await page.click("text=no-claims >> visible=true");
    await page.click('a[href="#chosen=setting+open"]');
    await chosen(page, "Setting open");
    expect(await page.innerText("#details")).toContain("It asks for no claim: any token of the issuer meets it.");
  });

  it("shows hostile names as text alone", async (context) => {
    const { page, wrong } = await open(context, {}, renderGraphHtml(report(hostile())));
    for (const key of ["setting-1", "account-2", "repository-3", "account-20"]) {
      await page.locator(`button[data-key="${key}"]`).click();
      await page.click("#clear");
    }
    await page.fill("#search", "<img");
    await told(page, "<img");
    expect(await page.locator("img, b, [onfocus], script:not(#data ~ script):not(#data)").count()).toBe(0);
    expect(await page.innerText("body")).not.toMatch(/(?![\n\t])[\p{Cc}\p{Cf}]/u);
    expect(wrong).toEqual([]);
  });

  it("shows 1,000 pipelines in groups first, and any of them when asked", async (context) => {
    const { page, wrong } = await open(context, {}, renderGraphHtml(thousandReport()));
    expect(await names(page, "setting")).toEqual(["1,000 settings"]);
    expect(await names(page, "account")).toEqual(["1,000 accounts"]);
    expect(await names(page, "repository")).toHaveLength(20);
    await page.click('button[data-more="repository"]');
    expect(await names(page, "repository")).toHaveLength(100);
    expect(await focused(page)).toBe("repo-20");
    await page.selectOption("#repository", { label: "repo-7" });
    expect(await names(page, "account")).toEqual(Array.from({ length: 10 }, (_, index) => `ci-${70 + index}`));
    await page.click("#clear");
    await page.click('button[data-key^="group setting"]');
    expect(await names(page, "setting")).toHaveLength(20);
    expect(await page.innerText("#details")).toContain("Settings that are alike");
    expect(wrong).toEqual([]);
  });

  it.for([
    [1280, "light", ""],
    [1280, "dark", "#chosen=account+ci-docs"],
    [390, "dark", ""],
  ] as const)(
    "has no fault that axe finds at %i pixels, %s%s, and nothing beyond its width",
    async ([width, colorScheme, hash], context) => {
      const { page } = await open(context, { width, colorScheme, hash });
      await page.evaluate('document.querySelectorAll("details").forEach((each) => { each.open = true; })');
      expect(await accessibilityFaults(page)).toEqual([]);
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(width);
    },
  );

  it("says what it needs where scripts are off, and what rules find", async (context) => {
    const { page } = await openPage(context, renderGraphHtml(report(MODEL)), { javaScriptEnabled: false });
    expect(await page.innerText("main")).toMatch(
      /this page needs its own script[\s\S]*What rules find\s4[\s\S]*no-claims/,
    );
    expect(await page.isVisible("#explorer")).toBe(false);
  });
});

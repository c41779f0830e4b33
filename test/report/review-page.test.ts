/** The page of a review in a browser, where there is one; its markup is tested beside the other formats. */
import { describe, expect, it } from "vitest";
import { type ReviewReport, renderReviewHtml } from "../../lib/report/index.js";
import { checkTrust, reviewTrust } from "../../lib/trust/index.js";
import { accessibilityFaults, openPages } from "../support/pages.js";
import { settingValue, trust } from "../trust/support.js";

const openPage = openPages();
const HOSTILE = `"><img src=x onerror=alert(1)><script>alert(2)</script>${"very-long-".repeat(40)}${"word".repeat(40)}`;

/** A change with everything in it that a review tells. */
function report(): ReviewReport {
  const before = trust();
  const after = trust({
    accounts: [{ slug: "ci-app", role: "Manager" }, { slug: "new" }],
    settings: [settingValue({ name: HOSTILE, claims: {}, service_accounts: ["ci-app", "new"] })],
    privileges: [{ repository: "prod", team: "people", privilege: "Admin" }],
  });
  const unread = { about: "teams", reason: HOSTILE, origin: { source: "live", where: HOSTILE, at: HOSTILE } } as const;
  const review = reviewTrust(
    before,
    { ...after, unknowns: [unread] },
    {
      findings: { before: checkTrust(before).findings, after: checkTrust(after).findings },
      changedFiles: [{ path: `.github/workflows/${HOSTILE.replaceAll("/", "")}.yml` }],
    },
  );
  const context = {
    where: HOSTILE,
    takenAt: "2026-11-01T06:00:00Z",
    by: HOSTILE,
    ageSeconds: 2_000_000,
    unread: [unread],
  };
  return { review, before: HOSTILE, after: HOSTILE, names: new Map(), context };
}

describe("the page of a review in a browser", () => {
  it.for([
    [1280, "light"],
    [360, "dark"],
  ] as const)(
    "is usable %d pixels wide in the %s theme, by everybody, and runs nothing that it was told by strangers",
    async ([width, colorScheme], context) => {
      const { page, wrong } = await openPage(context, renderReviewHtml(report()), { width, colorScheme });
      const headings = await page.locator("h1, h2").allInnerTexts();
      expect(headings.map((each) => each.replace(/\s+\d+$/, ""))).toEqual([
        "Trust is widened, and the rest could not be told",
        "Weakens the reviewer",
        "Gained",
        "Lost",
        "New findings",
        "Could not tell",
        "What was compared",
      ]);
      await page.evaluate('document.querySelectorAll("details").forEach((each) => { each.open = true; })');
      expect(await accessibilityFaults(page)).toEqual([]);
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(width);
      expect(wrong).toEqual([]);
    },
  );
});

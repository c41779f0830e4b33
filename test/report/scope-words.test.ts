import { describe, expect, it } from "vitest";
import { scopeWords } from "../../lib/report/findings/words.js";
import { scopeOf } from "../../lib/report/review/words.js";
import { checkTrust, reviewTrust, type TrustModel } from "../../lib/trust/index.js";

const whole: TrustModel = {
  organization: "acme",
  scope: "organization",
  accounts: [],
  settings: [],
  repositories: [],
  grants: [],
  teams: [],
  unknowns: [],
};
const origin = { source: "live", where: "acme", at: "" } as const;
const partial: TrustModel = { ...whole, unknowns: [{ about: "settings", reason: "GET /… answered 403", origin }] };

describe("what a report speaks for", () => {
  it("is the whole organization only where all of it was read", () => {
    expect(scopeOf(reviewTrust(whole, whole))).toMatch(
      /\(the whole organization\); after: .*\(the whole organization\)$/,
    );
    expect(scopeOf(reviewTrust(partial, partial))).not.toContain("whole");
    expect(scopeOf(reviewTrust(partial, partial))).toContain("(what could be read of the organization)");
  });

  it("is not the whole organization where the snapshot is partial that it was joined with", () => {
    const review = reviewTrust(whole, whole);
    expect(scopeOf(review, { unread: [] })).toContain("(the whole organization)");
    expect(scopeOf(review, { unread: partial.unknowns })).not.toContain("whole");
  });

  it("is so of findings, too", () => {
    const scope = { settings: 0, accounts: 0, privileges: 0, repositories: 0, speaksFor: "organization" } as const;
    const { notLooked, findings } = checkTrust(whole);
    const report = { findings, notLooked, scope, undecided: [] } as unknown as Parameters<typeof scopeWords>[0];
    expect(scopeWords(report)).toContain("(the whole organization)");
    const undecided = [{ about: "settings", reason: "GET /… answered 403" }];
    expect(scopeWords({ ...report, undecided } as unknown as typeof report)).toContain(
      "(what could be read of the organization)",
    );
  });
});

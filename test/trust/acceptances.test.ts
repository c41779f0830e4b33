import { describe, expect, it } from "vitest";
import { accepted, type StackExceptions, stackExceptions, type TrustFinding } from "../../lib/trust/index.js";

const FINDING: TrustFinding = {
  rule: "owner-only",
  severity: "high",
  where: "cloudsmith_oidc.a",
  message: "m",
  why: "w",
  remedy: "r",
  origin: { source: "synthesized", where: "one/cdk.tf.json", at: "cloudsmith_oidc.a" },
};

function exceptions(
  more: Partial<StackExceptions["accepted"][number]> = {},
  where = "one/cdk.tf.json",
): StackExceptions {
  const acceptance = {
    rule: "owner-only",
    path: "one/a",
    at: ["cloudsmith_oidc.a"],
    reason: "so",
    until: "2027-03-31",
    ...more,
  };
  return { where, accepted: [acceptance], policies: [] };
}

const on = (day: string) => new Date(`${day}Z`);

describe("what an app accepts", () => {
  it("is let through for its rule, its resources and its stack alone", () => {
    const now = on("2026-11-25T12:00:00");
    const other = { ...FINDING, origin: { ...FINDING.origin, where: "two/cdk.tf.json" } };
    const beside = { ...FINDING, origin: { ...FINDING.origin, at: "cloudsmith_oidc.b" } };
    const { open, acceptances } = accepted(
      [FINDING, other, beside, { ...FINDING, rule: "no-claims" }],
      [exceptions()],
      now,
    );
    expect(open).toEqual([other, beside, { ...FINDING, rule: "no-claims" }]);
    expect(acceptances).toMatchObject([{ status: "holds", stack: "one/cdk.tf.json", findings: [FINDING] }]);
  });

  it.each([
    ["2027-03-17T23:59:59", "holds", 14, 0],
    ["2027-03-18T00:00:00", "ending", 13, 0],
    ["2027-03-31T00:00:00", "ending", 0, 0],
    ["2027-03-31T23:59:59.999", "ending", 0, 0],
    ["2027-04-01T00:00:00", "expired", -1, 1],
  ])("until 2027-03-31 is at %s: %s, %i days left", (now, status, daysLeft, found) => {
    const { open, acceptances } = accepted([FINDING], [exceptions()], on(now));
    expect(acceptances).toMatchObject([{ status, daysLeft }]);
    expect(open).toHaveLength(found);
  });

  it("has expired where its day is none", () => {
    const { open, acceptances } = accepted([FINDING], [exceptions({ until: "soon" })], on("2026-11-25"));
    expect(open).toEqual([FINDING]);
    expect(acceptances).toMatchObject([{ status: "expired", daysLeft: -1 }]);
  });
});

describe("exceptions as anybody may have written them", () => {
  const written = (value: unknown) => stackExceptions({ "//": { metadata: { cloudsmithTrust: value } } }, "stack");

  it.each([undefined, null, 7, "x", [], {}, { accepted: 7, policies: {}, breakGlass: [] }])(
    "are none in %j",
    (value) => {
      expect(written(value)).toEqual({ where: "stack", accepted: [], policies: [] });
    },
  );

  it("let nothing through, and ask for nothing, where they have not the expected shape", () => {
    const good = { rule: "a", path: "p", at: ["x"], reason: "r", until: "2027-01-01" };
    const value = {
      accepted: [null, { ...good, rule: 7 }, { ...good, at: "x" }, { ...good, at: ["x", 7] }, good],
      policies: [null, { mode: "audit", allowed_issuers: "x", greatest_privilege: "All", must_pin_ids: "yes" }],
      breakGlass: {
        reason: "r",
        findings: [
          { rule: "a", severity: "worst", at: "x" },
          { rule: "a", severity: "low", at: "x" },
        ],
      },
    };
    expect(written(value)).toEqual({
      where: "stack",
      accepted: [{ ...good, at: [] }, good, good],
      policies: [{ mode: "enforce" }, { mode: "audit" }],
      breakGlass: { reason: "r", findings: [{ rule: "a", severity: "low", at: "x" }] },
    });
  });
});

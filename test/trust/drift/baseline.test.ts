import { describe, expect, it } from "vitest";
import { applyBaseline, baselineOf, formatBaseline, readBaseline } from "../../../lib/trust/index.js";
import { APP, changed, managed } from "./support.js";

const drifts = managed(
  changed(changed(APP, "cloudsmith_oidc.app-main", { enabled: false }), "cloudsmith_service.ci-app", {
    role: "Manager",
  }),
);
const [first, second] = drifts;
const entry = (fingerprint = "", until = "2026-11-25") => ({ fingerprint, reason: "known", until });

describe("a baseline", () => {
  it("lets drift be up to its last day, and no longer", () => {
    const baseline = { entries: [entry(first?.fingerprint)] };
    const held = applyBaseline(drifts, baseline, "2026-11-25");
    expect(held.accepted.map(({ drift }) => drift)).toEqual([first]);
    expect(held.fresh).toEqual([second]);
    const past = applyBaseline(drifts, baseline, "2026-11-26");
    expect(past.accepted).toEqual([]);
    expect(past.fresh).toEqual(drifts);
    expect(past.expired).toMatchObject([
      { drift: { fingerprint: first?.fingerprint }, acceptance: { reason: "known" } },
    ]);
  });

  it("says which acceptances are of nothing that is there", () => {
    const gone = entry("f".repeat(20));
    expect(applyBaseline(drifts, { entries: [gone] }, "2026-11-25").unused).toEqual([gone]);
  });

  it("is written for what is there, keeps what holds, and reads back", () => {
    const earlier = { entries: [entry(first?.fingerprint, "2026-12-01"), entry("f".repeat(20))] };
    const made = baselineOf(drifts, { reason: "at the start", until: "2027-01-31" }, earlier, "2026-11-25");
    expect(made.entries.map(({ reason, until }) => [reason, until])).toEqual([
      ["known", "2026-12-01"],
      ["at the start", "2027-01-31"],
    ]);
    expect(readBaseline(JSON.parse(formatBaseline(made)), "b.json")).toEqual(made);
    expect(applyBaseline(drifts, made, "2026-11-25").fresh).toEqual([]);
  });

  it.each([
    [[], /this is no baseline/],
    [{ version: 2, entries: [] }, /this is no baseline/],
    [{ version: 1, entries: [1] }, /\/entries\/0 is not an object/],
    [{ version: 1, entries: [{ ...entry("zz") }] }, /\/entries\/0\/fingerprint is none/],
    [{ version: 1, entries: [{ ...entry("a".repeat(20)), reason: " " }] }, /\/reason is missing/],
    [{ version: 1, entries: [entry("a".repeat(20), "2027-02-30")] }, /\/until is no day/],
    [{ version: 1, entries: [entry("a".repeat(20)), entry("a".repeat(20))] }, /is there already/],
  ])("is refused where it is wrong: %j", (value, message) => {
    expect(() => readBaseline(value, "b.json")).toThrow(message);
  });
});

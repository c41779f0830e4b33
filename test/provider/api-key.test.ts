import { describe, expect, it } from "vitest";
import { isRotation, keptKey, planKey, REDACTED } from "../../lib/provider/service/api-key.js";
import { Diagnostics, isUnknown, type ObjectValue, UNKNOWN } from "../../lib/terraform/index.js";

const KEY = "csa_0123456789abcdefABCD";
const account = (values: ObjectValue = {}): ObjectValue => ({
  organization: "acme",
  slug: "ci-app",
  store_api_key: true,
  rotate_api_key: null,
  key: KEY,
  ...values,
});

describe("a rotation", () => {
  it.each([
    [null, 1, true],
    [1, 2, true],
    [2, 2, false],
    [2, 1, false],
    [2, null, false],
    [null, null, false],
    [null, 0, false],
  ])("from %s to %s: %s", (before, after, rotates) => {
    expect(isRotation(account({ rotate_api_key: before }), account({ rotate_api_key: after }))).toBe(rotates);
  });
});

describe("the planned key", () => {
  it("is not known where this run makes one that is stored", () => {
    expect(isUnknown(planKey(null, account()))).toBe(true);
    expect(isUnknown(planKey(account(), account({ rotate_api_key: 1 })))).toBe(true);
    expect(isUnknown(planKey(account(), account({ rotate_api_key: UNKNOWN })))).toBe(true);
    expect(isUnknown(planKey(account(), account({ store_api_key: UNKNOWN })))).toBe(true);
  });

  it("stays where nothing rotates, and always reads the same where it is not stored", () => {
    expect(planKey(account(), account())).toBe(KEY);
    expect(planKey(account(), account({ store_api_key: false }))).toBe(REDACTED);
    expect(planKey(account(), account({ store_api_key: false, rotate_api_key: 1 }))).toBe(REDACTED);
    expect(planKey(null, account({ store_api_key: false }))).toBe(REDACTED);
  });
});

describe("a refresh of the key", () => {
  function kept(state: ObjectValue, shown: string | undefined) {
    const diagnostics = new Diagnostics();
    return { key: keptKey(state, shown, diagnostics), warned: diagnostics.items.length };
  }

  it("keeps it, and tells when the last four characters are others", () => {
    expect(kept(account(), "csa_**************ABCD")).toEqual({ key: KEY, warned: 0 });
    expect(kept(account(), "csa_**************WXYZ")).toEqual({ key: KEY, warned: 1 });
  });

  it.each([undefined, "", "***", "****", "ABC"])("makes nothing of what is too short or wholly masked: %s", (shown) => {
    expect(kept(account(), shown)).toEqual({ key: KEY, warned: 0 });
    expect(kept(account({ key: "abc" }), shown)).toEqual({ key: "abc", warned: 0 });
  });

  it("never takes the shown one into a state without a key", () => {
    expect(kept(account({ store_api_key: false, key: null }), KEY)).toEqual({ key: REDACTED, warned: 0 });
    expect(kept(account({ key: REDACTED }), "csa_****ABCD")).toEqual({ key: REDACTED, warned: 0 });
  });
});

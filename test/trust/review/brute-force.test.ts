import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Judge, type ProviderSettings } from "../../../lib/oidc/index.js";
import { type AccessChange, reviewTrust, type TrustModel } from "../../../lib/trust/index.js";
import { ACCOUNTS, admits, anySettings, everyToken, NOW } from "../algebra/support.js";
import { trust } from "../support.js";

const TOKENS = everyToken();
const RUNS = { numRuns: 50 };

function model(settings: readonly ProviderSettings[]): TrustModel {
  const { origin } = trust().settings[0] ?? { origin: { source: "trust-file", where: "", at: "" } as const };
  return {
    ...trust({ accounts: ACCOUNTS.map((slug) => ({ slug })), settings: [], privileges: [] }),
    settings: settings.map((setting, index) => ({ ...setting, origin: { ...origin, at: `/settings/${index}` } })),
  };
}

function admitted(settings: readonly ProviderSettings[], account: string): readonly unknown[] {
  const judge = new Judge(settings);
  return TOKENS.filter((claims) => judge.decide({ claims, account, now: NOW }).admitted);
}

function of(account: string, changes: readonly AccessChange[]): readonly AccessChange[] {
  return changes.filter(({ subject }) => subject.kind === "account" && subject.account === account);
}

describe("a review of any two sets of settings", () => {
  it("says that an account gains where a token is let in after and not before, shown by such a token", () => {
    fc.assert(
      fc.property(anySettings, anySettings, (before, after) => {
        const { gained, lost, undecided } = reviewTrust(model(before), model(after));
        expect(undecided).toEqual([]);
        for (const account of ACCOUNTS) {
          const [had, has] = [admitted(before, account), admitted(after, account)];
          const gains = of(account, gained);
          const losses = of(account, lost);
          if (has.some((claims) => !had.includes(claims))) {
            expect(gains).toHaveLength(1);
          }
          if (had.some((claims) => !has.includes(claims))) {
            expect(losses).toHaveLength(1);
          }
          for (const { witness } of gains) {
            expect(admits(after, witness?.claims ?? {}, account, witness?.now)).toBe(true);
            expect(admits(before, witness?.claims ?? {}, account, witness?.now)).toBe(false);
          }
          for (const { witness } of losses) {
            expect(admits(before, witness?.claims ?? {}, account, witness?.now)).toBe(true);
            expect(admits(after, witness?.claims ?? {}, account, witness?.now)).toBe(false);
          }
        }
      }),
      RUNS,
    );
  });

  it("is the same with the losses of the way back as gains", () => {
    fc.assert(
      fc.property(anySettings, anySettings, (before, after) => {
        const forth = reviewTrust(model(before), model(after));
        const back = reviewTrust(model(after), model(before));
        expect(back.gained.map(({ subject }) => subject)).toEqual(forth.lost.map(({ subject }) => subject));
        expect(back.lost.map(({ subject }) => subject)).toEqual(forth.gained.map(({ subject }) => subject));
      }),
      RUNS,
    );
  });

  it("finds no change in settings renamed, in another order, or given twice", () => {
    fc.assert(
      fc.property(anySettings, (settings) => {
        const other = [...settings, ...settings].reverse().map((each, index) => ({
          ...each,
          name: `setting ${index}`,
          dynamic_mappings: each.dynamic_mappings.toReversed(),
        }));
        expect(reviewTrust(model(settings), model(other)).direction).toBe("unchanged");
        expect(reviewTrust(model(other), model(settings)).direction).toBe("unchanged");
      }),
      RUNS,
    );
  });
});

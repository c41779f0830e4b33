import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Judge, type ProviderSettings } from "../../../lib/oidc/index.js";
import { reviewTrust, type TrustModel, type Unknown } from "../../../lib/trust/index.js";
import { ACCOUNTS, anySettings, everyToken, NOW } from "../algebra/support.js";
import { trust } from "../support.js";

const TOKENS = everyToken();
const HIDDEN = ["claims", "enabled", "provider_url", "service_accounts"] as const;

interface Partly {
  /** What there really is. */
  readonly settings: readonly ProviderSettings[];
  /** The field of the setting of that place that cannot be read; of claims, the first. */
  readonly hidden: readonly (typeof HIDDEN)[number][];
}

const partly: fc.Arbitrary<Partly> = fc.record({
  settings: anySettings,
  hidden: fc.array(fc.constantFrom(...HIDDEN), { maxLength: 2 }),
});

const EXPRESSION = "${data.x.y}";

/** What a reader makes of settings of which something cannot be read. */
function read({ settings, hidden }: Partly, where: string): TrustModel {
  const unknowns: Unknown[] = [];
  const model = trust({ accounts: ACCOUNTS.map((slug) => ({ slug })), settings: [], privileges: [] });
  return {
    ...model,
    settings: settings.map((setting, index) => {
      const origin = { source: "plan", where, at: `/settings/${index}` } as const;
      const name = hidden[index];
      const claim = Object.keys(setting.claims)[0] ?? "";
      if (name === undefined || (name === "claims" && claim === "")) {
        return { ...setting, origin };
      }
      const field = name === "claims" ? [name, claim] : [name];
      unknowns.push({ about: "settings", name: setting.name, field, reason: `not known: ${EXPRESSION}`, origin });
      const unread = {
        claims: { claims: { ...setting.claims, [claim]: EXPRESSION } },
        enabled: { enabled: true },
        provider_url: { provider_url: EXPRESSION },
        service_accounts: { service_accounts: [EXPRESSION] },
      };
      return { ...setting, ...unread[name], origin };
    }),
    unknowns,
  };
}

function admitted({ settings }: Partly, account: string): ReadonlySet<unknown> {
  const judge = new Judge(settings);
  return new Set(TOKENS.filter((claims) => judge.decide({ claims, account, now: NOW }).admitted));
}

describe("a review of settings of which something cannot be read", () => {
  it("says unchanged, or that something is gained, only where it holds whatever was not read", () => {
    let [decided, open] = [0, 0];
    fc.assert(
      fc.property(partly, partly, (before, after) => {
        const { direction, gained, lost, undecided } = reviewTrust(read(before, "before"), read(after, "after"));
        const complete = undecided.length === 0;
        for (const account of ACCOUNTS) {
          const [had, has] = [admitted(before, account), admitted(after, account)];
          const ofAccount = ({ subject }: (typeof lost)[number]): boolean =>
            subject.kind === "account" && subject.account === account;
          for (const { witness } of gained.filter(ofAccount)) {
            const question = { claims: witness?.claims ?? {}, now: witness?.now ?? 0, account };
            expect(new Judge(after.settings).decide(question).admitted).toBe(true);
            expect(new Judge(before.settings).decide(question).admitted).toBe(false);
          }
          for (const [changes, from, to] of [
            [gained, had, has],
            [lost, has, had],
          ] as const) {
            if (complete && [...to].some((claims) => !from.has(claims))) {
              expect(changes.filter(ofAccount)).toHaveLength(1);
            }
          }
        }
        expect(direction === "unchanged" && !complete).toBe(false);
        decided += complete ? 1 : 0;
        open += complete ? 0 : 1;
      }),
      { numRuns: 60, seed: 20_260_101 },
    );
    expect(decided).toBeGreaterThan(10);
    expect(open).toBeGreaterThan(10);
  });
});

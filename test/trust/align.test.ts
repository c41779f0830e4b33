import { describe, expect, it } from "vitest";
import { alignIdentities, mergeTrust, readSynthesized, reviewTrust, type TrustModel } from "../../lib/trust/index.js";
import { settingValue } from "./support.js";

/** A stack with one account and its setting, under the same addresses as in every other. */
function stack(name: string, account = `ci-${name}`): TrustModel {
  const resource = {
    cloudsmith_service: { ci: { organization: "acme", name: account } },
    cloudsmith_oidc: {
      main: { ...settingValue({ name, service_accounts: ["${cloudsmith_service.ci.slug}"] }), namespace: "acme" },
    },
  };
  return readSynthesized({ resource }, `stacks/${name}/cdk.tf.json`);
}

const review = (before: TrustModel, after: TrustModel) => reviewTrust(alignIdentities(before, after), after);

describe("a stack that is added to an app", () => {
  it("changes nothing for the one that was alone, however addresses meet", () => {
    const added = review(mergeTrust([stack("a")]), mergeTrust([stack("a"), stack("b")]));
    expect(added).toMatchObject({ direction: "widened", lost: [] });
    expect(added.gained.map(({ subject }) => subject)).toEqual([
      { kind: "account", account: "${b#cloudsmith_service.ci}" },
    ]);
  });

  it("and one that is taken away neither", () => {
    const gone = review(mergeTrust([stack("a"), stack("b")]), mergeTrust([stack("a")]));
    expect(gone).toMatchObject({ direction: "narrowed", gained: [] });
    expect(gone.lost).toHaveLength(1);
  });

  it("is not guessed at where both stacks give their account the same name", () => {
    const before = mergeTrust([stack("a", "ci")]);
    expect(alignIdentities(before, mergeTrust([stack("a", "ci"), stack("b", "ci")]))).toBe(before);
  });
});

import { describe, expect, it } from "vitest";
import { placesOf, subjectsOf } from "../../lib/cli/private/places.js";
import { mergeTrust, type Origin, readSynthesized, type TrustModel } from "../../lib/trust/index.js";
import { trust } from "../trust/support.js";

function stack(name: string): TrustModel {
  return readSynthesized(
    {
      resource: {
        cloudsmith_service: { ci: { organization: "acme", name: `ci-${name}` } },
        cloudsmith_repository_privileges: {
          prod: {
            organization: "acme",
            repository: "prod",
            user: [{ slug: "owner", privilege: "Admin" }],
            service: [{ slug: "${cloudsmith_service.ci.slug}", privilege: "Write" }],
          },
        },
        cloudsmith_repository_privilege: {
          stage: {
            organization: "acme",
            repository: "stage",
            service: "${cloudsmith_service.ci.slug}",
            privilege: "Read",
          },
        },
      },
    },
    `cdktf.out/stacks/${name}/cdk.tf.json`,
  );
}

const at = (place: string, where = "cdktf.out/stacks/one/cdk.tf.json"): Origin => ({
  source: "synthesized",
  where,
  at: place,
});

describe("what stands at a place", () => {
  it("is named by what people gave it, one grant by whom it is for, several by their repository", () => {
    const subject = subjectsOf(stack("one"));
    expect(subject(at("cloudsmith_service.ci"))).toBe("account ci-one");
    expect(subject(at("cloudsmith_repository_privilege.stage"))).toBe("grant on stage to ci-one");
    expect(subject(at("cloudsmith_repository_privileges.prod"))).toBe("grants on prod");
    expect(subject(at("cloudsmith_service.other"))).toBeUndefined();
    expect(subject(at("cloudsmith_service.ci", "elsewhere"))).toBeUndefined();
  });

  it("is said where the place says too little: a pointer, or one of several stacks", () => {
    expect(Object.fromEntries(placesOf(trust()))).toEqual({
      "trust.json\n/accounts/0": "account ci-app",
      "trust.json\n/settings/0": "setting app-main",
      "trust.json\n/repositories/0": "repository prod",
      "trust.json\n/privileges/0": "grant on prod to ci-app",
    });
    expect(placesOf(stack("one")).size).toBe(0);
    expect(new Set(placesOf(mergeTrust([stack("one"), stack("two")])).values())).toEqual(
      new Set(["stack one", "stack two"]),
    );
  });
});

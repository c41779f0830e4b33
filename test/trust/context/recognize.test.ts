import { describe, expect, it } from "vitest";
import {
  parseTrustFile,
  readSynthesized,
  recognizeExisting,
  reviewTrust,
  type TrustModel,
  type TrustReview,
} from "../../../lib/trust/index.js";
import { settingValue, trustValue } from "../support.js";

/** The organization: the account `ci-app` under another slug, and one that is open to more. */
function live(accounts = [{ slug: "ci-app-x1", name: "ci-app" }]): TrustModel {
  const value = trustValue({
    accounts,
    settings: [settingValue({ service_accounts: ["ci-app-x1"] })],
    privileges: [{ repository: "prod", service: "ci-app-x1", privilege: "Write" }],
  });
  return parseTrustFile(JSON.stringify(value), "live");
}

function app(claims = settingValue().claims, name = "ci-app"): TrustModel {
  const resource = {
    cloudsmith_service: { ci: { organization: "acme", name } },
    cloudsmith_oidc: {
      main: {
        namespace: "acme",
        ...settingValue({ claims, service_accounts: ["${cloudsmith_service.ci.slug}"] }),
      },
    },
    cloudsmith_repository_privilege: {
      prod: { organization: "acme", repository: "prod", service: "${cloudsmith_service.ci.slug}", privilege: "Write" },
    },
  };
  return readSynthesized({ resource }, "cdk.tf.json");
}

function review(one: TrustModel, other: TrustModel): TrustReview {
  const { before, after, existing } = recognizeExisting(one, other);
  return reviewTrust(before, after, { existing });
}

const MANAGED =
  "ci-app-x1 exists already: whether it is managed by what declares the same name is not told here; " +
  "drift says what no stack manages, adopt writes the imports of it";

describe("an app held against the live organization", () => {
  it("does not call an account new that exists already, and says that it may be managed by nobody", () => {
    const { gained, lost, undecided } = review(live(), app());
    expect({ gained, lost }).toEqual({ gained: [], lost: [] });
    expect(undecided).toMatchObject([{ about: "scope" }, { about: "accounts", side: "after", reason: MANAGED }]);
  });

  it("is compared by effect with what exists, on either side", () => {
    const wider = { repository_owner_id: "65" };
    const forth = review(live(), app(wider));
    expect(forth.gained).toMatchObject([{ subject: { account: "ci-app-x1" }, by: "admission", appeared: false }]);
    const back = review(app(wider), live());
    expect(back.lost).toMatchObject([{ subject: { account: "ci-app-x1" }, by: "admission", appeared: false }]);
    expect(back.undecided).toContainEqual({ about: "accounts", side: "before", reason: MANAGED });
  });

  it("has new accounts where none of the name exists", () => {
    const { gained, undecided } = review(live(), app(undefined, "ci-other"));
    expect(gained).toMatchObject([{ subject: { account: "${cloudsmith_service.ci}" }, appeared: true }]);
    expect(undecided).toMatchObject([{ about: "scope" }]);
  });

  it("could not tell which one it is where two have the name", () => {
    const two = ["ci-app-x1", "ci-app-x2"].map((slug) => ({ slug, name: "ci-app" }));
    expect(JSON.stringify(review(live(two), app()).undecided)).toContain("2 accounts are named");
  });

  it("names five of many that exist", () => {
    const accounts = Array.from({ length: 6 }, (_, index) => ({ slug: `a${index}`, name: `n${index}` }));
    const reasonOf = (many: number): string | undefined => {
      const services = accounts.slice(0, many).map(({ slug, name }) => [slug, { organization: "acme", name }]);
      const declared = { resource: { cloudsmith_service: Object.fromEntries(services) } };
      const { undecided } = review(live(accounts), readSynthesized(declared, "cdk.tf.json"));
      return undecided.find(({ about }) => about === "accounts")?.reason;
    };
    expect(reasonOf(5)).toMatch(/^a0, a1, a2, a3, a4 exist already: whether they are managed/);
    expect(reasonOf(6)).toMatch(/^a0, a1, a2, a3, a4, 1 more exist already/);
  });
});

describe("two sides of the same kind", () => {
  it("are left as they are", () => {
    const [one, other] = [app(), app()];
    expect(recognizeExisting(one, other)).toEqual({ before: one, after: other, existing: [] });
  });
});

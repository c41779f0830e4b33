/** Tests of one's own trust: who must get in, and who must never. */
import { Testing } from "cdktf";
import { jobOn, type TrustMatchers, trustMatchers } from "cloudsmith-trust/testing";
import { beforeAll, describe, expect, it } from "vitest";
import { MonorepoTrust } from "./trust.js";

declare module "vitest" {
  // biome-ignore lint/suspicious/noExplicitAny: the parameter's default in vitest's own declaration
  interface Matchers<T = any> extends TrustMatchers<T> {}
}

beforeAll(() => {
  expect.extend(trustMatchers);
});

const trust = new MonorepoTrust(Testing.app(), "monorepo");
const job = { repository: "acme/mono", repositoryId: 80, ownerId: 65, event: "push" };

describe("the trust of acme/mono", () => {
  it("lets each part be published from its own tags", () => {
    expect(trust).toAdmit({ ...job, ref: "refs/tags/service/v1.2.0", account: "ci-service" });
    expect(trust).toAdmit({ ...job, ref: "refs/tags/library/v3.0.0", account: "ci-library" });
    expect(trust).toRefuse({ ...job, ref: "refs/tags/service/v1.2.0", account: "ci-library" });
  });

  it("lets tests read, and never publish", () => {
    expect(trust).toAdmit({ ...job, event: "schedule", account: "ci-tests" });
    expect(trust).toRefuse({ ...job, event: "schedule", account: "ci-service" });
    expect(jobOn(trust, { ...job, event: "schedule" })).toReach("dependencies", "Read");
    expect(jobOn(trust, { ...job, event: "schedule" })).not.toReach("dependencies", "Write");
    expect(jobOn(trust, { ...job, event: "schedule" })).not.toReach("service", "Read");
  });

  it("lets no pull request in, from a fork or not", () => {
    expect(trust).toRefuse({ ...job, event: "pull_request" }, "claim_mismatch");
    expect(trust).toRefuse({ ...job, event: "pull_request", fromFork: true }, "no_token");
    expect(trust).toRefuse({ ...job, event: "pull_request_target", ref: "refs/heads/main" }, "claim_mismatch");
  });

  it("lets no repository in that took the name", () => {
    expect(trust).toRefuse({ ...job, repositoryId: 81 }, "claim_mismatch");
  });
});

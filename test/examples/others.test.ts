import { afterAll, beforeAll, describe, expect, it } from "vitest";
import "../../examples/monorepo/trust.test.js";
import { type Emulator, startEmulator } from "../../lib/emulator/index.js";
import { GITHUB_SOURCE, gitHubStandIn } from "../../lib/emulator/stand-in/index.js";
import { type Reattached, serveForReattach } from "../../lib/terraform/index.js";
import { exceptionsIn } from "../../lib/trust/index.js";
import { Example } from "../support/example.js";

let emulator: Emulator;
let standIn: Reattached;

beforeAll(async () => {
  emulator = await startEmulator({
    seed: {
      organization: "acme",
      repositories: ["prod", "services", "service", "library", "dependencies"].map((slug) => ({
        slug,
        repository_type_str: "Private",
      })),
      github: { repositories: [{ full_name: "acme/mono", id: 80, owner_id: 65 }] },
    },
  });
  standIn = await serveForReattach(gitHubStandIn(emulator.environment), { address: GITHUB_SOURCE });
});

afterAll(async () => {
  await standIn.close();
  await emulator.close();
});

/** Status of asking Cloudsmith for an account as a job of one of the fleet's repositories. */
async function exchange(repositoryId: number, account: string): Promise<number> {
  const repository = `acme/service-${repositoryId - 5000}`;
  const job = emulator.startJob({ repository, repositoryId, ownerId: 65, event: "push" });
  const response = await fetch(`${emulator.url}/openid/acme/`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ oidc_token: await job.idToken("cloudsmith"), service_slug: account }),
  });
  job.close();
  return response.status;
}

describe("the examples deploy, and then plan nothing more:", () => {
  it("a monorepo with publishers, a reader and the GitHub half", async () => {
    emulator.reset();
    const example = new Example("monorepo", { ...emulator.environment, ...standIn.env, GITHUB_OWNER: "acme" });

    expect(await example.deploy()).toContain("Apply complete! Resources: 17 added");
    expect(await example.plan()).toContain("No changes.");
  });

  it("a fleet of a thousand repositories, each acting as its team and as no other", async () => {
    emulator.reset();
    const example = new Example("fleet", emulator.environment);

    expect(await example.deploy()).toContain("Apply complete! Resources: 21 added");
    expect(await example.plan()).toContain("No changes.");
    expect(await exchange(5993, "team-3")).toBe(201);
    expect(await exchange(5993, "team-4")).toBe(401);
    expect(await exchange(6003, "team-3")).toBe(401);
  }, 180_000);

  it("an organization's policy, with its exceptions in the JSON", async () => {
    emulator.reset();
    const example = new Example("organization-policy", emulator.environment);

    expect(await example.deploy()).toContain("Apply complete! Resources: 6 added");
    expect(await example.plan()).toContain("No changes.");
    const { accepted, policies } = exceptionsIn(example.json());
    expect(accepted.map(({ rule, path, until }) => `${rule} ${path} ${until}`)).toEqual([
      "policy-issuer organization-policy/legacy 2099-12-31",
      "policy-owner organization-policy/legacy 2099-12-31",
    ]);
    expect(policies).toEqual([
      {
        mode: "enforce",
        allowed_issuers: ["https://token.actions.githubusercontent.com"],
        allowed_owners: ["65"],
        forbidden_claims: ["actor", "workflow"],
        greatest_privilege: "Write",
        must_pin_ids: true,
      },
    ]);
  });

  it("publishers on GitLab and CircleCI", async () => {
    emulator.reset();
    const example = new Example("gitlab-and-circleci", emulator.environment);

    expect(await example.deploy()).toContain("Apply complete! Resources: 7 added");
    expect(await example.plan()).toContain("No changes.");
  });
});

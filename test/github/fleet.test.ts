import { beforeAll, describe, expect, it } from "vitest";
import {
  GitHubEnvironment,
  GitHubFleet,
  type GitHubFleetProps,
  GitHubReader,
  GitHubRef,
  GitHubRepository,
  GitHubReusableWorkflow,
} from "../../lib/github/index.js";
import { ServiceAccount } from "../../lib/index.js";
import { trustMatchers } from "../../lib/testing/index.js";
import { refusal } from "../constructs/refusal.js";
import { acme, addresses, synth } from "../constructs/support.js";
import { acmeWithGitHub, app, publisher } from "./support.js";

beforeAll(() => {
  expect.extend(trustMatchers);
});

const repository = (name: string, id: number) => GitHubRepository.of(`acme/${name}`, { id, ownerId: 65 });
const members = [
  { repository: repository("one", 101), publishTo: [{ repository: "services" }] },
  {
    repository: repository("two", 102),
    publishTo: [{ repository: "services" }, { repository: "tools", privilege: "Read" as const }],
  },
];

function fleet(props: Partial<GitHubFleetProps> = {}, stack = acme()) {
  new GitHubFleet(stack, "services", { ownerId: 65, from: [GitHubRef.branch("main").on("push")], members, ...props });
  return stack;
}

describe("GitHubFleet", () => {
  it("has one setting for each way in, and an account with grants for each repository", () => {
    const stack = fleet();

    expect(addresses(stack)).toMatchInlineSnapshot(`
      [
        "cloudsmith_oidc.services_From-branch-main-push_91EC8E34",
        "cloudsmith_repository_privilege.services_Member-one_Grant-services_96D24A21",
        "cloudsmith_repository_privilege.services_Member-two_Grant-services_C52D9C1B",
        "cloudsmith_repository_privilege.services_Member-two_Grant-tools_51AD7158",
        "cloudsmith_service.services_Member-one_Account_B6F5BF7E",
        "cloudsmith_service.services_Member-two_Account_9BE64779",
      ]
    `);
    expect(Object.values(synth(stack).resource.cloudsmith_oidc ?? {})).toMatchInlineSnapshot(`
      [
        {
          "claims": {
            "event_name": "push",
            "ref": "refs/heads/main",
            "ref_type": "branch",
            "repository_owner_id": "65",
          },
          "dynamic_mappings": [
            {
              "claim_value": "101",
              "service_account": "\${cloudsmith_service.services_Member-one_Account_B6F5BF7E.slug}",
            },
            {
              "claim_value": "102",
              "service_account": "\${cloudsmith_service.services_Member-two_Account_9BE64779.slug}",
            },
          ],
          "enabled": true,
          "mapping_claim": "repository_id",
          "name": "ci-services-branch-main-push",
          "namespace": "acme",
          "provider_url": "https://token.actions.githubusercontent.com",
        },
      ]
    `);
  });

  it("lets each repository's jobs act as its own account, and as no other's", () => {
    const stack = fleet();
    const job = { repository: "acme/one", repositoryId: 101, ownerId: 65, event: "push" };

    expect(stack).toAdmit({ ...job, account: "ci-services-one" });
    expect(stack).toRefuse({ ...job, account: "ci-services-two" }, "mapping_other_account");
    expect(stack).toRefuse({ ...job, repositoryId: 103, account: "ci-services-one" }, "mapping_no_match");
    expect(stack).toRefuse({ ...job, ownerId: 66, account: "ci-services-one" }, "claim_mismatch");
    expect(stack).toRefuse({ ...job, ref: "refs/heads/other", account: "ci-services-one" }, "claim_mismatch");
  });

  it("keeps its addresses when members come and go", () => {
    const [first] = members;
    const before = addresses(fleet());
    const after = addresses(fleet({ members: first ? [first] : [] }));

    expect(before.filter((address) => after.includes(address))).toEqual(after);
  });

  it("sets each GitHub repository up, where asked to", () => {
    const stack = fleet({ github: {} }, acmeWithGitHub());

    expect(
      Object.values(synth(stack).resource.github_workflow_repository_permissions ?? {}).map((one) => one.repository),
    ).toEqual(["one", "two"]);
  });

  it.each([
    ["namePrefix", { namePrefix: "svc" }, { name: "svc-branch-main-push" }],
    ["settingsNames", { settingsNames: { "branch-main-push": "services" } }, { name: "services" }],
    ["audience", { audience: "cloudsmith" }, { claims: expect.objectContaining({ aud: "cloudsmith" }) }],
  ])("writes %s", (_, props, expected) => {
    expect(Object.values(synth(fleet(props)).resource.cloudsmith_oidc ?? {})[0]).toMatchObject(expected);
  });

  it("lets repositories share an account, which may do what it may already", () => {
    const stack = acme();
    const account = new ServiceAccount(stack, "team");
    fleet({ members: members.map(({ repository }) => ({ repository, account })) }, stack);

    expect(Object.values(synth(stack).resource.cloudsmith_oidc ?? {})[0].dynamic_mappings).toHaveLength(2);
    expect(addresses(stack)).toHaveLength(2);
  });

  it("acts as accounts made elsewhere", () => {
    const stack = acme();
    const account = ServiceAccount.fromSlug(stack, "ci", "ci-x4f2");
    fleet(
      { members: [{ repository: repository("one", 101), publishTo: [{ repository: "services" }], account }] },
      stack,
    );

    expect(Object.values(synth(stack).resource.cloudsmith_oidc ?? {})[0].dynamic_mappings).toEqual([
      { claim_value: "101", service_account: "ci-x4f2" },
    ]);
  });

  it("warns above 1000 members, where Terraform itself becomes slow, and not at 1000", () => {
    const many = (count: number) =>
      Array.from({ length: count }, (_, index) => ({
        repository: repository(`r${index}`, index + 1),
        publishTo: [{ repository: "services" }],
      }));
    const warnings = (count: number) =>
      fleet({ members: many(count) })
        .node.findChild("services")
        .node.findAll()
        .flatMap(({ node }) => node.metadata)
        .filter(({ type }) => type === "@cdktf/warn")
        .map(({ data }) => data);

    expect(warnings(1000)).toEqual([]);
    expect(warnings(1001)).toEqual([
      expect.stringMatching(/1001 dynamic mappings in one setting: .* split them above 1000/),
    ]);
  });

  it.each([
    [{ from: [] }, "from names no jobs"],
    [{ members: [] }, "members names no repository"],
    [{ ownerId: 66 }, "acme/one belongs to 65, and the fleet to 66"],
    [
      { members: [members[0]!, { repository: repository("other", 101), publishTo: [{ repository: "x" }] }] },
      "acme/other has the id 101 of another member",
    ],
    [
      { members: [{ repository: repository("one", 101), publishTo: [] }] },
      "acme/one has neither an account nor a repository to publish to",
    ],
  ])("refuses %j", (props, message) => {
    expect(refusal(() => fleet(props))).toContain(message);
  });
});

describe("GitHubReader", () => {
  it("reads as an account of its own, beside a publisher of the same repository", () => {
    const stack = acme();
    publisher(stack);
    new GitHubReader(stack, "tests", {
      repository: app,
      from: [GitHubRef.branch("main").on("schedule")],
      readFrom: ["dependencies"],
    });

    const job = { repository: "acme/app", repositoryId: 74, ownerId: 65 };
    expect(stack).toAdmit({ ...job, event: "schedule", account: "ci-tests" });
    expect(stack).toRefuse({ ...job, event: "schedule", account: "ci-app" });
    expect(stack).toRefuse({ ...job, event: "push", account: "ci-tests" });
  });

  it("sets GitHub up as a publisher does", () => {
    const stack = acmeWithGitHub();
    new GitHubReader(stack, "tests", {
      repository: app,
      from: [GitHubEnvironment.named("ci")],
      readFrom: ["dependencies"],
      github: { serviceSlugVariable: "READER_SLUG" },
    });

    expect(
      Object.values(synth(stack).resource.github_actions_variable ?? {})
        .map((one) => one.variable_name)
        .sort(),
    ).toContain("READER_SLUG");
    expect(Object.keys(synth(stack).resource)).toContain("github_repository_environment");
  });
});

describe("GitHubReusableWorkflow", () => {
  const path = "acme/automation/.github/workflows/publish.yml";
  const workflow = (version: string) => `${path}@${version}`;
  const job = { repository: "acme/app", repositoryId: 74, ownerId: 65, event: "push" };

  it("admits jobs written in it, whatever calls it, in the trusted repository only", () => {
    const stack = acme();
    publisher(stack, { from: [GitHubReusableWorkflow.at(path, { version: "refs/tags/v1" })] });

    expect(stack).toAdmit({ ...job, reusableWorkflow: workflow("refs/tags/v1") });
    expect(stack).toAdmit({ ...job, ref: "refs/heads/other", reusableWorkflow: workflow("refs/tags/v1") });
    expect(stack).toRefuse({ ...job, reusableWorkflow: workflow("refs/heads/main") }, "claim_mismatch");
    expect(stack).toRefuse(job, "claim_mismatch");
    expect(stack).toRefuse({ ...job, repositoryId: 75, reusableWorkflow: workflow("refs/tags/v1") }, "claim_mismatch");
  });

  it("admits calls from the refs it names only", () => {
    const stack = acme();
    const version = "a".repeat(40);
    publisher(stack, {
      from: [GitHubReusableWorkflow.at(path, { version, calledFrom: [GitHubRef.branch("main").on("push")] })],
    });

    expect(stack).toAdmit({ ...job, reusableWorkflow: workflow(version) });
    expect(stack).toRefuse({ ...job, ref: "refs/heads/other", reusableWorkflow: workflow(version) }, "claim_mismatch");
    expect(addresses(stack)).toContainEqual(
      expect.stringMatching(/^cloudsmith_oidc\.app_From-workflow-publish-branch-main-push_/),
    );
  });

  it.each([
    ["publish.yml", "refs/tags/v1", /given as OWNER\/NAME\/\.github\/workflows\/FILE\.yml/],
    ["acme/automation/publish.yml", "refs/tags/v1", /given as OWNER\/NAME/],
    [workflow("v1"), "refs/tags/v1", /given as OWNER\/NAME/],
    [path, "v1", /a commit of 40 hexadecimal digits or a full ref such as refs\/tags\/v1, got "v1"/],
    [path, "refs/tags/*", /a commit of 40/],
  ])("refuses %s at %s", (given, version, message) => {
    expect(refusal(() => GitHubReusableWorkflow.at(given, { version }))).toMatch(message);
  });

  it("refuses to be called from nowhere", () => {
    expect(refusal(() => GitHubReusableWorkflow.at(path, { version: "refs/tags/v1", calledFrom: [] }))).toMatch(
      /leave it out for any/,
    );
  });
});

/** Organizations to adopt, as trust files. */
import type { TrustFileValue } from "../../../lib/trust/index.js";

const GITHUB = "https://token.actions.githubusercontent.com";

type Setting = NonNullable<TrustFileValue["settings"]>[number];

let made = 0;
/** Settings of GitHub, enabled, with a slug_perm of their own. */
function setting(name: string, rest: Partial<Setting>): Setting {
  made += 1;
  return {
    name,
    slug_perm: `perm${made}`,
    enabled: true,
    provider_url: GITHUB,
    claims: {},
    mapping_claim: null,
    ...rest,
  };
}

const pinned = (id: number) => ({ repository_id: String(id), repository_owner_id: "65" });
const push = { ref: "refs/heads/main", ref_type: "branch", event_name: "push" };

/** Ten pipelines of a team that set them up by hand, and one that this package made. */
export const TEN: TrustFileValue = {
  organization: "acme",
  teams: [{ slug: "release" }, { slug: "audit" }],
  repositories: [
    { slug: "prod" },
    { slug: "stage" },
    { slug: "docs", repository_type_str: "Public" },
    { slug: "dependencies", default_privilege: "Read" },
  ],
  accounts: [
    { slug: "ci-app", description: "Publishes from the GitHub repository acme/app" },
    { slug: "ci-lib", name: "CI of the library", description: 'the library\'s "robot"' },
    { slug: "ci-web", description: "publishes the website's images" },
    { slug: "ci-tests" },
    { slug: "docs", teams: [{ slug: "release" }] },
    { slug: "deploy-bot", name: "Deploy bot", description: "moves packages from stage to prod" },
    { slug: "drift", role: "Manager" },
    { slug: "mirror" },
    { slug: "team-a" },
    { slug: "team-b" },
  ],
  settings: [
    setting("ci-app-branch-main-push", { claims: { ...pinned(74), ...push }, service_accounts: ["ci-app"] }),
    setting("app nightly", {
      claims: { ...pinned(74), ...push, event_name: "schedule" },
      service_accounts: ["ci-app"],
    }),
    setting("lib-tags", { claims: { repository: "acme/lib", ref: "refs/tags/v.*" }, service_accounts: ["ci-lib"] }),
    setting("web", {
      claims: { ...pinned(76), ref: "refs/heads/main", event_name: "push" },
      service_accounts: ["ci-web"],
    }),
    setting("tests", { claims: { ...pinned(74), event_name: "push" }, service_accounts: ["ci-tests"], enabled: false }),
    setting("docs", { claims: { ...pinned(77), ...push }, service_accounts: ["docs"] }),
    setting("deploy", { claims: { repository_id: "78", environment: "production" }, service_accounts: ["deploy-bot"] }),
    setting("drift", { claims: { ...pinned(79), ...push, event_name: "schedule" }, service_accounts: ["drift"] }),
    setting("mirror", {
      provider_url: "https://gitlab.com",
      claims: { project_id: "20", ref_path: "refs/heads/main", ref_protected: "true" },
      service_accounts: ["mirror"],
    }),
    setting("team-services", {
      claims: { repository_owner_id: "65", ref: "refs/heads/main", event_name: "push" },
      mapping_claim: "repository_id",
      dynamic_mappings: [
        { claim_value: "101", service_account: "team-a" },
        { claim_value: "102", service_account: "team-b" },
      ],
    }),
    setting("open since 2023", { claims: {}, service_accounts: ["mirror"] }),
  ],
  privileges: [
    { repository: "prod", user: "owner", privilege: "Admin" },
    { repository: "stage", user: "owner", privilege: "Admin" },
    { repository: "prod", team: "audit", privilege: "Read" },
    { repository: "prod", service: "ci-app", privilege: "Write" },
    { repository: "dependencies", service: "ci-app", privilege: "Read" },
    { repository: "stage", service: "ci-lib", privilege: "Write" },
    { repository: "prod", service: "ci-web", privilege: "Write" },
    { repository: "dependencies", service: "ci-tests", privilege: "Read" },
    { repository: "prod", service: "deploy-bot", privilege: "Write" },
    { repository: "stage", service: "deploy-bot", privilege: "Write" },
    { repository: "prod", service: "mirror", privilege: "Write" },
    { repository: "stage", service: "team-a", privilege: "Write" },
    { repository: "prod", service: "team-b", privilege: "Write" },
  ],
};

/** What would run, end a literal or a comment, or mean something to Terraform or cdktf, if it were not kept from it. */
export const HOSTILE = [
  '"; process.exit(9); //',
  "'; process.exit(9); //",
  "`${process.exit(9)}`",
  "*/ process.exit(9); /*",
  "line\nbreak\r\nprocess.exit(9)",
  "\u2028process.exit(9)\u2029",
  "\\",
  '\\"',
  '${file("/etc/passwd")}',
  "$${x} $$${y} %{ if true }z%{ endif }",
  "${TfToken[TOKEN.0]} #{TfToken[TOKEN.1]} &{TfToken[TOKEN.2]}",
  "\u202egnp.exe \u200b\ufeff",
  "emoji 🚀 ünïcödé 名前",
  "</script><script>alert(1)</script>",
  "| a | b |\n# title\n[link](http://x) @octocat ::error::x",
  "constructor",
  "__proto__",
  " ",
  "-",
] as const;

/** Every shape that the API allows, hostile texts in each place that takes one. */
export const EVERY_SHAPE: TrustFileValue = {
  organization: "acme",
  teams: [{ slug: "release" }, { slug: "Release" }, { slug: "audit" }],
  repositories: [
    { slug: "prod" },
    { slug: "Prod" },
    { slug: "1st" },
    { slug: "cloudsmith" },
    { slug: "accounts" },
    { slug: "main" },
    { slug: "a-b" },
    { slug: "a_b" },
    { slug: "empty" },
    { slug: "open", repository_type_str: "Open-Source", default_privilege: "Write" },
  ],
  accounts: [
    ...HOSTILE.map((name, index) => ({ slug: `h${index}`, name, description: `about ${name}` })),
    { slug: "same", name: "same" },
    { slug: "same-x1", name: "same" },
    { slug: "Same", name: "same" },
    { slug: "class", description: "a word of the language" },
    { slug: "repository", name: "repository" },
    { slug: "privileges" },
    { slug: "long", name: "n".repeat(120), description: `${"d".repeat(1023)}%` },
    { slug: "manager", role: "Manager", teams: [{ slug: "release", role: "Manager" }, { slug: "audit" }] },
    { slug: "of-team", teams: [{ slug: "release" }] },
    { slug: "of-other-team", teams: [{ slug: "Release" }] },
    { slug: "team-manager", teams: [{ slug: "audit", role: "Manager" }] },
    { slug: "reader" },
    { slug: "a" },
    { slug: "b" },
    { slug: "idle" },
  ],
  settings: [
    ...HOSTILE.map((name, index) =>
      setting(name, {
        claims: { repository_id: "1", sub: `is ${name}`, ...(name === "__proto__" ? {} : { [name]: "x" }) },
        service_accounts: [`h${index}`],
      }),
    ),
    ...HOSTILE.map((name, index) =>
      setting(`mapped ${name}`, {
        claims: { repository_id: "1" },
        mapping_claim: name,
        dynamic_mappings: [
          { claim_value: name, service_account: `h${index}` },
          { claim_value: `${name}.*`, service_account: "a" },
        ],
      }),
    ),
    setting("same", { claims: { ...pinned(1), ...push }, service_accounts: ["same"] }),
    setting("Same", { claims: { ...pinned(2), ...push }, service_accounts: ["same", "same-x1", "Same"] }),
    setting("a-b", { claims: { repository: "acme/x", ref: "refs/heads/.*" }, service_accounts: ["a"] }),
    setting("a_b", { claims: { repository: "acme/x", ref: ".*" }, service_accounts: ["a"] }),
    setting("a b", { claims: { repository: "acme/.*" }, service_accounts: ["a"] }),
    setting("star", { claims: { ref: "refs/*.*", repository_id: "3" }, service_accounts: ["a"] }),
    setting("literal star", { claims: { ref: "refs/heads/*", repository_id: "3" }, service_accounts: ["a"] }),
    setting("no accounts", { claims: pinned(4), service_accounts: [] }),
    setting("no claims, no accounts", { claims: {}, service_accounts: [] }),
    setting("ghost", { claims: pinned(5), service_accounts: ["gone", "a"] }),
    setting("only ghosts", { claims: pinned(6), service_accounts: ["gone"] }),
    setting("no mappings", { claims: pinned(7), mapping_claim: "ref", dynamic_mappings: [] }),
    setting("disabled map", {
      claims: pinned(8),
      enabled: false,
      mapping_claim: "ref",
      dynamic_mappings: [{ claim_value: "refs/heads/main", service_account: "b" }],
    }),
    setting("slash", { provider_url: `${GITHUB}/`, claims: { ...pinned(9), ...push }, service_accounts: ["b"] }),
    setting("http", { provider_url: "http://ci.example.com/oidc", claims: { sub: "job" }, service_accounts: ["b"] }),
    setting("query", {
      provider_url: "https://ci.example.com/?a=b#c",
      claims: { sub: "job" },
      service_accounts: ["b"],
    }),
    setting("jenkins", {
      provider_url: "https://ci.example.com/oidc",
      claims: { sub: "job/x" },
      service_accounts: ["b"],
    }),
    setting("enterprise", { provider_url: `${GITHUB}/octo-ent`, claims: pinned(10), service_accounts: ["b"] }),
    setting("server", {
      provider_url: "https://github.example.com/_services/token",
      claims: { ...pinned(11), repo_property_tier: "gold", ref_protected: "true" },
      service_accounts: ["b"],
    }),
    setting("circle", {
      provider_url: "https://oidc.circleci.com/org/2c1d5d3e-0f7a-4c66-9d0a-6f1f0b6f7f11",
      claims: { "oidc.circleci.com/project-id": "2c1d5d3e-0f7a-4c66-9d0a-6f1f0b6f7f12" },
      service_accounts: ["b"],
    }),
    setting("buildkite", {
      provider_url: "https://agent.buildkite.com",
      claims: { organization_slug: "acme", "agent_tag:queue": "deploy" },
      service_accounts: ["b"],
    }),
    setting("hcp", {
      provider_url: "https://app.eu.terraform.io",
      claims: { terraform_workspace_id: "ws-mbsd5E3Ktt5Rg2Xm" },
      service_accounts: ["b"],
    }),
    setting("gitlab", { provider_url: "https://gitlab.com", claims: { project_id: "20" }, service_accounts: ["b"] }),
    setting("own gitlab", {
      provider_url: "https://git.example.com",
      claims: { project_id: "20" },
      service_accounts: ["b"],
    }),
    setting("unknown claim", { claims: { ...pinned(12), colour: "red" }, service_accounts: ["reader"] }),
    setting("wrong value", {
      claims: { repository_id: "zwölf", event_name: "no event" },
      service_accounts: ["reader"],
    }),
    setting("numbers", {
      claims: { repository_id: 74, ref_protected: true, groups_direct: ["x", "y"], nothing: null, deep: { a: 1 } },
      service_accounts: ["reader"],
    }),
    setting("huge id", { claims: { repository_id: "90071992547409931234" }, service_accounts: ["reader"] }),
    setting("team", { claims: pinned(13), service_accounts: ["of-team"] }),
    setting("pull requests", { claims: { ...pinned(14), event_name: "pull_request" }, service_accounts: ["reader"] }),
    setting("manager", { claims: { ...pinned(15), ...push }, service_accounts: ["manager"] }),
    setting("team-manager", { claims: { ...pinned(16), ...push, aud: "x" }, service_accounts: ["team-manager"] }),
  ],
  privileges: [
    { repository: "prod", user: "owner", privilege: "Admin" },
    { repository: "Prod", user: "owner", privilege: "Admin" },
    { repository: "1st", user: "owner", privilege: "Read" },
    { repository: "prod", team: "release", privilege: "Write" },
    { repository: "Prod", team: "Release", privilege: "Admin" },
    { repository: "prod", user: "release", privilege: "Read" },
    { repository: "cloudsmith", service: "class", privilege: "Write" },
    { repository: "accounts", service: "repository", privilege: "Write" },
    { repository: "main", service: "privileges", privilege: "Write" },
    { repository: "a-b", service: "a", privilege: "Admin" },
    { repository: "a_b", service: "b", privilege: "Write" },
    { repository: "a-b", service: "b", privilege: "Read" },
    { repository: "prod", service: "reader", privilege: "Read" },
    { repository: "1st", service: "same", privilege: "Write" },
    { repository: "1st", service: "same-x1", privilege: "Write" },
    { repository: "1st", service: "Same", privilege: "Write" },
    { repository: "1st", service: "h0", privilege: "Write" },
    { repository: "1st", service: "h8", privilege: "Write" },
    { repository: "1st", service: "h9", privilege: "Write" },
    { repository: "1st", service: "h10", privilege: "Read" },
    { repository: "1st", service: "manager", privilege: "Write" },
    { repository: "1st", service: "team-manager", privilege: "Read" },
    { repository: "prod", service: "long", privilege: "Write" },
    { repository: "Prod", service: "long", privilege: "Write" },
  ],
};

/** `n` pipelines, each with an account that publishes to one of a few repositories and settings of its own. */
export function pipelines(n: number, repositories: number): TrustFileValue {
  const range = (length: number): number[] => Array.from({ length }, (_, index) => index);
  return {
    organization: "acme",
    teams: [],
    repositories: range(repositories).map((index) => ({ slug: `repo-${index}` })),
    accounts: range(n).map((index) => ({ slug: `ci-${index}`, description: `publishes the service ${index}` })),
    settings: range(n).map((index) => ({
      name: `pipeline-${index}`,
      slug_perm: `perm${index}`,
      enabled: true,
      provider_url: GITHUB,
      claims: {
        repository_id: String(1000 + index),
        repository_owner_id: "65",
        ref: "refs/heads/main",
        event_name: "push",
      },
      service_accounts: [`ci-${index}`],
      mapping_claim: null,
    })),
    privileges: [
      ...range(repositories).map((index) => ({
        repository: `repo-${index}`,
        user: "owner",
        privilege: "Admin" as const,
      })),
      ...range(n).map((index) => ({
        repository: `repo-${index % repositories}`,
        service: `ci-${index}`,
        privilege: "Write" as const,
      })),
    ],
  };
}

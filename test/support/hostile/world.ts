/** Inputs of every kind in which everything that a stranger can name is hostile. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { outdir } from "../outdir.js";
import { NAMES } from "./names.js";

const ISSUER = "https://token.actions.githubusercontent.com";

const PLAN = {
  format_version: "1.2",
  terraform_version: "1.11.0",
  planned_values: { root_module: {} },
  resource_changes: [],
  prior_state: { format_version: "1.0", values: { root_module: {} } },
  configuration: { root_module: {} },
};

export interface HostileWorld {
  readonly folder: string;
  /** A trust file, and the same before anybody hostile came. */
  readonly trust: string;
  readonly before: string;
  /** A synthesized app. */
  readonly app: string;
  /** What Terraform shows of a plan that declares nothing. */
  readonly plan: string;
  /** Claims of a token. */
  readonly claims: string;
  /** Lines of claims, ids and accounts, and some that are no JSON. */
  readonly batch: string;
  /** A folder with workflow files. */
  readonly repository: string;
  /** One whose workflow files use a long-lived key. */
  readonly keyed: string;
}

export function hostileWorld(): HostileWorld {
  const folder = outdir();
  const write = (path: string, value: unknown): string => {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, typeof value === "string" ? value : JSON.stringify(value, null, 1));
    return file;
  };
  const repository = join(folder, "repository");
  for (const [index, name] of NAMES.entries()) {
    write(`repository/.github/workflows/w${index}.yml`, workflow(name));
    write(`keyed/.github/workflows/w${index}.yml`, keyed(name));
  }
  write("repository/.github/workflows/<script>alert('zq7zq')<b>.yml", workflow(NAMES[0] ?? ""));
  write("app/stacks/app/cdk.tf.json", stack());
  return {
    folder,
    trust: write("trust.json", trust(NAMES)),
    before: write("before.json", trust([])),
    app: join(folder, "app"),
    plan: write("plan.json", PLAN),
    claims: write("claims.json", claims()),
    batch: write("batch.jsonl", NAMES.map(batchLine).join("\n")),
    repository,
    keyed: join(folder, "keyed"),
  };
}

function trust(names: readonly string[]): object {
  const own = (index: number): string => `account-${index}`;
  return {
    organization: "acme",
    accounts: [
      { slug: "ci-app", name: "ci-app", role: "Manager" },
      ...names.map((name, index) => ({ slug: own(index), name: name.slice(0, 120), description: name.slice(0, 1024) })),
    ],
    settings: [
      setting("first", { repository_id: "74" }, "ci-app", 1000),
      ...names.map((name, index) =>
        setting(name, { ...pair("repository_owner", name), ...pair(name, name) }, own(index), index),
      ),
      ...names.map((name, index) => ({
        ...setting(`mapped ${name}`, pair("repository_owner_id", "65"), own(index), 100 + index),
        service_accounts: [],
        mapping_claim: name === " " ? "sub" : name,
        dynamic_mappings: [{ claim_value: name, service_account: own(index) }],
      })),
      ...names.map((name, index) => ({
        ...setting(`issuer of ${name}`, pair("sub", name), own(index), 200 + index),
        provider_url: `https://issuer.example/${name.replaceAll(/\s|\$(?=\{)/g, "")}`,
      })),
    ],
    repositories: [
      { slug: "prod", repository_type_str: "Private", default_privilege: "None" },
      ...names.map((name, index) => ({ slug: `repository-${index}`, name, default_privilege: "Write" })),
    ],
    privileges: [
      { repository: "prod", service: "ci-app", privilege: "Write" },
      ...names.map((_, index) => ({ repository: "prod", service: own(index), privilege: "Admin" })),
    ],
    teams: names.map((name, index) => ({ slug: `team-${index}`, name })),
  };
}

function setting(name: string, claims: object, account: string, index: number) {
  return {
    name,
    slug_perm: `perm${index}`,
    enabled: true,
    provider_url: ISSUER,
    claims,
    service_accounts: [account],
    mapping_claim: null as string | null,
    dynamic_mappings: [] as object[],
  };
}

/** An own property of any name. */
function pair(name: string, value: unknown): object {
  return JSON.parse(`{${JSON.stringify(name)}: ${JSON.stringify(value)}}`);
}

function claims(): object {
  const all = Object.assign({}, ...NAMES.map((name) => ({ [`claim ${name}`]: name })));
  return { iss: ISSUER, repository_owner: NAMES[0], sub: NAMES[3], ...all, nested: { [NAMES[4] ?? ""]: [NAMES[5]] } };
}

function batchLine(name: string, index: number): string {
  const line = { id: index % 2 === 0 ? name : { [name]: name }, account: `account-${index}`, claims: pair(name, name) };
  return JSON.stringify(line);
}

/** In a synthesized stack there is no schema that keeps anything out: slugs and addresses are hostile, too. */
function stack(): object {
  const blocks = (of: (name: string) => object): object =>
    Object.assign({}, ...NAMES.map((name, index) => pair(`r${index} ${name}`, of(name))));
  const accepted = NAMES.flatMap((name, index) => [
    { rule: "owner-only", path: name, at: [`cloudsmith_oidc.r${index} ${name}`], reason: name, until: "2099-01-01" },
    { rule: name, path: name, at: [name], reason: name, until: name },
  ]);
  const sources = Object.assign({}, ...NAMES.map((name, index) => pair(`../${name}:${index + 1}:1`, [name])));
  return {
    "//": {
      metadata: {
        trustSources: sources,
        cloudsmithTrust: {
          accepted,
          policies: [{ mode: "enforce", allowed_issuers: NAMES, allowed_owners: NAMES, forbidden_claims: NAMES }],
          breakGlass: { reason: NAMES.join(" "), findings: NAMES.map((at) => ({ rule: at, severity: "high", at })) },
        },
      },
    },
    resource: {
      cloudsmith_service: blocks((name) => ({ organization: "acme", name, slug: name, role: name })),
      cloudsmith_oidc: blocks((name) => ({
        "//": { metadata: { path: name } },
        namespace: "acme",
        name,
        enabled: true,
        provider_url: name,
        claims: { ...pair("repository_owner", name), ...pair(name, name), ref: `\${data.x.${name}}` },
        service_accounts: [name],
      })),
      cloudsmith_repository: blocks((name) => ({ namespace: "acme", name, slug: name, default_privilege: name })),
      cloudsmith_repository_privilege: blocks((name) => ({
        organization: "acme",
        repository: name,
        service: name,
        privilege: "Admin",
      })),
    },
  };
}

/** YAML takes no raw control characters: JSON's escapes are YAML's, too. */
function keyed(name: string): string {
  const text = JSON.stringify(name.replaceAll(/\p{Cs}/gu, "\ufffd"));
  return `name: ${text}
on:
  push: { branches: [main, ${text}] }
jobs:
  publish:
    name: ${text}
    runs-on: ubuntu-latest
    permissions: { contents: read }
    environment: ${text}
    steps:
      - name: ${text}
        run: ${JSON.stringify(`cloudsmith push raw acme/prod ${JSON.parse(text)}`)}
        env: { CLOUDSMITH_API_KEY: "\${{ secrets.CLOUDSMITH_API_KEY }}" }
  ${text}:
    runs-on: ubuntu-latest
    if: ${text}
    steps:
      - run: docker login docker.cloudsmith.io -p $CLOUDSMITH_API_KEY
        env: { CLOUDSMITH_API_KEY: "\${{ secrets.CLOUDSMITH_API_KEY }}" }
`;
}

function workflow(name: string): string {
  const text = JSON.stringify(name.replaceAll(/\p{Cs}/gu, "\ufffd"));
  return `name: ${text}
on:
  push: { branches: [${text}] }
  pull_request_target:
env:
  CLOUDSMITH_API_KEY: ${text}
jobs:
  publish:
    name: ${text}
    runs-on: ubuntu-latest
    permissions: { id-token: write, contents: read }
    environment: ${text}
    steps:
      - uses: cloudsmith-io/cloudsmith-cli-action@v1
        with: { oidc-namespace: ${text}, oidc-service-slug: ${text} }
      - name: ${text}
        run: ${text}
`;
}

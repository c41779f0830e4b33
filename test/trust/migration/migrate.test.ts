import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Migration, type MigrationInput, migrateWorkflows } from "../../../lib/trust/migration.js";
import { loginsOf, readWorkflow } from "../../../lib/trust/workflows.js";
import type { Files } from "../workflow/corpus.js";
import { CORPUS } from "../workflow/corpus.js";
import { essence } from "./essence.js";
import {
  asOn,
  CALLED,
  CLI_ACTION,
  FLAGS,
  JOB_VARIABLE,
  KEYS,
  OTHER_NAMES,
  PUSH_ACTION,
  WORKFLOW_VARIABLE,
} from "./keys.js";

const SHARDS = ["", "", "\n", "  ", "- ", ": ", "#", "'", "&x ", "*x", "? ", "~", "[", "}", "env:", "\u0000"];
const KEY = "${{ secrets.CLOUDSMITH_API_KEY }}";

function migrate(files: Files, more: Partial<MigrationInput> = {}): Migration {
  return migrateWorkflows({
    files: Object.entries(files).map(([path, text]) => ({ path, text })),
    others: [],
    repository: { repository: "acme/app", defaultBranch: "main", variables: new Map() },
    organization: "acme",
    ...more,
  });
}

/** One job with the steps given. */
function job(
  steps: string,
  { on = "{ push: { branches: [main] } }", body = "permissions: { contents: read }", top = "" } = {},
): Files {
  return {
    ".github/workflows/x.yml": `on: ${on}\n${top}jobs:\n  a:\n    runs-on: ubuntu-latest\n    ${body}\n    steps:\n${steps}\n`,
  };
}

const PUSH = `      - run: cloudsmith push raw acme/prod x\n        env: { CLOUDSMITH_API_KEY: "${KEY}" }`;

function left(files: Files): readonly string[] {
  return migrate(files).jobs.map(({ outcome, reason, at }) => `${outcome} ${at ?? ""} ${reason ?? ""}`);
}

describe("migrating a workflow", () => {
  it("puts a login in front of the first step that needs the key, and keeps everything else as it is", () => {
    const { changes } = migrate(WORKFLOW_VARIABLE);
    expect(changes.map(({ diff }) => diff).join("")).toMatchInlineSnapshot(`
      "--- a/.github/workflows/release.yml
      +++ b/.github/workflows/release.yml
      @@ -8,7 +8,6 @@
       
       env:
         NODE_VERSION: "22"   # as in .nvmrc
      -  CLOUDSMITH_API_KEY: \${{ secrets.CLOUDSMITH_API_KEY }} # ask ops
       
       permissions:
         contents: read
      @@ -24,10 +23,23 @@
         publish:
           needs: test
           runs-on: ubuntu-latest
      +    permissions:
      +      contents: read
      +      packages: read
      +      id-token: write
           steps:
             - uses: actions/checkout@bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb # v7.0.1
       
             - run: make build
      +
      +      - name: Sign in to Cloudsmith
      +        id: cloudsmith
      +        if: github.ref == 'refs/heads/main'
      +        uses: cloudsmith-io/cloudsmith-cli-action@ad73fafb92e3e29a5166c529464c2df7658a608e # v3.1.0
      +        with:
      +          oidc-namespace: acme
      +          oidc-service-slug: \${{ vars.CLOUDSMITH_SERVICE_SLUG }}
      +          export-auth-token: true
       
             # the push itself
             - name: Push
      "
    `);
  });

  it("turns the login action over, in both of its forms", () => {
    expect(migrate(CLI_ACTION).changes[0]?.diff).toMatchInlineSnapshot(`
      "--- a/.github/workflows/push.yml
      +++ b/.github/workflows/push.yml
      @@ -2,19 +2,21 @@
       jobs:
         old:
           runs-on: ubuntu-latest
      -    permissions: { contents: read }
      +    permissions: { contents: read, id-token: write }
           steps:
           - uses: cloudsmith-io/cloudsmith-cli-action@v1.0.3
             with:
      -        api-key: '\${{ secrets.CLOUDSMITH_API_KEY }}'
      +        oidc-namespace: acme
      +        oidc-service-slug: \${{ vars.CLOUDSMITH_SERVICE_SLUG }}
               cli-version: "1.3.1"
           - run: cloudsmith push deb acme/deb/ubuntu/noble x.deb
         new:
           runs-on: ubuntu-latest
           permissions:
             contents: read
      +      id-token: write
           steps:
           - uses: cloudsmith-io/cloudsmith-cli-action@bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb # v3.1.0
      -      with: { api-key: "\${{ secrets.CLOUDSMITH_API_KEY }}" }
      +      with: { oidc-namespace: acme, oidc-service-slug: "\${{ vars.CLOUDSMITH_SERVICE_SLUG }}", export-auth-token: true }
           - run: |
               curl -H "X-Api-Key: $CLOUDSMITH_API_KEY" https://api.cloudsmith.io/v1/user/self/
      "
    `);
  });

  it("hands the job's own token to the action that pushes", () => {
    expect(migrate(PUSH_ACTION).changes[0]?.diff).toMatchInlineSnapshot(`
      "--- a/.github/workflows/deb.yml
      +++ b/.github/workflows/deb.yml
      @@ -4,13 +4,23 @@
       jobs:
         deb:
           runs-on: ubuntu-latest
      +    permissions:
      +      contents: read
      +      id-token: write
           steps:
             - uses: actions/checkout@bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb
      +      - name: Sign in to Cloudsmith
      +        id: cloudsmith-login
      +        uses: cloudsmith-io/cloudsmith-cli-action@ad73fafb92e3e29a5166c529464c2df7658a608e # v3.1.0
      +        with:
      +          oidc-namespace: acme
      +          oidc-service-slug: \${{ vars.CLOUDSMITH_SERVICE_SLUG }}
      +          export-auth-token: true
             - name: Push
               id: cloudsmith
               uses: cloudsmith-io/action@master
               with:
      -          api-key: \${{ secrets.CS_KEY }}
      +          api-key: \${{ steps.cloudsmith-login.outputs.oidc-token }}
                 command: push
                 format: deb
                 owner: acme
      "
    `);
  });

  it("takes flags with a key out of scripts of any style", () => {
    expect(migrate(FLAGS).changes[0]?.diff).toMatchInlineSnapshot(`
      "--- a/.github/workflows/flags.yml
      +++ b/.github/workflows/flags.yml
      @@ -5,12 +5,19 @@
           runs-on: ubuntu-latest
           permissions:
             contents: read
      -      id-token: none
      +      id-token: write
           steps:
      +      - name: Sign in to Cloudsmith
      +        id: cloudsmith
      +        uses: cloudsmith-io/cloudsmith-cli-action@ad73fafb92e3e29a5166c529464c2df7658a608e # v3.1.0
      +        with:
      +          oidc-namespace: acme
      +          oidc-service-slug: \${{ vars.CLOUDSMITH_SERVICE_SLUG }}
      +          export-auth-token: true
             - run: |
      -          cloudsmith push raw acme/prod a -k \${{ secrets.CLOUDSMITH_API_KEY }}
      -          cloudsmith push raw acme/prod b --api-key="\${{ secrets.CLOUDSMITH_API_KEY }}" --republish
      +          cloudsmith push raw acme/prod a
      +          cloudsmith push raw acme/prod b --republish
             - run: >-
                 cloudsmith push raw acme/prod
      -          --api-key '\${{ secrets.CLOUDSMITH_API_KEY }}' c
      -      - { run: "cloudsmith push raw acme/prod d -k \${{ secrets.CLOUDSMITH_API_KEY }}" }
      +          c
      +      - { run: "cloudsmith push raw acme/prod d" }
      "
    `);
  });

  it.each([
    ["push a \\\n  -k KEY\necho done", "push a\necho done"],
    ["push \\\n  -k KEY \\\n  a\necho done", "push \\\n  a\necho done"],
    ["push a `\n  -k KEY\necho done", "push a\necho done"],
    ["push a \\\n  -k KEY --republish\necho done", "push a --republish\necho done"],
    ["push -k KEY a\necho done", "push a\necho done"],
    ["push a -k KEY\necho done", "push a\necho done"],
  ])("keeps the lines of a script together: %j", (script, expected) => {
    const whole = `cloudsmith ${script.replace("KEY", KEY)}`.replaceAll("\n", "\n          ");
    const [change] = migrate(job(`      - run: |\n          ${whole}`)).changes;
    const steps = readWorkflow(change?.after ?? "", "x.yml").jobs[0]?.steps ?? [];
    expect(steps.at(-1)?.run?.trimEnd()).toBe(`cloudsmith ${expected}`);
  });

  it("takes the key out of the variables of jobs and steps", () => {
    expect(migrate(JOB_VARIABLE).changes[0]?.diff).toMatchInlineSnapshot(`
      "--- a/.github/workflows/job.yml
      +++ b/.github/workflows/job.yml
      @@ -5,14 +5,26 @@
         nightly:
           runs-on: ubuntu-latest
           environment: production
      -    env: { CLOUDSMITH_API_KEY: "\${{ secrets.CLOUDSMITH_API_KEY }}", DEBUG: "1" }
      -    permissions: { contents: read }
      +    env: { DEBUG: "1" }
      +    permissions: { contents: read, id-token: write }
           steps:
      +      - name: Sign in to Cloudsmith
      +        id: cloudsmith
      +        uses: cloudsmith-io/cloudsmith-cli-action@ad73fafb92e3e29a5166c529464c2df7658a608e # v3.1.0
      +        with:
      +          oidc-namespace: acme
      +          oidc-service-slug: \${{ vars.CLOUDSMITH_READER_SLUG }}
      +          export-auth-token: true
             - run: cloudsmith download acme/deps raw-file
         publish:
           runs-on: ubuntu-latest
      -    permissions: { contents: read }
      +    permissions: { contents: read, id-token: write }
           steps:
      +      - name: Sign in to Cloudsmith
      +        id: cloudsmith
      +        uses: cloudsmith-io/cloudsmith-cli-action@ad73fafb92e3e29a5166c529464c2df7658a608e # v3.1.0
      +        with:
      +          oidc-namespace: acme
      +          oidc-service-slug: \${{ vars.CLOUDSMITH_SERVICE_SLUG }}
      +          export-auth-token: true
             - run: ./publish.sh
      -        env:
      -          CLOUDSMITH_API_KEY: \${{ secrets.CLOUDSMITH_API_KEY }}
      "
    `);
  });

  it("knows a key under another name that only flags read", () => {
    expect(migrate(OTHER_NAMES).changes[0]?.diff).toMatchInlineSnapshot(`
      "--- a/.github/workflows/names.yml
      +++ b/.github/workflows/names.yml
      @@ -2,15 +2,19 @@
       jobs:
         push:
           runs-on: ubuntu-latest
      -    permissions: { contents: read }
      +    permissions: { contents: read, id-token: write }
           env:
      -      TOKEN: \${{ secrets.CLOUDSMITH_TOKEN }}
             VERSION: 1.0.0
           steps:
      -      - run: cloudsmith push raw acme/prod a -k "$TOKEN"
      +      - name: Sign in to Cloudsmith
      +        id: cloudsmith
      +        uses: cloudsmith-io/cloudsmith-cli-action@ad73fafb92e3e29a5166c529464c2df7658a608e # v3.1.0
      +        with:
      +          oidc-namespace: acme
      +          oidc-service-slug: \${{ vars.CLOUDSMITH_SERVICE_SLUG }}
      +          export-auth-token: true
      +      - run: cloudsmith push raw acme/prod a
             - name: Another
      -        env:
      -          CS_KEY: \${{ secrets.CS_KEY }}
               run: |
      -          cloudsmith push raw acme/prod b --api-key \${CS_KEY} --version $VERSION
      -          cloudsmith push raw acme/prod c -k \${{ env.TOKEN }}
      +          cloudsmith push raw acme/prod b --version $VERSION
      +          cloudsmith push raw acme/prod c
      "
    `);
    const used = OTHER_NAMES[".github/workflows/names.yml"]!.replace(
      "cloudsmith push raw acme/prod b",
      "echo $TOKEN; cloudsmith push raw acme/prod b",
    );
    const { jobs, otherUses } = migrate({ ".github/workflows/names.yml": used });
    expect(jobs[0]?.secrets).toEqual(["CS_KEY"]);
    expect(otherUses.map(({ line, secret }) => [line, secret])).toEqual([[7, "CLOUDSMITH_TOKEN"]]);
  });

  it("has callers grant the permission, too", () => {
    expect(
      migrate(CALLED)
        .changes.map(({ diff }) => diff)
        .join(""),
    ).toMatchInlineSnapshot(`
      "--- a/.github/workflows/main.yml
      +++ b/.github/workflows/main.yml
      @@ -3,5 +3,8 @@
         contents: read
       jobs:
         publish:
      +    permissions:
      +      contents: read
      +      id-token: write
           uses: ./.github/workflows/called.yml
           secrets: inherit
      --- a/.github/workflows/called.yml
      +++ b/.github/workflows/called.yml
      @@ -4,6 +4,15 @@
       jobs:
         push:
           runs-on: ubuntu-latest
      +    permissions:
      +      contents: read
      +      id-token: write
           steps:
      +      - name: Sign in to Cloudsmith
      +        id: cloudsmith
      +        uses: cloudsmith-io/cloudsmith-cli-action@ad73fafb92e3e29a5166c529464c2df7658a608e # v3.1.0
      +        with:
      +          oidc-namespace: acme
      +          oidc-service-slug: \${{ vars.CLOUDSMITH_SERVICE_SLUG }}
      +          export-auth-token: true
             - run: cloudsmith push raw acme/prod x
      -        env: { CLOUDSMITH_API_KEY: "\${{ secrets.CLOUDSMITH_API_KEY }}" }
      "
    `);
    expect(migrate(CALLED).jobs[0]?.notes).toEqual([
      "once the key is gone, take CLOUDSMITH_API_KEY out of the workflow's secrets and of .github/workflows/main.yml",
    ]);
  });

  it.each(Object.entries(KEYS))(
    "leaves a file that reads as before but for the login, and nothing to change: %s",
    (_, files) => {
      for (const change of [
        (text: string) => text,
        (text: string) => `\ufeff${text.replaceAll("\n", "\r\n")}`,
        (text: string) => text.replace(/\n$/, ""),
        (text: string) => text.replaceAll("ubuntu-latest", "ubuntu-latest # ümlaut 🦊"),
      ]) {
        const before = asOn(files, change);
        const migration = migrate(before);
        expect(migration.jobs.map(({ outcome }) => outcome)).toEqual(migration.jobs.map(() => "changed"));
        expect(migration.changes.length).toBeGreaterThan(0);
        const after: Files = {
          ...before,
          ...Object.fromEntries(migration.changes.map(({ path, after: text }) => [path, text])),
        };
        for (const { path, after: text, before: old } of migration.changes) {
          expect(essence(text)).toEqual(essence(old));
          const [now, was] = [readWorkflow(text, path), readWorkflow(old, path)];
          expect(now.jobs.map(({ id }) => id)).toEqual(was.jobs.map(({ id }) => id));
          expect(text.includes("\r\n")).toBe(old.includes("\r\n"));
          expect(/(?<!\r)\n/.test(text)).toBe(/(?<!\r)\n/.test(old));
          expect(text.startsWith("\ufeff")).toBe(old.startsWith("\ufeff"));
          for (const one of now.jobs.filter(({ steps }) => steps.length > 0)) {
            const wanted = migration.jobs.some((each) => each.path === path && each.job === one.id);
            expect([one.id, loginsOf(one, now).some(({ by }) => by === "action")]).toEqual([one.id, wanted]);
          }
        }
        expect(migrate(after).jobs).toEqual([]);
        expect(migrate(after).changes).toEqual([]);
      }
    },
  );

  it("signs in where any of the steps that need it runs, and nowhere else", () => {
    const push = (condition: string, name: string): string =>
      `      - if: ${condition}\n        run: cloudsmith push raw acme/prod ${name} -k ${KEY}`;
    const files = job(
      [push("github.ref == 'refs/heads/main'", "a"), push("${{ startsWith(github.ref, 'refs/tags/v') }}", "b")].join(
        "\n",
      ),
      { on: "[push, pull_request]" },
    );
    const [change] = migrate(files).changes;
    expect(change?.after).toContain(
      "        if: (github.ref == 'refs/heads/main') || (startsWith(github.ref, 'refs/tags/v'))\n",
    );
    expect(
      left(job([push("steps.x.outputs.y == '1'", "a"), push("github.ref == 'refs/heads/main'", "b")].join("\n"))),
    ).toEqual([expect.stringContaining("have conditions that cannot be joined for certain")]);
    const same = migrate(
      job([push("github.event_name == 'push'", "a"), push("github.event_name == 'push'", "b")].join("\n")),
    );
    expect(same.changes[0]?.after).toContain("        if: github.event_name == 'push'\n        uses: cloudsmith-io");
  });

  it("either leaves a damaged file alone or changes it to the same, without the key", () => {
    const files = Object.entries(Object.assign({}, ...Object.values(KEYS)) as Files);
    fc.assert(
      fc.property(
        fc.constantFrom(...files),
        fc.array(fc.tuple(fc.nat(), fc.nat(12), fc.constantFrom(...SHARDS)), { minLength: 1, maxLength: 4 }),
        ([path, whole], damages) => {
          const text = damages.reduce((before, [place, length, shard]) => {
            const at = place % before.length;
            return before.slice(0, at) + shard + before.slice(at + length);
          }, whole);
          for (const { before, after } of migrate({ [path]: text }).changes) {
            expect(essence(after)).toEqual(essence(before));
            expect(migrate({ [path]: after }).changes).toEqual([]);
          }
        },
      ),
      { numRuns: 150, seed: 7 },
    );
  });

  it("changes nothing where no key is", () => {
    for (const files of Object.values(CORPUS)) {
      expect(migrate(files)).toMatchObject({ jobs: [], changes: [], pipelines: [], secrets: [] });
    }
  });

  it("says from where the jobs come and what they use", () => {
    expect(migrate(WORKFLOW_VARIABLE).pipelines).toMatchObject([
      {
        kind: "publisher",
        variable: "CLOUDSMITH_SERVICE_SLUG",
        from: [{ kind: "branch", name: "main", events: ["push", "workflow_dispatch"] }],
        repositories: [{ slug: "prod", privilege: "Write" }],
        open: [],
      },
    ]);
    expect(migrate(PUSH_ACTION).pipelines[0]?.from).toEqual([
      { kind: "tagsStartingWith", name: "v", events: ["release"] },
    ]);
    expect(migrate(FLAGS).pipelines[0]?.from).toEqual([
      { kind: "tag", name: "v1", events: ["push"] },
      { kind: "tagsStartingWith", name: "release-", events: ["push"] },
    ]);
    expect(
      migrate(JOB_VARIABLE).pipelines.map(({ kind, variable, from, repositories }) => [
        kind,
        variable,
        from,
        repositories,
      ]),
    ).toEqual([
      [
        "publisher",
        "CLOUDSMITH_SERVICE_SLUG",
        [
          { kind: "branch", name: "main", events: ["push", "schedule"] },
          { kind: "branchesUnder", name: "release", events: ["push"] },
        ],
        [],
      ],
      [
        "reader",
        "CLOUDSMITH_READER_SLUG",
        [
          { kind: "branch", name: "main", events: ["push", "schedule"] },
          { kind: "branchesUnder", name: "release", events: ["push"] },
        ],
        [{ slug: "deps", privilege: "Read" }],
      ],
    ]);
  });

  it.each([
    ["if: startsWith(github.ref, 'refs/tags/v')", "push", [{ kind: "tagsStartingWith", name: "v", events: ["push"] }]],
    ["if: github.ref_name == 'main'", "push", [{ kind: "branch", name: "main", events: ["push"] }]],
    [
      "if: github.event_name == 'push'",
      "[push, workflow_dispatch]",
      [{ kind: "branch", name: "main", events: ["push"] }],
    ],
    ["timeout-minutes: 5", "{ push: { branches: ['*-stable'] } }", []],
  ])("under %s, started by %s", (condition, on, expected) => {
    const { jobs } = migrate(job(PUSH, { on, body: `permissions: { contents: read }\n    ${condition}` }));
    expect(jobs[0]?.from).toEqual(expected);
  });

  it("names repositories that a command does not write down", () => {
    const step = (run: string): string => `      - env: {}\n        run: ${run}\n        env2: x`;
    expect(step("x")).toContain("run");
    const files = job(
      `      - run: |
          TARGET=acme/from-script
          cloudsmith push raw "$TARGET" x
          cloudsmith push deb acme/\${{ matrix.repo }}/ubuntu/noble x
          cloudsmith delete acme/old/x
          cloudsmith entitlements list acme/admin
        env: { CLOUDSMITH_API_KEY: "${KEY}" }`,
    );
    const [pipeline] = migrate(files).pipelines;
    expect(pipeline?.repositories).toEqual([
      { slug: "admin", privilege: "Admin" },
      { slug: "from-script", privilege: "Write" },
      { slug: "old", privilege: "Write" },
    ]);
    expect(pipeline?.open).toEqual(["which repository line 7 of .github/workflows/x.yml uses"]);
  });

  it.each([
    ["a pull request starts it", job(PUSH, { on: "[push, pull_request]" }), "left 3 pull_request starts it"],
    [
      "it names no permissions, and a step may need some",
      job(`      - uses: softprops/action-gh-release@v2\n${PUSH}`, { body: "timeout-minutes: 5" }),
      "left 3 it names no permissions",
    ],
    ["its permissions are no list", job(PUSH, { body: "permissions: read-all" }), "left 5 its permissions are no list"],
    [
      "the workflow's permissions are no list",
      job(PUSH, { body: "timeout-minutes: 5", top: "permissions: read-all\n" }),
      "left 2 the workflow's permissions are no list",
    ],
    [
      "a package tool has the key",
      job(
        `      - run: echo "$CLOUDSMITH_API_KEY" | docker login docker.cloudsmith.io -u bot --password-stdin\n        env: { CLOUDSMITH_API_KEY: "${KEY}" }`,
      ),
      "left 7 the step in line 7 gives the key to a package tool",
    ],
    [
      "its steps are an alias",
      {
        ".github/workflows/x.yml": `on: push\nx: &s\n  - run: cloudsmith push raw acme/prod x -k ${KEY}\njobs:\n  a:\n    permissions: { contents: read }\n    steps: *s\n`,
      },
      "left 7 it is written with YAML anchors",
    ],
    [
      "it stands on one line",
      {
        ".github/workflows/x.yml": `on: push\njobs:\n  a: { permissions: { contents: read }, steps: [{ run: "cloudsmith whoami -k ${KEY}" }] }\n`,
      },
      "left 3 ",
    ],
    [
      "nothing that uses the key can be seen",
      job("      - run: make", { body: `permissions: { contents: read }\n    env: { CLOUDSMITH_API_KEY: "${KEY}" }` }),
      "left 3 the key is given to the job, and it cannot be seen what uses it",
    ],
    [
      "nothing in the repository calls it",
      job(PUSH, { on: "workflow_call" }),
      "left 3 nothing in this repository starts it",
    ],
    [
      "it signs in by OIDC already",
      job(
        `      - uses: cloudsmith-io/cloudsmith-cli-action@v3\n        with: { oidc-namespace: acme, oidc-service-slug: ci-app }\n${PUSH}`,
      ),
      "left 3 it signs in by OIDC already",
    ],
    [
      "version 3.0 of the action hands nothing on",
      job(
        `      - uses: cloudsmith-io/cloudsmith-cli-action@v3.0.0\n        with: { api-key: "${KEY}" }\n      - run: ./use $CLOUDSMITH_API_KEY`,
      ),
      "left 7 version 3.0 of the action",
    ],
    [
      "the step begins with its env",
      job(`      - env: { CLOUDSMITH_API_KEY: "${KEY}" }\n        run: cloudsmith whoami`),
      "left 7 the step begins with its env",
    ],
    [
      "its action's client knows no OIDC",
      job(
        `      - uses: cloudsmith-io/cloudsmith-cli-action@v3\n        with: { api-key: "${KEY}", cli-version: 1.20.2 }`,
      ),
      "left 7 it pins the client to 1.20, which knows no OIDC",
    ],
  ])("leaves a job as it is where %s", (_, files, expected) => {
    expect(left(files)).toEqual([expect.stringContaining(expected)]);
    expect(migrate(files).changes).toEqual([]);
  });

  it("leaves all jobs that share a key where one of them cannot be changed", () => {
    const text = WORKFLOW_VARIABLE[".github/workflows/release.yml"]!.replace(
      "      - run: make test",
      "      - run: echo $CLOUDSMITH_API_KEY | docker login docker.cloudsmith.io -u x --password-stdin",
    );
    expect(left({ ".github/workflows/release.yml": text })).toEqual([
      expect.stringContaining("left 21 the step in line 21 gives the key to a package tool"),
      expect.stringContaining(
        "left 18 the key stands in the env of the whole workflow, and the job test needs it there",
      ),
    ]);
  });

  it("needs to know the organization, and takes the one that the commands name", () => {
    const { organization, ...rest } = {
      organization: undefined,
      ...{ repository: { repository: "acme/app", defaultBranch: "main", variables: new Map<string, string>() } },
    };
    expect(organization).toBe(undefined);
    const files = (text: string): MigrationInput => ({
      files: [{ path: ".github/workflows/x.yml", text }],
      others: [],
      ...rest,
    });
    const named = job(PUSH)[".github/workflows/x.yml"]!;
    expect(migrateWorkflows(files(named)).organization).toBe("acme");
    const unnamed = migrateWorkflows(files(named.replace("acme/prod x", "$TARGET x")));
    expect(unnamed.jobs[0]).toMatchObject({
      outcome: "left",
      reason: expect.stringContaining("no command names the organization"),
    });
  });

  it("signs in as an account that there is already, where one is told", () => {
    expect(migrate(job(PUSH), { account: "ci-app" }).changes[0]?.after).toContain("oidc-service-slug: ci-app\n");
  });
});

describe("the secrets to delete", () => {
  const called = (handed: string): Files => ({
    ".github/workflows/main.yml": `on: { push: { branches: [main] } }
jobs:
  publish:
    permissions: { contents: read }
    uses: ./.github/workflows/called.yml
    secrets: ${handed}
`,
    ".github/workflows/called.yml": `on:
  workflow_call:
    secrets: { key: { required: true } }
jobs:
  push:
    runs-on: ubuntu-latest
    steps:
      - run: cloudsmith push raw acme/prod x
        env: { CLOUDSMITH_API_KEY: "\${{ secrets.key }}" }
`,
  });

  it("are the repository's own, also where a called workflow has another name for one", () => {
    expect(migrate(called('{ key: "${{ secrets.PUBLISH }}" }')).secrets).toEqual(["PUBLISH"]);
  });

  it("have the called workflow's names where all are inherited", () => {
    expect(migrate(called("inherit")).secrets).toEqual(["key"]);
  });
});

describe("other uses of credentials", () => {
  const SECRET = "csa_0123456789abcdef01234567";

  it.each([
    [".npmrc", "//npm.cloudsmith.io/acme/prod/:_authToken=${CLOUDSMITH_API_KEY}", "npm"],
    [
      "pip.conf",
      "extra-index-url = https://user:${TOKEN}@dl.cloudsmith.io/basic/acme/prod/python/simple/",
      "credentials-in-url",
    ],
    [
      "ci.yml",
      "- run: pip install x --index-url https://token:${{ secrets.ENTITLED }}@dl.cloudsmith.io/basic/acme/prod/python/simple/",
      "python",
    ],
    [
      "ci.yml",
      "- run: get https://${{ secrets.A }}:${{ secrets.B }}@dl.cloudsmith.io/basic/acme/x",
      "credentials-in-url",
    ],
    ["build.sh", "pip install --index-url https://token:abc@python.cloudsmith.io/acme/prod/ x", "python"],
    [
      "build.sh",
      "export PIP_INDEX_URL=https://dl.cloudsmith.io/AbCdEfGh12345678/acme/prod/python/simple/",
      "entitlement-token",
    ],
    ["build.sh", "docker login docker.cloudsmith.io -u bot", "docker"],
    ["build.sh", 'curl -H "X-Api-Key: $CLOUDSMITH_API_KEY" https://api.cloudsmith.io/v1/', "curl"],
    [".netrc", "machine dl.cloudsmith.io login token password x", "netrc"],
    [
      "settings.xml",
      "<server><id>cloudsmith</id><password>${env.CLOUDSMITH_API_KEY}</password><url>maven.cloudsmith.io</url></server>",
      "maven",
    ],
    [
      "build.sh",
      "dotnet nuget push x --source https://nuget.cloudsmith.io/acme/prod/v3/index.json --api-key $CLOUDSMITH_API_KEY",
      "nuget",
    ],
    ["Dockerfile", "ADD https://dl.cloudsmith.io/${TOKEN}/acme/prod/raw/x /x", "entitlement-token"],
    ["credentials.ini", `api_key = ${"0a".repeat(20)}`, "key-in-file"],
    ["push.sh", `cloudsmith push raw acme/prod x -k ${"0a".repeat(20)}`, "key-in-file"],
    ["push.sh", `  --api-key "${"0a".repeat(20)}" \\`, "key-in-file"],
    ["notes.sh", `# ${SECRET}`, "key-in-file"],
    ["action.yml", "      CLOUDSMITH_API_KEY: ${{ inputs.api-key }}", "handed-down"],
    ["action.yml", '  "CLOUDSMITH_TOKEN": "${{ vars.KEY }}"', "handed-down"],
  ])("are found in %s: %s", (path, line, kind) => {
    const { otherUses } = migrate({}, { others: [{ path, text: `first\n${line}\nlast` }] });
    expect(otherUses).toEqual([{ path, line: 2, kind }]);
  });

  it.each([
    "https://dl.cloudsmith.io/public/acme/prod/raw/x",
    "pip install --index-url https://dl.cloudsmith.io/public/acme/prod/python/simple/ x",
    "# docker login docker.cloudsmith.io -u bot",
    "docker pull docker.cloudsmith.io/acme/prod/app",
    `git checkout ${"0a".repeat(20)}`,
    `cloudsmith push raw acme/prod x -k ${"0a".repeat(19)}`,
    "curl https://example.com",
  ])("are not seen in %s", (line) => {
    expect(migrate({}, { others: [{ path: "build.sh", text: line }] }).otherUses).toEqual([]);
  });

  describe("in composite actions", () => {
    const action = (steps: string, inputs = "token: {}") =>
      `inputs: { ${inputs} }\nruns:\n  using: composite\n  steps:\n${steps}\n`;
    const others = (files: Files) => Object.entries(files).map(([path, text]) => ({ path, text }));
    const use = (given: string, uses = "./.github/actions/publish") =>
      job(`      - uses: ${uses}\n        with: { ${given} }`);
    const TOKEN = "${{ inputs.token }}";

    it("are followed from where a workflow hands a key over, whatever the input is called", () => {
      const text = action(`    - run: npm publish
      shell: bash
      env:
        NODE_AUTH_TOKEN: ${TOKEN}
    - run: ./publish.sh "\${{ inputs['TOKEN'] }}" # \${{ inputs.token-kind }}
      shell: bash
    # not ${TOKEN}
    - run: echo "\${{ inputs.token-kind }}"
      shell: bash`);
      const path = ".github/actions/publish/action.yml";
      const { otherUses } = migrate(use(`token: "${KEY}"`), { others: others({ [path]: text }) });
      expect(otherUses).toEqual([
        { path: ".github/workflows/x.yml", line: 8, kind: "secret", secret: "CLOUDSMITH_API_KEY" },
        { path, line: 8, kind: "npm", secret: "CLOUDSMITH_API_KEY" },
        { path, line: 9, kind: "handed-down", secret: "CLOUDSMITH_API_KEY" },
      ]);
    });

    it.each([
      ["the variable of the client", `    - run: ./x\n      env: { CLOUDSMITH_API_KEY: "${TOKEN}" }`],
      ["an input of Cloudsmith's action", `    - uses: cloudsmith-io/action@v1\n      with: { api-key: "${TOKEN}" }`],
      ["a flag", `    - run: cloudsmith push raw acme/prod x -k ${TOKEN}`],
      ["a flag by a variable", `    - run: cloudsmith push raw acme/prod x -k "$K"\n      env: { K: "${TOKEN}" }`],
      ["an action of its own", `    - uses: ./inner\n      with: { key: "${TOKEN}" }`],
    ])("show what a secret without a telling name is for: %s", (_, steps) => {
      const inner = action('    - run: cloudsmith push raw acme/prod x -k "${{ inputs.key }}"', "key: {}");
      const files = others({ "a/action.yaml": action(steps), "inner/action.yml": inner });
      const { otherUses } = migrate(use('Token: "${{ secrets.XY }}"', "./a/"), { others: files });
      const found = otherUses.filter(({ secret }) => secret === "XY").map(({ path }) => path);
      expect(found).toEqual([
        ".github/workflows/x.yml",
        "a/action.yaml",
        ...(steps.includes("inner") ? ["inner/action.yml"] : []),
      ]);
      expect(migrate(use('other: "${{ secrets.XY }}"', "./a/"), { others: files }).otherUses).not.toContainEqual(
        expect.objectContaining({ secret: "XY" }),
      );
    });

    it("count as uses of the variable around them, so that the login stands in front", () => {
      const steps = `      - uses: ./a
      - run: echo done
        env: { X: "1" }`;
      const files = job(steps, { body: `permissions: { contents: read }\n    env: { CLOUDSMITH_API_KEY: "${KEY}" }` });
      const push = others({ "a/action.yml": action("    - run: cloudsmith push raw acme/prod x\n      shell: bash") });
      const changed = migrate(files, { others: push });
      expect(changed.jobs).toMatchObject([{ outcome: "changed" }]);
      expect(changed.changes[0]?.after).toMatch(/cloudsmith-cli-action@[\s\S]*- uses: \.\/a/);
      const docker = others({
        "a/action.yml": action(
          '    - run: echo "$CLOUDSMITH_API_KEY" | docker login docker.cloudsmith.io\n      shell: bash',
        ),
      });
      expect(migrate(files, { others: docker }).jobs).toMatchObject([
        { outcome: "left", reason: expect.stringContaining("package tool") },
      ]);
    });

    it("that use each other, or are broken, end the search", () => {
      const twice = `    - uses: ./b\n      with: { token: "${TOKEN}" }\n`.repeat(20);
      const back = `    - uses: ./a\n      with: { token: "${TOKEN}" }\n`.repeat(20);
      const files = others({ "a/action.yml": action(twice), "b/action.yml": action(back), "c/action.yml": "runs: [" });
      const { otherUses } = migrate(use(`token: "${KEY}"`, "./a"), { others: files });
      expect(otherUses).toHaveLength(41);
      expect(migrate(use(`token: "${KEY}"`, "./c"), { others: files }).otherUses).toHaveLength(1);
    });
  });

  it("are found in workflow files by the secret that they read, beside what is changed", () => {
    const files = job(
      `${PUSH}
      - uses: docker/login-action@v3
        with:
          registry: docker.cloudsmith.io
          password: ${KEY}
      - uses: docker/login-action@v3
        with:
          password: ${KEY}
          username: bot
          registry: docker.cloudsmith.io
      - run: npm publish
        env:
          NODE_AUTH_TOKEN: ${KEY}`,
    );
    const { otherUses, jobs } = migrate(files);
    expect(jobs[0]?.outcome).toBe("changed");
    expect(otherUses.map(({ line, kind, secret }) => [line, kind, secret])).toEqual([
      [12, "docker", "CLOUDSMITH_API_KEY"],
      [15, "docker", "CLOUDSMITH_API_KEY"],
      [20, "npm", "CLOUDSMITH_API_KEY"],
    ]);
  });
});

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { App, TerraformLocal, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { GitHubEnvironment, GitHubPublisher, GitHubRef, GitHubRepository } from "../../lib/github/index.js";
import {
  accept,
  CloudsmithOidc,
  CloudsmithProvider,
  CloudsmithRepository,
  GitHubClaims,
  OidcIssuer,
  OidcProvider,
  ServiceAccount,
} from "../../lib/index.js";
import { exceptionsIn } from "../../lib/trust/exceptions.js";
import { outdir } from "../support/outdir.js";
import { refusal } from "./refusal.js";
import "../support/typescript-require.js";

interface Outcome {
  readonly annotations: readonly { readonly path: string; readonly level: string; readonly message: string }[];
  readonly json: unknown;
}

/** What a person sees, and what is written; at an error annotation synth throws. */
function synthesize(build: (stack: TerraformStack) => void): Outcome {
  const directory = outdir();
  const app = new App({ outdir: directory });
  const stack = new TerraformStack(app, "trust");
  new CloudsmithProvider(stack, "cloudsmith", { organization: "acme" });
  build(stack);
  app.synth();
  const { annotations, synthesizedStackPath } = app.manifest.forStack(stack);
  return {
    annotations: annotations.map(({ constructPath: path, level, message }) => ({ path, level, message })),
    json: JSON.parse(readFileSync(join(directory, synthesizedStackPath), "utf8")),
  };
}

function publisher(scope: Construct, id: string, claims: GitHubClaims): OidcProvider {
  const account = new ServiceAccount(scope, `ci-${id}`);
  CloudsmithRepository.fromSlug(scope, `prod-${id}`, "prod").grantWrite(account);
  return new OidcProvider(scope, id, { issuer: OidcIssuer.gitHub(), claims, serviceAccounts: [account] });
}

/** Lets in whoever starts a job on a branch called main, in any repository of GitHub. */
const ANYBODY = GitHubClaims.of({ ref: "refs/heads/main" });
const ONLY_APP = GitHubClaims.of({
  repositoryId: 74,
  repositoryOwnerId: 65,
  ref: "refs/heads/main",
  eventName: "push",
});
/** What an override says of the claims that tie it to its owner; the others stay. */
const OPENED = { repository_id: ".*", repository_owner_id: ".*" };
const acceptance = { reason: "nothing is published there", until: "2027-03-31" };

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-11-23T12:00:00Z") });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
});

describe("trust that is open", () => {
  it("does not synthesize: by path, severity, rule, why, remedy and source", () => {
    expect(() => synthesize((stack) => publisher(stack, "main", ANYBODY))).toThrow(
      /\[trust\/main\] critical no-tenant-anchor: .*\. Why: .*\. Remedy: .*\. See https:\/\/.*\. Or accept it here: accept\("no-tenant-anchor", \{ reason, until \}\)\./,
    );
  });

  it("is seen in L1 classes, and in overrides of an element or of the whole stack", () => {
    const l1 = (stack: TerraformStack) =>
      new CloudsmithOidc(stack, "l1", {
        namespace: "acme",
        name: "l1",
        enabled: true,
        providerUrl: "https://token.actions.githubusercontent.com",
        claims: { ref: "refs/heads/main" },
        serviceAccounts: ["ci"],
      });

    expect(() => synthesize(l1)).toThrow(/\[trust\/l1\] critical no-tenant-anchor/);
    expect(() =>
      synthesize((stack) => publisher(stack, "main", ONLY_APP).resource.addOverride("claims", OPENED)),
    ).toThrow(/\[trust\/main\] critical no-tenant-anchor/);
    expect(() =>
      synthesize((stack) => {
        const { resource } = publisher(stack, "main", ONLY_APP);
        stack.addOverride(`resource.cloudsmith_oidc.${resource.friendlyUniqueId}.claims`, OPENED);
      }),
    ).toThrow(/\[trust\/main\] critical no-tenant-anchor/);
  });

  it("is seen through locals", () => {
    expect(() =>
      synthesize((stack) => {
        const wide = new TerraformLocal(stack, "wide", "acme/.*");
        publisher(stack, "main", GitHubClaims.of({ repository: wide.asString, ref: "refs/heads/main" }));
      }),
    ).toThrow(/\[trust\/main\] high org-wide-wildcard/);
  });

  it("is judged for each organization of a stack", () => {
    expect(() =>
      synthesize((stack) => {
        publisher(stack, "main", ONLY_APP);
        new OidcProvider(stack, "elsewhere", {
          organization: "octo",
          issuer: OidcIssuer.gitHub(),
          claims: ANYBODY,
          serviceAccounts: [ServiceAccount.fromSlug(stack, "theirs", "theirs")],
        });
      }),
    ).toThrow(/^[^[]*\[trust\/elsewhere\] critical no-tenant-anchor: [^[]*$/);
  });
});

describe("trust that is pinned", () => {
  it("synthesizes without a word, however many ways in one account has", () => {
    const { annotations, json } = synthesize((stack) => {
      for (const name of ["app", "lib"]) {
        new GitHubPublisher(stack, name, {
          repository: GitHubRepository.of(`acme/${name}`, { id: name.length + 70, ownerId: 65 }),
          from: [
            GitHubRef.branch("main").on("push", "schedule", "workflow_dispatch"),
            GitHubRef.tagsStartingWith("v").on("push"),
            GitHubEnvironment.named("production"),
          ],
          publishTo: [{ repository: "prod" }, { repository: name }],
        });
      }
    });

    expect(annotations.filter(({ level }) => level !== "@cdktf/warn")).toEqual([]);
    expect(annotations.filter(({ message }) => /^(?:high|critical)|overlap/.test(message))).toEqual([]);
    expect(exceptionsIn(json)).toEqual({ accepted: [], policies: [] });
    expect(JSON.stringify(json)).not.toContain("cloudsmithTrust");
  });

  it("warns of what weighs less than high, and goes on", () => {
    const { annotations } = synthesize((stack) =>
      publisher(stack, "main", GitHubClaims.of({ repository: "acme/app", ref: "refs/heads/main", eventName: "push" })),
    );

    expect(annotations).toEqual([
      expect.objectContaining({
        path: "trust/main",
        level: "@cdktf/warn",
        message: expect.stringMatching(/^medium name-not-id: /),
      }),
    ]);
  });
});

describe("accepting open trust", () => {
  it("lets that construct through, is shown, and is written into the JSON with what it holds for", () => {
    const { annotations, json } = synthesize((stack) =>
      publisher(stack, "main", ANYBODY).accept("no-tenant-anchor", acceptance),
    );

    expect(annotations).toContainEqual({
      path: "trust/main",
      level: "@cdktf/info",
      message: "critical no-tenant-anchor: accepted until 2027-03-31: nothing is published there",
    });
    expect(exceptionsIn(json)).toEqual({
      accepted: [
        { rule: "no-tenant-anchor", path: "trust/main", at: ["cloudsmith_oidc.main_7AD10839"], ...acceptance },
      ],
      policies: [],
    });
  });

  it("holds for the parts of a construct, and for nothing beside it", () => {
    const build = (stack: TerraformStack) => {
      const group = new Construct(stack, "group");
      publisher(group, "accepted", ANYBODY).accept("no-tenant-anchor", acceptance);
      publisher(group, "beside", ANYBODY);
    };

    expect(() => synthesize(build)).toThrow(/^[^[]*\[trust\/group\/beside\] critical no-tenant-anchor: [^[]*$/);
  });

  it("is refused on a group, which would accept what nobody has looked at", () => {
    const stack = new TerraformStack(new App({ outdir: outdir() }), "trust");
    const group = new Construct(stack, "group");

    expect(refusal(() => accept(group, "no-tenant-anchor", acceptance))).toBe(
      "no-tenant-anchor cannot be found on a Construct: accept it on the very one that the finding names (at trust/group)",
    );
  });

  it("holds for no other rule", () => {
    expect(() => synthesize((stack) => publisher(stack, "main", ANYBODY).accept("owner-only", acceptance))).toThrow(
      /critical no-tenant-anchor/,
    );
  });

  it("warns from 14 days before its end, and ends with its last day", () => {
    const level = (until: string) =>
      synthesize((stack) =>
        publisher(stack, "main", ANYBODY).accept("no-tenant-anchor", { ...acceptance, until }),
      ).annotations.find(({ message }) => message.includes("no-tenant-anchor"))?.level;

    expect(level("2026-12-07")).toBe("@cdktf/info");
    expect(level("2026-12-06")).toBe("@cdktf/warn");
    expect(level("2026-11-23")).toBe("@cdktf/warn");
    expect(() => level("2026-11-22")).toThrow(
      /critical no-tenant-anchor: .* It was accepted until 2026-11-22: nothing is published there/,
    );
  });

  it("is refused on a whole stack, its provider and the app", () => {
    const app = new App({ outdir: outdir() });
    const stack = new TerraformStack(app, "trust");
    const provider = new CloudsmithProvider(stack, "cloudsmith");

    for (const [whole, path] of [
      [stack, "trust"],
      [provider, "trust/cloudsmith"],
      [app, ""],
    ] as const) {
      expect(refusal(() => accept(whole, "no-tenant-anchor", acceptance))).toBe(
        `no-tenant-anchor is about one construct: accept it on the very one that the finding names (at ${path})`,
      );
    }
  });
});

describe("CLOUDSMITH_TRUST_BREAK_GLASS", () => {
  it("lets an emergency through, and says so at the finding, for the stack and in the JSON", () => {
    vi.stubEnv("CLOUDSMITH_TRUST_BREAK_GLASS", "prod is down, see incident 42");

    const { annotations, json } = synthesize((stack) => publisher(stack, "main", ANYBODY));

    expect(annotations).toContainEqual({
      path: "trust/main",
      level: "@cdktf/warn",
      message: expect.stringMatching(
        /^let through by CLOUDSMITH_TRUST_BREAK_GLASS, which says: prod is down, see incident 42\. critical no-tenant-anchor: /,
      ),
    });
    expect(annotations).toContainEqual({
      path: "trust/cloudsmith",
      level: "@cdktf/warn",
      message: expect.stringMatching(
        /^CLOUDSMITH_TRUST_BREAK_GLASS is set, and says: prod is down, see incident 42\. It let .* through that would have stopped this synth: .*no-tenant-anchor/i,
      ),
    });
    expect(exceptionsIn(json).breakGlass).toEqual({
      reason: "prod is down, see incident 42",
      findings: expect.arrayContaining([
        { rule: "no-tenant-anchor", severity: "critical", at: "cloudsmith_oidc.main_7AD10839" },
      ]),
    });
  });

  it("lets an acceptance through that has ended", () => {
    vi.stubEnv("CLOUDSMITH_TRUST_BREAK_GLASS", "prod is down");

    const { annotations } = synthesize((stack) =>
      publisher(stack, "main", ANYBODY).accept("no-tenant-anchor", { ...acceptance, until: "2026-11-22" }),
    );

    expect(annotations.map(({ message }) => message).join("\n")).toMatch(/let through by .* It was accepted until/);
  });

  it("is reported where nothing needed it", () => {
    vi.stubEnv("CLOUDSMITH_TRUST_BREAK_GLASS", "prod is down");

    const { annotations, json } = synthesize((stack) => publisher(stack, "main", ONLY_APP));

    expect(annotations).toEqual([
      {
        path: "trust/cloudsmith",
        level: "@cdktf/warn",
        message: "CLOUDSMITH_TRUST_BREAK_GLASS is set, and says: prod is down. Nothing needed it: unset it.",
      },
    ]);
    expect(exceptionsIn(json).breakGlass).toEqual({ reason: "prod is down", findings: [] });
  });

  it.each(["", "  "])("is no emergency without a reason: %j", (value) => {
    vi.stubEnv("CLOUDSMITH_TRUST_BREAK_GLASS", value);

    expect(() => synthesize((stack) => publisher(stack, "main", ANYBODY))).toThrow(/critical no-tenant-anchor/);
  });
});

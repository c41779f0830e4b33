import { readFileSync } from "node:fs";
import { join } from "node:path";
import { App, TerraformStack } from "cdktf";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import {
  accept,
  CloudsmithOidc,
  type CloudsmithOidcConfig,
  CloudsmithProviderBase,
  CloudsmithRepositoryPrivilege,
  CloudsmithService,
} from "../../lib/index.js";
import { exceptionsIn } from "../../lib/trust/exceptions.js";
import { outdir } from "../support/outdir.js";
import "../support/typescript-require.js";

/** A stack of L1 classes alone, as it is written and with what is said of it. */
function synthesize(build: (stack: TerraformStack) => void) {
  const directory = outdir();
  const app = new App({ outdir: directory });
  const stack = new TerraformStack(app, "plain");
  new CloudsmithProviderBase(stack, "cloudsmith");
  build(stack);
  app.synth();
  const { annotations, synthesizedStackPath } = app.manifest.forStack(stack);
  return {
    annotations: annotations.map(({ constructPath, level, message }) => ({ constructPath, level, message })),
    json: JSON.parse(readFileSync(join(directory, synthesizedStackPath), "utf8")),
  };
}

const OPEN = { ref: "refs/heads/main" };
const PINNED = { repository_id: "74", repository_owner_id: "65", ref: "refs/heads/main", event_name: "push" };

function trust(stack: TerraformStack, claims: CloudsmithOidcConfig["claims"]): CloudsmithOidc {
  const account = new CloudsmithService(stack, "ci", { name: "ci", organization: "acme" });
  grant(stack, "grant", account.slug);
  return new CloudsmithOidc(stack, "trust", {
    namespace: "acme",
    name: "app",
    enabled: true,
    providerUrl: "https://token.actions.githubusercontent.com",
    claims,
    serviceAccounts: [account.slug],
  });
}

function grant(stack: TerraformStack, id: string, service: string): CloudsmithRepositoryPrivilege {
  return new CloudsmithRepositoryPrivilege(stack, id, {
    organization: "acme",
    repository: "prod",
    service,
    privilege: "Write",
  });
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-11-23T12:00:00Z") });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
});

describe("a stack of L1 classes alone, without a CloudsmithProvider", () => {
  it("does not synthesize where its trust is open, like any other", () => {
    expect(() => synthesize((stack) => trust(stack, OPEN))).toThrow(/\[plain\/trust\] critical no-tenant-anchor: /);
    expect(synthesize((stack) => trust(stack, PINNED)).annotations).toEqual([]);
  });

  it("is checked for grants with two owners", () => {
    const twice = (stack: TerraformStack): void => {
      grant(stack, "one", "ci-app");
      grant(stack, "two", "ci-app");
    };
    expect(() => synthesize(twice)).toThrow(/plain\/one and plain\/two both own the grant of service ci-app/);
  });

  it("says in its JSON what it accepts", () => {
    const { annotations, json } = synthesize((stack) =>
      accept(trust(stack, OPEN), "no-tenant-anchor", { reason: "an issuer of our own", until: "2027-03-31" }),
    );
    expect(annotations).toEqual([expect.objectContaining({ constructPath: "plain/trust", level: "@cdktf/info" })]);
    expect(exceptionsIn(json).accepted).toEqual([
      {
        rule: "no-tenant-anchor",
        path: "plain/trust",
        at: ["cloudsmith_oidc.trust"],
        reason: "an issuer of our own",
        until: "2027-03-31",
      },
    ]);
  });

  it("goes on in an emergency, and says so on the stack", () => {
    vi.stubEnv("CLOUDSMITH_TRUST_BREAK_GLASS", "incident 7");
    const { annotations, json } = synthesize((stack) => trust(stack, OPEN));
    expect(annotations).toContainEqual(
      expect.objectContaining({
        constructPath: "plain",
        level: "@cdktf/warn",
        message: expect.stringContaining("incident 7"),
      }),
    );
    expect(exceptionsIn(json).breakGlass).toMatchObject({ reason: "incident 7" });
  });

  it("is told of a state that a job's disk would keep", () => {
    vi.stubEnv("CI", "true");
    const said = (build: (stack: TerraformStack) => void) => () => synthesize(build);
    expect(said((stack) => trust(stack, PINNED))).toThrow(/\[plain\] high local-state-in-ci: /);
    expect(
      said((stack) => {
        trust(stack, PINNED);
        accept(stack, "local-state-in-ci", { reason: "a trial", until: "2027-03-31" });
      }),
    ).not.toThrow();
  });
});

describe("an L1 class that writes itself in a way of its own", () => {
  class Opened extends CloudsmithOidc {
    override toTerraform(): { [block: string]: unknown } {
      const written = super.toTerraform() as { resource: { cloudsmith_oidc: { [id: string]: { claims: object } } } };
      for (const setting of Object.values(written.resource.cloudsmith_oidc)) {
        setting.claims = OPEN;
      }
      return written;
    }
  }

  it("is judged by what it writes", () => {
    const opened = (stack: TerraformStack): void => {
      new Opened(stack, "trust", {
        namespace: "acme",
        name: "app",
        enabled: true,
        providerUrl: "https://token.actions.githubusercontent.com",
        claims: PINNED,
        serviceAccounts: ["ci-app"],
      });
    };
    expect(() => synthesize(opened)).toThrow(/\[plain\/trust\] critical no-tenant-anchor: /);
  });
});

describe("an app that is synthesized twice", () => {
  it("is judged as it is each time", () => {
    const app = new App({ outdir: outdir() });
    const stack = new TerraformStack(app, "plain");
    new CloudsmithProviderBase(stack, "cloudsmith");
    const setting = trust(stack, PINNED);
    expect(() => app.synth()).not.toThrow();
    setting.addOverride("claims", { repository_id: ".*", repository_owner_id: ".*" });
    expect(() => app.synth()).toThrow(/\[plain\/trust\] critical /);
  });
});

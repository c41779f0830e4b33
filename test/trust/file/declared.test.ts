import { describe, expect, it } from "vitest";
import {
  exceptionsIn,
  formatDeclaredTrust,
  formatTrustFile,
  guardsOnly,
  mergeTrust,
  parseTrustDocument,
  parseTrustFile,
  readSynthesized,
  type TrustModel,
} from "../../../lib/trust/index.js";
import { settingValue, trustValue } from "../support.js";

const PROVIDER_URL = "https://token.actions.githubusercontent.com";
const APP = {
  "//": {
    metadata: {
      cloudsmithTrust: {
        accepted: [
          { rule: "no-claims", path: "app/x", at: ["cloudsmith_oidc.app"], reason: "for a test", until: "2099-12-31" },
        ],
        policies: [{ mode: "audit", must_pin_ids: true }],
      },
    },
  },
  resource: {
    cloudsmith_service: { app: { organization: "acme", name: "ci-app", team: [{ slug: "release", role: "Member" }] } },
    cloudsmith_oidc: {
      app: {
        namespace: "acme",
        name: "app-main",
        enabled: true,
        provider_url: PROVIDER_URL,
        claims: { repository_id: "${data.github_repository.app.repo_id}", ref: "refs/heads/main" },
        service_accounts: ["${cloudsmith_service.app.slug}"],
      },
    },
    cloudsmith_repository_privilege: {
      app: { organization: "acme", repository: "prod", service: "${cloudsmith_service.app.slug}", privilege: "Write" },
    },
  },
};
const model = readSynthesized(APP, "cdk.tf.json");

function written(of: TrustModel, surroundings?: string): string {
  return formatDeclaredTrust(of, {
    stacks: new Map([["", guardsOnly(APP, (text) => `digest-of-${text.length}`)]]),
    ...(surroundings === undefined ? {} : { surroundings }),
  });
}

/** As the model of the app, but for the file that it was read from. */
function readFrom(where: string, of: TrustModel): unknown {
  return JSON.parse(JSON.stringify(of).replaceAll('"where":"cdk.tf.json"', `"where":"${where}"`));
}

describe("the trust file of what an app declares", () => {
  it("reads as the app itself: identities, places, what is not known and what is let through", () => {
    const { model: read, declared } = parseTrustDocument(written(model, "sha256:x"), "head.json");
    expect(read).toEqual(readFrom("head.json", model));
    expect(read.scope).toBe("declared");
    expect(read.settings[0]?.origin).toEqual({ source: "synthesized", where: "head.json", at: "cloudsmith_oidc.app" });
    expect(read.unknowns.map(({ name, field }) => [name, field])).toEqual([["app-main", ["claims", "repository_id"]]]);
    expect(declared?.surroundings).toBe("sha256:x");
    expect([...(declared?.stacks ?? [])].map(([name, stack]) => [name, exceptionsIn(stack)])).toEqual([
      ["", exceptionsIn(APP)],
    ]);
  });

  it("tells resources of several stacks apart by the stack's file", () => {
    const merged = mergeTrust([model, readSynthesized(APP, "other.json")]);
    const read = parseTrustFile(written(merged), "head.json");
    expect(read.settings.map(({ origin }) => origin.at)).toEqual([
      "cdk.tf.json#cloudsmith_oidc.app",
      "other.json#cloudsmith_oidc.app",
    ]);
    expect(new Set(read.accounts.map(({ slug }) => slug)).size).toBe(2);
  });

  it("is not written where something is longer than a file may have it", () => {
    const long = { ...model, accounts: model.accounts.map((account) => ({ ...account, name: "x".repeat(121) })) };
    expect(() => written(long)).toThrow(/cannot hold this: \/accounts\/0\/name: expected at most 120 characters/);
  });
});

describe("a hostile trust file", () => {
  const file = JSON.parse(written(model));
  const refused = (value: unknown) => () => parseTrustFile(JSON.stringify(value), "head.json");

  it("cannot have two settings in one place, so that the findings of one would count as the other's", () => {
    const second = { ...file.settings[0], name: "other" };
    expect(refused({ ...file, settings: [...file.settings, second] })).toThrow(
      /\/settings\/1: the at "cloudsmith_oidc\.app" is there already/,
    );
  });

  it("cannot leave places out, nor give them in a file of an organization", () => {
    const { at: _, ...placeless } = file.settings[0];
    expect(refused({ ...file, settings: [placeless] })).toThrow(/\/settings\/0: "at" is missing/);
    expect(refused({ ...file, declared: undefined })).toThrow(/\/accounts\/0\/at: only in a file with "declared"/);
  });

  it("cannot speak in expressions without saying that it is an app's", () => {
    const account = { slug: "${cloudsmith_service.app}" };
    expect(refused({ ...trustValue(), accounts: [account], privileges: [] })).toThrow(
      /\/accounts\/0\/slug: got "\$\{cloudsmith_service\.app\}"; expressions stand only in a file with "declared"/,
    );
    expect(refused({ ...trustValue(), settings: [{ ...settingValue(), provider_url: "${x" }] })).toThrow(
      /\/settings\/0\/provider_url: got/,
    );
  });

  it("that is long is refused as fast as it is read", () => {
    const long = "${".repeat(200_000);
    expect(parseTrustFile(JSON.stringify({ ...file, teams: [{ slug: long, at: "x" }] }), "h").teams).toHaveLength(1);
    expect(refused({ ...file, teams: [{ slug: "$".repeat(400_000), at: "x" }] })).toThrow(/expected a slug/);
  });
});

it("a model of an organization is written without places", () => {
  expect(formatTrustFile(parseTrustFile(JSON.stringify(trustValue()), "trust.json"))).not.toContain('"at"');
});

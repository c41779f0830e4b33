import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { afterAll, describe, expect, it } from "vitest";
import { EXPLANATION_SCHEMA } from "../../lib/report/index.js";
import { type JsonSchema, validate } from "../../lib/trust/private/schema.js";
import { file, finished, HARMFUL, MAIN, run, start, TRUST } from "./executable.js";
import { inProcess } from "./in-process.js";

const trust = file(TRUST, "trust.json");
const NOW = "2026-11-23T06:00:00Z";
const SECONDS = Date.parse(NOW) / 1000;
const CLAIMS = {
  iss: "https://token.actions.githubusercontent.com",
  aud: "cloudsmith",
  repository_id: "74",
  ref: "refs/heads/main",
  event_name: "push",
  iat: SECONDS,
  nbf: SECONDS,
  exp: SECONDS + 300,
};

describe("explain", () => {
  it("admits a described job, exit code 0", async () => {
    const { code, stdout, stderr } = await run(["explain", "--trust", trust, ...MAIN]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/^ADMITTED as ci-app, by app-main\n/);
  });

  it.each([
    ["none", 0],
    ["critical", 0],
    ["high", 10],
    ["low", 10],
  ])("ends a refusal, which weighs high, with --fail-on %s by exit code %i", async (severity, expected) => {
    const args = ["explain", "--trust", trust, ...MAIN, "--ref", "refs/heads/dev", "--fail-on", severity];
    const { code, stdout } = await inProcess(args);
    expect(stdout).toMatch(/^REFUSED/);
    expect(code).toBe(expected);
  });

  it("refuses a job on another branch, exit code 10, and names the step, nearest miss first", async () => {
    const { code, stdout } = await run(["explain", "--trust", trust, ...MAIN, "--ref", "refs/heads/dev", "--now", NOW]);
    expect(code).toBe(10);
    expect(stdout.replace(trust, "TRUST")).toMatchInlineSnapshot(`
      "REFUSED as ci-app: claim_mismatch
        a job of acme/app (push at refs/heads/dev), against 2 settings of acme (TRUST), at 2026-11-23T06:00:00.000Z

      app-main x1  refuses: claim_mismatch  (nearest miss)
        ✓ issuer    the issuer is https://token.actions.githubusercontent.com
        · signature no signature was looked at
        ✓ time      valid until 2026-11-23T06:05:00.000Z
        ✓ claim     repository_id is "74"
        ✗ claim     ref is "refs/heads/dev"; required is "refs/heads/main"
        ✓ claim     event_name is "push"
        ✓ enabled   the setting is enabled
        ✓ account   "ci-app" is among its accounts

      app-tags  refuses: claim_mismatch
        ✓ issuer    the issuer is https://token.actions.githubusercontent.com
        · signature no signature was looked at
        ✓ time      valid until 2026-11-23T06:05:00.000Z
        ✓ claim     repository_id is "74"
        ✗ claim     ref is "refs/heads/dev"; required is "refs/tags/v.*"
        ✗ enabled   the setting is disabled, so it admits nothing
        ✓ account   "ci-app" is among its accounts

      What would let it in, either of
        - another token, with ref "refs/heads/main": app-main admits it
        - other trust: a setting beside app-main, alike but with ref "refs/heads/dev"
      "
    `);
  });

  it("says whether the trust that would let it in would itself be a finding", async () => {
    const wide = file({
      ...TRUST,
      settings: [{ ...TRUST.settings[0], claims: { repository_id: "74", environment: "production" } }],
    });
    const refused = ["explain", "--trust", wide, ...MAIN, "--now", NOW];
    const { stdout } = await run(refused);
    expect(stdout).toContain(
      "environment no longer counts); that would itself be a finding: repo-wide, high (lets in any branch, event and workflow of the repository)",
    );

    const explanation = JSON.parse((await run([...refused, "--format", "json"])).stdout);
    expect(validate(explanation, EXPLANATION_SCHEMA as unknown as JsonSchema)).toEqual([]);
    expect(explanation.change.trust.findings[0]).toMatchObject({ rule: "repo-wide", severity: "high" });
  });

  it("refuses a fork's pull request for want of a token, whatever the trust says", async () => {
    const { code, stdout } = await run(["explain", "--trust", trust, ...MAIN, "--fork", "--format", "json"]);
    expect(code).toBe(10);
    expect(JSON.parse(stdout)).toMatchObject({ admitted: false, reason: "no_id_token" });
  });

  it("judges claims from a file as of a moment, ISO or epoch seconds", async () => {
    const claims = file(CLAIMS);
    expect((await run(["explain", "--trust", trust, "--claims", claims, "--now", NOW])).code).toBe(0);
    expect((await run(["explain", "--trust", trust, "--claims", claims, "--now", String(SECONDS + 299)])).code).toBe(0);
    const late = await run(["explain", "--trust", trust, "--claims", claims, "--now", String(SECONDS + 300)]);
    expect(late.code).toBe(10);
    expect(late.stdout).toContain("expired");
  });

  it("reads claims from standard input", async () => {
    const args = ["explain", "--trust", trust, "--claims", "-", "--now", NOW];
    expect((await run(args, { input: JSON.stringify(CLAIMS) })).code).toBe(0);
  });

  it("prints JSON of the published shape", async () => {
    const { stdout } = await run(["explain", "--trust", trust, ...MAIN, "--now", NOW, "--format", "json"]);
    const explanation = JSON.parse(stdout);
    expect(validate(explanation, EXPLANATION_SCHEMA as unknown as JsonSchema)).toEqual([]);
    expect(explanation).toMatchObject({
      version: 1,
      admitted: true,
      reason: null,
      account: "ci-app",
      organization: "acme",
      now: "2026-11-23T06:00:00.000Z",
      signature: "not-given",
      access: [{ repository: "prod", level: "Write", by: ["grant"] }],
    });
    expect(explanation).not.toHaveProperty("change");
    expect(explanation.settings.map(({ name }: { name: string }) => name)).toEqual(["app-main", "app-tags"]);
  });

  it("writes the report to a file, without colours", async () => {
    const output = file("", "report.txt");
    const { code, stdout } = await run(["explain", "--trust", trust, ...MAIN, "--output", output]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: "" });
    expect(readFileSync(output, "utf8")).toMatch(/^ADMITTED as ci-app, by app-main\n/);
    const nowhere = await run(["explain", "--trust", trust, ...MAIN, "--output", "/nowhere/report"]);
    expect({ code: nowhere.code, stdout: nowhere.stdout }).toEqual({ code: 1, stdout: "" });
    expect(nowhere.stderr).toContain("cannot write the report to /nowhere/report: ENOENT");
  });

  describe("given a signed token", async () => {
    const { privateKey, publicKey } = await generateKeyPair("RS256");
    const token = await new SignJWT(CLAIMS).setProtectedHeader({ alg: "RS256", kid: "k1" }).sign(privateKey);
    const jwks = file({ keys: [{ ...(await exportJWK(publicKey)), kid: "k1", alg: "RS256" }] });
    const base = ["explain", "--trust", trust, "--now", NOW];

    it("says that its signature was not checked without keys", async () => {
      const { code, stdout } = await run([...base, "--token", file(token)]);
      expect(code).toBe(0);
      expect(stdout).toContain("The signature was not checked");
    });

    it("takes it from standard input or the environment", async () => {
      expect((await run([...base, "--token", "-"], { input: `${token}\n` })).code).toBe(0);
      expect((await run(base, { env: { CLOUDSMITH_OIDC_TOKEN: token } })).code).toBe(0);
    });

    it("checks it against the issuer's keys", async () => {
      const { code, stdout } = await run([...base, "--token", file(token), "--jwks", jwks, "--format", "json"]);
      expect(code).toBe(0);
      expect(JSON.parse(stdout).signature).toBe("valid");
    });

    it("refuses one that other keys have signed", async () => {
      const other = await generateKeyPair("RS256");
      const forged = await new SignJWT(CLAIMS).setProtectedHeader({ alg: "RS256", kid: "k1" }).sign(other.privateKey);
      const { code, stdout } = await run([...base, "--token", file(forged), "--jwks", jwks, "--format", "json"]);
      expect(code).toBe(10);
      expect(JSON.parse(stdout)).toMatchObject({ reason: "bad_signature", signature: "invalid" });
    });

    it("refuses one without a signature, with or without keys", async () => {
      const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
      const unsigned = file(`${part({ alg: "none" })}.${part(CLAIMS)}.`);
      expect((await run([...base, "--token", unsigned])).code).toBe(10);
      expect((await run([...base, "--token", unsigned, "--jwks", jwks])).code).toBe(10);
    });

    it("never shows the token in a message", async () => {
      const { code, stderr } = await run([...base, "--token", file(`${token}.x`), "--jwks", jwks]);
      expect(code).toBe(1);
      expect(stderr).not.toContain(token.slice(0, 30));
      expect(stderr).not.toContain(token.split(".")[1]);
    });
  });

  it("says what a misspelt claim was probably meant to be", async () => {
    const misspelt = { ...TRUST, settings: [{ ...TRUST.settings[0], claims: { repositry_id: "74" } }] };
    const { code, stdout } = await run(["explain", "--trust", file(misspelt), ...MAIN]);
    expect(code).toBe(10);
    expect(stdout).toContain("did you mean repository_id?");
  });

  it("says when the trust knows no such account, and which was probably meant", async () => {
    const args = ["explain", "--trust", trust, ...MAIN, "--account", "ci-ap"];
    const { code, stdout } = await run(args);
    expect(code).toBe(10);
    expect(stdout).toContain("This trust knows no account ci-ap; did you mean ci-app?");
    expect(JSON.parse((await run([...args, "--format", "json"])).stdout).unknownAccount).toEqual({ meant: "ci-app" });
  });

  describe("given a synthesized app", () => {
    const app = mkdtempSync(join(tmpdir(), "explain-app-"));
    const stack = join(app, "stacks", "publish");
    mkdirSync(stack, { recursive: true });
    afterAll(() => rmSync(app, { recursive: true }));
    const synthesized = {
      resource: {
        cloudsmith_service: { app: { name: "ci-app", organization: "acme" } },
        cloudsmith_oidc: {
          main: {
            name: "app-main",
            namespace: "acme",
            enabled: true,
            provider_url: "https://token.actions.githubusercontent.com",
            claims: { repository_id: "74", ref: "refs/heads/main" },
            service_accounts: ["${cloudsmith_service.app.slug}"],
          },
        },
      },
    };
    const write = (value: object) => writeFileSync(join(stack, "cdk.tf.json"), JSON.stringify(value));

    it.each([app, join(app, "stacks"), stack])(
      "reads it from %s, and calls the account by its name",
      async (directory) => {
        write(synthesized);
        const { code, stdout } = await run(["explain", "--app", directory, ...MAIN]);
        expect(code).toBe(0);
        expect(stdout).toMatch(/^ADMITTED as ci-app, by app-main\n/);
        expect(stdout).toContain('"ci-app" is among its accounts');
        expect(stdout).not.toContain("${");
      },
    );

    it("could not tell, exit code 1, where the deployment decides a claim", async () => {
      const main = { ...synthesized.resource.cloudsmith_oidc.main, claims: { repository_id: "${data.x.y.id}" } };
      write({ resource: { ...synthesized.resource, cloudsmith_oidc: { main } } });
      const { code, stdout } = await run(["explain", "--app", app, ...MAIN]);
      expect(code).toBe(1);
      expect(stdout).toMatch(/^COULD NOT TELL as ci-app/);
      expect(stdout).toContain("${data.x.y.id}");
    });
  });

  it("needs to be told the account where there are several", async () => {
    const two = { ...TRUST, settings: [{ ...TRUST.settings[0], service_accounts: ["ci-app", "ci-web"] }] };
    const accounts = [...TRUST.accounts, { slug: "ci-web", name: "ci-web", role: "Member" }];
    const { code, stderr } = await run(["explain", "--trust", file({ ...two, accounts }), ...MAIN]);
    expect(code).toBe(2);
    expect(stderr).toContain("2 accounts: ci-app, ci-web");
    expect(stderr).toContain("--account SLUG");
  });

  it("shows text from strangers harmlessly", async () => {
    const evil = "app\u001b]8;;https://evil.example\u0007\u202e";
    const named = { ...TRUST, settings: [{ ...TRUST.settings[0], name: evil, claims: { ref: evil } }] };
    for (const format of ["text", "json"]) {
      const { stdout } = await run(["explain", "--trust", file(named), ...MAIN, "--format", format]);
      expect(stdout).toContain("app");
      expect(stdout).not.toMatch(HARMFUL);
    }
  });

  it("ends quietly when its reader goes away, with its verdict", async () => {
    const child = start(["explain", "--trust", trust, ...MAIN, "--ref", "refs/heads/dev"]);
    child.stdout?.destroy();
    child.stdin?.end();
    const { code, stderr } = await finished(child);
    expect({ code, stderr }).toEqual({ code: 10, stderr: "" });
  });

  describe("given bad input", () => {
    const job = ["--repository", "acme/app"];
    it.each([
      ["no trust", job, 2, "no trust was given", "--trust FILE"],
      ["nothing to ask about", ["--trust", trust], 2, "nothing was asked about", "--token FILE"],
      ["a missing file", ["--trust", "/nowhere/t.json", ...job], 1, "/nowhere/t.json: it does not exist", "check"],
      ["a directory", ["--trust", ".", ...job], 1, "it is a directory", "check"],
      ["no JSON", ["--trust", file("{"), ...job], 1, ":1:2: not JSON", ""],
      [
        "an unknown field",
        ["--trust", file('{"organization":"acme","setings":[]}'), ...job],
        1,
        "did you mean settings",
        "",
      ],
      ["two readers", ["--trust", trust, "--app", ".", ...job], 2, "--trust and --app were both given", "one of them"],
      [
        "two questions",
        ["--trust", trust, "--token", "x", ...job],
        2,
        "--token and --repository were given",
        "one thing",
      ],
      ["standard input twice", ["--trust", "-", "--claims", "-"], 2, "named twice", "as a file"],
      ["no repository", ["--trust", trust, "--ref", "refs/heads/main"], 2, "without its repository", "--repository"],
      ["a bad repository", ["--trust", trust, "--repository", "acme"], 2, 'repository is "acme"', "options"],
      ["a bad event", ["--trust", trust, ...job, "--event", "psuh"], 2, "did you mean push?", ""],
      ["a bad moment", ["--trust", trust, ...job, "--now", "soon"], 2, "--now is not a moment", "ISO 8601"],
      ["a time without a zone", ["--trust", trust, ...job, "--now", "2026-11-23T06:00:00"], 2, "--now is not", "ISO"],
      ["claims that are a list", ["--trust", trust, "--claims", file("[]")], 1, "not a JSON object", ""],
      ["keys without a token", ["--trust", trust, ...job, "--jwks", trust], 2, "--jwks checks the signature", ""],
      ["an empty token", ["--trust", trust, "--token", file("")], 1, "it is empty", "three parts"],
      ["keys that are none", ["--trust", trust, "--token", file("e30.e30.eA"), "--jwks", file("1")], 10, "", ""],
      ["an app that is not there", ["--app", "/nowhere", ...job], 1, "/nowhere is not a folder", "cdktf synth"],
      ["an app without stacks", ["--app", __dirname, ...job], 1, "no synthesized stack", "cdktf synth"],
    ] as const)("%s", async (_, args, expected, what, remedy) => {
      const { code, stderr, stdout } = await run(["explain", ...args], {
        input: JSON.stringify(TRUST),
        cwd: dirname(trust),
      });
      expect({ code, stderr }).toMatchObject({ code: expected });
      expect(stderr).toContain(what);
      expect(stderr).toContain(remedy);
      expect(stderr).not.toMatch(/\n\s+at /);
      expect(expected === 10 || stdout === "").toBe(true);
    });
  });
});

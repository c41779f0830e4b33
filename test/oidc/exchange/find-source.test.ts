import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findTokenSource, isOidcExchangeError } from "../../../lib/oidc/exchange/index.js";
import { rejection } from "../../cloudsmith/support/client.js";
import { token } from "./support/token.js";

type Environment = { readonly [name: string]: string };

const A = token({ sub: "a" });
const B = token({ sub: "b" });

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "token-"));
});
afterEach(() => {
  rmSync(directory, { recursive: true });
});

const ask = (environment: Environment): Promise<string> =>
  findTokenSource({ environment }).token({ audience: "cloudsmith" });

function refusalOf(environment: Environment): string {
  try {
    findTokenSource({ environment });
  } catch (error) {
    expect(isOidcExchangeError(error)).toBe(true);
    return `${(error as { code: string }).code}: ${(error as Error).message}`;
  }
  throw new Error("a source was found");
}

describe("a token that is there already", () => {
  it.each([
    ["CLOUDSMITH_OIDC_TOKEN", undefined],
    ["TFC_WORKLOAD_IDENTITY_TOKEN_CLOUDSMITH", "hcp-terraform"],
    ["TFC_WORKLOAD_IDENTITY_TOKEN", "hcp-terraform"],
    ["CIRCLE_OIDC_TOKEN_V2", "circleci"],
    ["CIRCLE_OIDC_TOKEN", "circleci"],
    ["BITBUCKET_STEP_OIDC_TOKEN", "bitbucket"],
  ])("is taken from %s", async (name, ci) => {
    const source = findTokenSource({ environment: { [name]: ` ${A}\n` } });

    expect(await source.token({ audience: "cloudsmith" })).toBe(A);
    expect(source.ci).toBe(ci);
    expect(source.name).toBe(`the variable ${name}`);
  });

  it("of a GitLab job is CLOUDSMITH_OIDC_TOKEN", () => {
    expect(findTokenSource({ environment: { GITLAB_CI: "true", CLOUDSMITH_OIDC_TOKEN: A } }).ci).toBe("gitlab");
  });

  it("is taken from a file, read anew each time", async () => {
    const file = join(directory, "token");
    writeFileSync(file, `${A}\n`);
    const source = findTokenSource({ environment: { CLOUDSMITH_OIDC_TOKEN_FILE: file } });
    expect(await source.token({ audience: "cloudsmith" })).toBe(A);

    writeFileSync(file, B);

    expect(await source.token({ audience: "cloudsmith" })).toBe(B);
  });

  it("is taken from the file or variable that the configuration names, whatever the environment says", async () => {
    const file = join(directory, "token");
    writeFileSync(file, B);
    const environment = { CLOUDSMITH_OIDC_TOKEN: A, MY_TOKEN: B };

    expect(await findTokenSource({ environment, tokenFile: file }).token({ audience: "x" })).toBe(B);
    expect(await findTokenSource({ environment, tokenVariable: "MY_TOKEN" }).token({ audience: "x" })).toBe(B);
    expect(() => findTokenSource({ environment, tokenVariable: "OTHER" })).toThrow(
      /variable OTHER is not set or empty/,
    );
  });

  it.each([
    [["CLOUDSMITH_OIDC_TOKEN", "CLOUDSMITH_OIDC_TOKEN_FILE"]],
    [["CLOUDSMITH_OIDC_TOKEN_FILE", "TFC_WORKLOAD_IDENTITY_TOKEN_CLOUDSMITH"]],
    [["TFC_WORKLOAD_IDENTITY_TOKEN_CLOUDSMITH", "TFC_WORKLOAD_IDENTITY_TOKEN"]],
    [["TFC_WORKLOAD_IDENTITY_TOKEN", "CIRCLE_OIDC_TOKEN_V2"]],
    [["CIRCLE_OIDC_TOKEN_V2", "CIRCLE_OIDC_TOKEN"]],
    [["CIRCLE_OIDC_TOKEN", "BITBUCKET_STEP_OIDC_TOKEN"]],
  ])("is taken in this order: %j", async ([first, second]) => {
    const file = join(directory, "token");
    writeFileSync(file, first === "CLOUDSMITH_OIDC_TOKEN_FILE" ? A : B);
    const value = (name: string, text: string) => (name === "CLOUDSMITH_OIDC_TOKEN_FILE" ? file : text);

    expect(await ask({ [first!]: value(first!, A), [second!]: value(second!, B) })).toBe(A);
  });

  it("comes before what has to be asked for, except in CircleCI and Bitbucket", () => {
    const github = { ACTIONS_ID_TOKEN_REQUEST_URL: "https://token.example/", ACTIONS_ID_TOKEN_REQUEST_TOKEN: "t" };
    const nameOf = (environment: Environment) => findTokenSource({ environment }).name;

    expect(nameOf({ ...github, TFC_WORKLOAD_IDENTITY_TOKEN: A })).toContain("TFC_WORKLOAD_IDENTITY_TOKEN");
    expect(nameOf({ ...github, CIRCLE_OIDC_TOKEN_V2: A })).toContain("GitHub Actions");
    expect(nameOf({ ...github, BUILDKITE_JOB_ID: "1" })).toContain("GitHub Actions");
    expect(nameOf({ BUILDKITE_JOB_ID: "1", BITBUCKET_STEP_OIDC_TOKEN: A })).toContain("BITBUCKET");
  });

  it.each(["no-token", "a.b", "a.b.c.d.e", "<html>", "a.b.c d"])(
    "must be one, not %j, and is not shown",
    async (text) => {
      const error = await rejection(ask({ CLOUDSMITH_OIDC_TOKEN: text }));

      expect(error).toMatchObject({ code: "bad_token" });
      expect(String(error)).toContain("The variable CLOUDSMITH_OIDC_TOKEN holds no id token");
      expect(String(error)).not.toContain(text);
    },
  );

  it("must be in its file", async () => {
    const file = join(directory, "token");

    expect(String(await rejection(ask({ CLOUDSMITH_OIDC_TOKEN_FILE: file })))).toContain(`${file} cannot be read`);
    writeFileSync(file, " \n");
    expect(String(await rejection(ask({ CLOUDSMITH_OIDC_TOKEN_FILE: file })))).toContain(`${file} is empty`);
    writeFileSync(file, "canary");
    const error = await rejection(ask({ CLOUDSMITH_OIDC_TOKEN_FILE: file }));
    expect(error).toMatchObject({ code: "bad_token" });
    expect(String(error)).not.toContain("canary");
  });
});

describe("a pair of variables of which one is missing", () => {
  it.each([
    ["ACTIONS_ID_TOKEN_REQUEST_URL", "ACTIONS_ID_TOKEN_REQUEST_TOKEN"],
    ["CLOUDSMITH_OIDC_REQUEST_URL", "CLOUDSMITH_OIDC_REQUEST_TOKEN"],
    ["SYSTEM_OIDCREQUESTURI", "SYSTEM_ACCESSTOKEN"],
  ])("%s or %s is an error that names both, even where a later source is whole", (url, bearer) => {
    const whole = { BITBUCKET_STEP_OIDC_TOKEN: A };

    expect(refusalOf({ ...whole, [url]: "https://token.example/" })).toContain(
      `half_set: ${url} is set and ${bearer} is not.`,
    );
    expect(refusalOf({ ...whole, [bearer]: "canary" })).toContain(`half_set: ${bearer} is set and ${url} is not.`);
    expect(refusalOf({ ...whole, [url]: "https://token.example/", [bearer]: " " })).toContain(`${bearer} is not.`);
    expect(refusalOf({ ...whole, [bearer]: "canary" })).not.toContain("canary");
  });
});

describe("where there is no source", () => {
  it.each([
    [{ GITHUB_ACTIONS: "true" }, "`id-token: write`"],
    [{ GITLAB_CI: "true" }, "`id_tokens:`"],
    [{ TF_BUILD: "True" }, "SYSTEM_ACCESSTOKEN: $(System.AccessToken)"],
    [{ CIRCLECI: "true" }, "CIRCLE_OIDC_TOKEN_V2"],
    [{ BITBUCKET_BUILD_NUMBER: "1" }, "`oidc: true`"],
    [{ TFC_RUN_ID: "run-1" }, "TFC_WORKLOAD_IDENTITY_AUDIENCE"],
    [{}, "CLOUDSMITH_OIDC_TOKEN"],
    [{ CLOUDSMITH_OIDC_TOKEN: "", ACTIONS_ID_TOKEN_REQUEST_URL: "", ACTIONS_ID_TOKEN_REQUEST_TOKEN: "" }, "no CI job"],
  ])("the error for %j says what is missing: %s", (environment, words) => {
    expect(refusalOf(environment as Environment)).toMatch(/^no_source: No OIDC id token was found/);
    expect(refusalOf(environment as Environment)).toContain(words);
  });
});

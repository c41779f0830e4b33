import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { isCliError } from "../../../lib/cli/errors.js";
import { exportTrust } from "../../../lib/cli/export/index.js";
import { readSides } from "../../../lib/cli/review/sides.js";
import { parseTrustDocument, reviewTrust, TRUST_FILE_SCHEMA, type TrustReview } from "../../../lib/trust/index.js";
import { type JsonSchema, validate } from "../../../lib/trust/private/schema.js";

const folder = mkdtempSync(join(tmpdir(), "export-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const SECRET = "hunter2-0123456789";

/** A synthesized app of two stacks with resources of equal addresses. */
function app(
  name: string,
  { ref = "refs/heads/main", bucket = "state", id = "${data.github_repository.app.repo_id}" } = {},
): string {
  const stack = (account: string) => ({
    "//": { metadata: { cloudsmithTrust: { accepted: [], policies: [{ mode: "audit" }] } } },
    terraform: { backend: { s3: { bucket, key: account, secret_key: SECRET } } },
    provider: { cloudsmith: [{ api_key: SECRET, api_host: "https://api.cloudsmith.io/v1" }] },
    data: { github_repository: { app: { full_name: "acme/app" } } },
    resource: {
      cloudsmith_service: { account: { organization: "acme", name: account } },
      cloudsmith_oidc: {
        way: {
          namespace: "acme",
          name: `${account}-main`,
          enabled: true,
          provider_url: "https://token.actions.githubusercontent.com",
          claims: { repository_id: id, ref, event_name: "push" },
          service_accounts: ["${cloudsmith_service.account.slug}"],
        },
      },
    },
  });
  for (const account of ["one", "two"]) {
    const file = join(folder, name, "stacks", account, "cdk.tf.json");
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(stack(account)));
  }
  return join(folder, name);
}

async function reviewed(before: string, after: string): Promise<TrustReview> {
  const sides = await readSides({ before, after, format: "json", failOn: "high" });
  return reviewTrust(sides.before.model, sides.after.model, {
    sameExpressions: sides.sameExpressions,
    ...(sides.guards === undefined ? {} : { guards: sides.guards }),
  });
}

async function exported(before: string, after: string): Promise<readonly [string, string]> {
  const output = join(mkdtempSync(join(folder, "out-")), "trust");
  expect(await exportTrust({ before, after, output })).toBe(0);
  expect(readdirSync(output).sort()).toEqual(["after.json", "before.json"]);
  return [join(output, "before.json"), join(output, "after.json")];
}

/** What a person reads of a review, without the places. */
function verdict({ direction, weakened, gained, lost, undecided }: TrustReview): unknown {
  return {
    direction,
    weakened,
    gained: gained.map(({ subject, severity, witness }) => [subject, severity, witness?.words]),
    lost: lost.length,
    undecided: undecided.map(({ about }) => about),
  };
}

describe("both sides of a change", () => {
  const base = app("base");
  const id = "74";

  it("are reviewed from their files as from the apps themselves", async () => {
    const known = app("known", { id });
    const head = app("head", { id, ref: "refs/heads/.*", bucket: "other" });
    const found = verdict(await reviewed(known, head));
    expect(found).toMatchObject({ direction: "widened", weakened: [{ kind: "backend" }, { kind: "backend" }] });
    expect(verdict(await reviewed(...(await exported(known, head))))).toEqual(found);
  });

  it("that are the same are unchanged, though ids are known only after the deployment", async () => {
    const other = app("elsewhere/base");
    expect(verdict(await reviewed(base, other))).toMatchObject({ direction: "unchanged", weakened: [], undecided: [] });
    expect(verdict(await reviewed(...(await exported(base, other))))).toMatchObject({
      direction: "unchanged",
      weakened: [],
      undecided: [],
    });
  });

  it("hold no secret, and no digest of one that another run would give too", async () => {
    const texts = (await exported(base, base)).map((file) => readFileSync(file, "utf8"));
    const [again = ""] = (await exported(base, base)).map((file) => readFileSync(file, "utf8"));
    expect(texts.join("")).not.toContain(SECRET);
    expect(texts[0]).toBe(texts[1]);
    expect(again).not.toBe(texts[0]);
  });
});

describe("one trust", () => {
  it("of an app is a trust file that is valid by the schema", async () => {
    const output = join(folder, "declared.json");
    expect(await exportTrust({ app: app("single"), output })).toBe(0);
    const text = readFileSync(output, "utf8");
    expect(validate(JSON.parse(text), TRUST_FILE_SCHEMA as JsonSchema)).toEqual([]);
    const { model, declared } = parseTrustDocument(text, "declared.json");
    expect(model.accounts.map(({ name }) => name)).toEqual(["one", "two"]);
    expect([...(declared?.stacks.keys() ?? [])]).toEqual(["one", "two"]);
  });

  it.each([
    [{ before: "a" }, "--after is missing"],
    [{ after: "a", output: "x" }, "--before is missing"],
    [{ before: "a", after: "b" }, "--output is missing"],
    [{ before: "a", after: "b", app: "c", output: "x" }, "--before and --app were both given"],
    [{ app: "a", trust: "b" }, "--trust and --app were both given"],
  ])("is a usage error where it is not said which: %j", async (options, message) => {
    const refused = await exportTrust(options).catch((error: unknown) => error);
    expect(isCliError(refused) && refused.code === "usage" && refused.message).toBe(message);
  });
});

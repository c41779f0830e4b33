import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  joinSnapshot,
  readSynthesized,
  readTrustValue,
  type TrustFileValue,
  type TrustModel,
} from "../../../lib/trust/index.js";
import { settingValue } from "../support.js";

/** What one owner declares: accounts by name, settings by name with a ref and an account, grants by account. */
interface Part {
  readonly accounts: readonly string[];
  readonly settings: ReadonlyMap<string, readonly [ref: string, account: string]>;
  readonly grants: ReadonlyMap<string, "Read" | "Write" | "Admin">;
}

const LEVEL = fc.constantFrom("Read", "Write", "Admin");

/** Owners never declare the same element, but they speak of each other's accounts. */
const part = (owner: string): fc.Arbitrary<Part> =>
  fc.subarray([`${owner}-a`, `${owner}-b`, `${owner}-c`]).chain((accounts) => {
    const account = fc.constantFrom(...accounts, "rest-a");
    const names = fc.subarray([`${owner}-s`, `${owner}-t`]);
    return fc.record({
      accounts: fc.constant(accounts),
      settings: names.chain((list) =>
        fc
          .tuple(...list.map((name) => fc.tuple(fc.constant(name), fc.tuple(fc.constantFrom("main", "dev"), account))))
          .map((entries) => new Map(entries)),
      ),
      grants: fc
        .tuple(...accounts.map((name) => fc.option(LEVEL).map((level) => [name, level] as const)))
        .map(
          (entries) => new Map(entries.flatMap(([name, level]) => (level === null ? [] : [[name, level] as const]))),
        ),
    });
  });

/** Slugs that Cloudsmith would give. */
const slugOf = (name: string): string => `${name}-x1`;

function organization(...parts: readonly Part[]): TrustModel {
  const value: TrustFileValue = {
    organization: "acme",
    accounts: [...new Set([...parts.flatMap(({ accounts }) => accounts), "rest-a"])].map((name) => ({
      slug: slugOf(name),
      name,
    })),
    settings: parts.flatMap(({ settings }) =>
      [...settings].map(([name, [ref, account]]) =>
        settingValue({
          name,
          claims: { repository_id: "74", ref: `refs/heads/${ref}` },
          service_accounts: [slugOf(account)],
        }),
      ),
    ),
    repositories: [{ slug: "prod" }],
    privileges: parts.flatMap(({ grants }) =>
      [...grants].map(([name, privilege]) => ({ repository: "prod", service: slugOf(name), privilege })),
    ),
    teams: [],
  };
  return readTrustValue(value, "snapshot.json");
}

function app({ accounts, settings, grants }: Part): TrustModel {
  const reference = (name: string): string =>
    accounts.includes(name) ? `\${cloudsmith_service.${name}.slug}` : slugOf(name);
  const resource = {
    cloudsmith_service: Object.fromEntries(accounts.map((name) => [name, { organization: "acme", name }])),
    cloudsmith_oidc: Object.fromEntries(
      [...settings].map(([name, [ref, account]]) => [
        name,
        {
          ...settingValue({
            name,
            claims: { repository_id: "74", ref: `refs/heads/${ref}` },
            service_accounts: [reference(account)],
          }),
          namespace: "acme",
        },
      ]),
    ),
    cloudsmith_repository_privilege: Object.fromEntries(
      [...grants].map(([name, privilege]) => [
        name,
        { organization: "acme", repository: "prod", service: reference(name), privilege },
      ]),
    ),
  };
  return readSynthesized({ resource }, "cdk.tf.json");
}

/** What a model says, whoever told it and in whatever order; an account that is new has no slug yet. */
function said(model: TrustModel): unknown {
  const bare = (value: unknown): string =>
    JSON.stringify(value, (key, each) => (key === "origin" ? undefined : each)).replace(
      /\$\{cloudsmith_service\.([\w-]+)\}/g,
      (_, name: string) => slugOf(name),
    );
  const { accounts, settings, repositories, grants } = model;
  return [accounts, settings, repositories, grants].map((list) => list.map(bare).sort());
}

describe("a change joined with the snapshot of what was deployed", () => {
  it("is the change of the whole organization, whatever is declared where", () => {
    fc.assert(
      fc.property(part("rest"), part("app"), part("app"), (rest, before, after) => {
        const [one, other] = [organization(rest, before), organization(rest, after)];
        const joined = joinSnapshot(one, app(before), app(after));
        expect(said(joined.before)).toEqual(said(one));
        expect(said(joined.after)).toEqual(said(other));
      }),
      { numRuns: 200, seed: 7 },
    );
  });
});

import { describe, expect, it } from "vitest";
import { explainTrust, readPlan, readState, type TrustModel } from "../../../lib/trust/index.js";
import { World } from "../../acceptance/support/world.js";

/** A pipeline whose account is new, as the constructs write it: every slug is computed. */
const MODULE = {
  variable: { reader: {} },
  resource: {
    cloudsmith_service: { publisher: { organization: "acme", name: "publisher" } },
    cloudsmith_oidc: {
      main: {
        namespace: "acme",
        name: "in-module",
        enabled: true,
        provider_url: "https://token.actions.githubusercontent.com",
        claims: { repository_id: "75" },
        service_accounts: ["${var.reader}", "${cloudsmith_service.publisher.slug}"],
      },
    },
  },
  output: { account: { value: "${cloudsmith_service.publisher.slug}" } },
};

const STACK = {
  variable: { secret: { default: "s3cr3t-claim", sensitive: true } },
  resource: {
    terraform_data: { later: { input: "x" } },
    cloudsmith_service: {
      reader: { organization: "acme", name: "reader", team: [{ slug: "release" }] },
      many: { for_each: '${toset(["a", "b.c"])}', organization: "acme", name: "many ${each.key}" },
    },
    cloudsmith_oidc: {
      main: {
        namespace: "acme",
        name: "main",
        enabled: true,
        provider_url: "https://token.actions.githubusercontent.com",
        claims: { repository_id: "74", ref: "refs/heads/main" },
        service_accounts: ["ci-old", "${cloudsmith_service.reader.slug}"],
      },
      many: {
        for_each: "${cloudsmith_service.many}",
        namespace: "acme",
        name: "many-${each.key}",
        enabled: true,
        provider_url: "https://token.actions.githubusercontent.com",
        claims: { later: "${terraform_data.later.output}", secret: "${var.secret}" },
        service_accounts: ["${cloudsmith_service.many[each.key].slug}"],
      },
      mapped: {
        namespace: "acme",
        name: "mapped",
        enabled: true,
        provider_url: "https://token.actions.githubusercontent.com",
        claims: { repository_id: "74" },
        mapping_claim: "environment",
        dynamic_mappings: [
          { claim_value: "test", service_account: "${cloudsmith_service.reader.slug}" },
          { claim_value: "prod", service_account: '${module.pipeline["k"].account}' },
        ],
      },
    },
    cloudsmith_repository_privileges: {
      prod: {
        organization: "acme",
        repository: "prod",
        service: [
          { privilege: "Write", slug: '${module.pipeline["k"].account}' },
          { privilege: "Write", slug: "${cloudsmith_service.reader.slug}" },
          { privilege: "Read", slug: "ci-old" },
        ],
        user: [{ privilege: "Admin", slug: "owner" }],
      },
    },
  },
  module: {
    pipeline: { source: "./pipeline", for_each: '${toset(["k"])}', reader: "${cloudsmith_service.reader.slug}" },
  },
};

const SEED = {
  organization: "acme",
  accounts: [{ slug: "ci-old", name: "ci-old" }],
  repositories: [{ slug: "prod" }],
  teams: [{ slug: "release" }],
};

describe("a plan of the real terraform", () => {
  it("of a new pipeline gets a full verdict, and the state it leaves says the same", async () => {
    const world = await World.start({ seed: SEED });
    const { workspace } = await world.stack(STACK);
    const source = { cloudsmith: { source: "localhost/cloudsmith-trust/cloudsmith" } };
    workspace.write("pipeline/main.tf.json", { terraform: { required_providers: source }, ...MODULE });
    await workspace.ok("init");

    const planned = await workspace.plan();
    const { before, after } = readPlan(planned, "plan.json");
    expect(before).toMatchObject({ accounts: [], settings: [], grants: [], unknowns: [] });
    expect(after.accounts.map(({ slug }) => slug)).toEqual([
      '${cloudsmith_service.many["a"]}',
      '${cloudsmith_service.many["b.c"]}',
      "${cloudsmith_service.reader}",
      '${module.pipeline["k"].cloudsmith_service.publisher}',
    ]);
    const setting = (wanted: string) => after.settings.find(({ name }) => name === wanted);
    expect(setting("main")?.service_accounts).toEqual(["ci-old", "${cloudsmith_service.reader}"]);
    expect(setting("many-b.c")?.service_accounts).toEqual(['${cloudsmith_service.many["b.c"]}']);
    expect(setting("mapped")?.dynamic_mappings.toSorted((a, b) => (a.claim_value < b.claim_value ? -1 : 1))).toEqual([
      { claim_value: "prod", service_account: '${module.pipeline["k"].cloudsmith_service.publisher}' },
      { claim_value: "test", service_account: "${cloudsmith_service.reader}" },
    ]);
    expect(setting("in-module")?.service_accounts).toEqual([
      "${cloudsmith_service.reader}",
      '${module.pipeline["k"].cloudsmith_service.publisher}',
    ]);
    expect(after.unknowns.map(({ name, field, reason }) => `${name} ${field?.join(".")}: ${reason}`)).toEqual(
      ["many-a", "many-b.c"].flatMap((name) => [
        `${name} claims.secret: sensitive, so it is not read`,
        `${name} claims.later: known only after deploy: terraform_data.later.output, var.secret`,
      ]),
    );
    expect(JSON.stringify(planned)).toContain("s3cr3t-claim");
    expect(JSON.stringify(after)).not.toContain("s3cr3t-claim");

    const job = { repository: "acme/app", repositoryId: 74, ref: "refs/heads/main" };
    const question = { account: "reader", subject: { job } };
    expect(explainTrust(after, question)).toMatchObject({
      verdict: "admitted",
      access: [{ repository: "prod", level: "Write" }],
      unknownAccess: [],
    });

    await workspace.apply();
    const state = readState(await workspace.state(), "state.json");
    expect(state.accounts.map(({ slug }) => slug)).toEqual(["many-a", "many-b-c", "reader", "publisher"]);
    expect(explainTrust(state, question)).toMatchObject({
      verdict: "admitted",
      access: [{ repository: "prod", level: "Write" }],
    });

    const { before: live, after: same } = readPlan(await workspace.plan(), "plan.json");
    expect(live).toEqual(same);
    expect(live.settings.map(({ claims: _, origin: _o, ...setting }) => setting)).toEqual(
      state.settings.map(({ claims: _, origin: _o, ...setting }) => setting),
    );
    expect(live.grants).toHaveLength(4);

    for (const setting of world.emulator.state.providerSettings.values()) {
      Object.assign(setting, setting.name === "main" ? { claims: { repository_id: "74" } } : {});
    }
    const drifted = readPlan(await workspace.plan("-refresh-only"), "plan.json");
    const main = ({ settings }: TrustModel) => settings.find(({ name }) => name === "main")?.claims;
    expect(main(drifted.recorded)).toEqual({ repository_id: "74", ref: "refs/heads/main" });
    expect(main(drifted.before)).toEqual({ repository_id: "74" });
    expect(drifted.after).toEqual(drifted.before);
  });
});

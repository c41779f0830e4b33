import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Emulator, startEmulator } from "../../lib/emulator/index.js";
import { cloudsmithProvider } from "../../lib/provider/index.js";
import { UNKNOWN } from "../../lib/terraform/index.js";
import { Core } from "../terraform/support/core.js";

const ISSUER = "https://token.actions.githubusercontent.com";
const GRANT = { organization: "acme", repository: "libs", privilege: "Write" };

let emulator: Emulator;
let core: Core;

/** As each command of Terraform starts one: a process refuses two resources for the same grants. */
async function configured(): Promise<Core> {
  const made = new Core(cloudsmithProvider({ environment: emulator.environment }) as never);
  await made.configure({}, "1.14.3");
  return made;
}

beforeAll(async () => {
  emulator = await startEmulator({
    seed: {
      organization: "acme",
      accounts: [{ slug: "ci-web", name: "ci-web" }],
      repositories: [{ slug: "prod" }, { slug: "libs" }],
      teams: [{ slug: "release" }],
    },
    assumptions: { "rename-changes-slug": "yes" },
  });
  core = await configured();
});
afterAll(() => emulator.close());

describe("the identity of", () => {
  it.each([
    ["cloudsmith_service", { organization: "acme", name: "ci-app" }, { organization: "acme", slug: "ci-app" }],
    [
      "cloudsmith_oidc",
      { namespace: "acme", name: "app", enabled: true, provider_url: ISSUER, claims: { repository_id: "1" } },
      { namespace: "acme", slug_perm: expect.stringMatching(/^\w{12}$/) },
    ],
    [
      "cloudsmith_repository_privileges",
      { organization: "acme", repository: "prod", user: [{ slug: "owner", privilege: "Admin" }] },
      { organization: "acme", repository: "prod" },
    ],
    [
      "cloudsmith_repository_privilege",
      { ...GRANT, service: "ci-web" },
      { organization: "acme", repository: "libs", service: "ci-web", team: null, user: null },
    ],
    [
      "cloudsmith_repository_privilege",
      { ...GRANT, team: "release" },
      { organization: "acme", repository: "libs", service: null, team: "release", user: null },
    ],
  ])("a %s is known from its creation on, and imports it as its id does", async (type, config, identity) => {
    const { state, errors, identity: created } = await core.change(type, null, config);
    expect([errors, created]).toEqual([[], identity]);
    expect((await core.read(type, state!)).identity).toEqual(identity);
    expect((await core.plan(type, state, config)).identity).toEqual(identity);

    const imported = await core.import(type, created!);
    expect(imported.identity).toEqual(identity);
    const id = String(state!.id);
    expect(imported).toEqual(await core.import(type, id.includes(".") ? id : `acme.${id}`));
    const next = await configured();
    const read = await next.read(type, imported.state!);
    const { planned } = await next.plan(type, read.state, config);
    expect([read.identity, planned]).toEqual([identity, read.state]);
  });

  it("an account follows a new name that brings a new slug, and not before it has", async () => {
    const type = "cloudsmith_service";
    const config = { organization: "acme", name: "before" };
    const { state } = await core.change(type, null, config);
    const renamed = { ...config, name: "after" };
    const { planned, identity } = await core.plan(type, state, renamed);
    expect([planned?.slug, identity]).toEqual([UNKNOWN, { organization: "acme", slug: "before" }]);
    const applied = await core.apply(type, { prior: state, planned, config: renamed });
    expect(applied).toMatchObject({ errors: [], identity: { organization: "acme", slug: "after" } });
  });

  it("a grant names exactly one target", async () => {
    const type = "cloudsmith_repository_privilege";
    const of = (targets: object) => core.import(type, { organization: "acme", repository: "libs", ...targets });
    expect(await of({})).toMatchObject({ state: null, errors: [{ detail: expect.stringContaining("got none") }] });
    expect(await of({ team: "a", user: "b" })).toMatchObject({
      state: null,
      errors: [{ detail: expect.stringContaining("got team and user") }],
    });
    expect(await of({ team: "a.b" })).toMatchObject({ state: null, errors: [{ path: "team" }] });
  });
});

import { beforeAll, describe, expect, it } from "vitest";
import { startEmulator } from "../../lib/emulator/index.js";
import { fullFolder } from "../support/full-folder.js";
import { type PackedProvider, TerraformWorkspace } from "../support/terraform.js";
import { packedProvider } from "./support/packed.js";
import { changesOf, mainOf } from "./support/world.js";

let provider: PackedProvider;
beforeAll(async () => {
  provider = packedProvider();
});

const PIPELINE = mainOf({
  resource: {
    cloudsmith_service: { app: { organization: "acme", name: "ci-app" } },
    cloudsmith_oidc: {
      app: {
        namespace: "acme",
        name: "app-main",
        enabled: true,
        provider_url: "https://token.actions.githubusercontent.com",
        claims: { repository_id: "74" },
        service_accounts: [`\${cloudsmith_service.app.slug}`],
      },
    },
    cloudsmith_repository_privilege: {
      app: {
        organization: "acme",
        repository: "prod",
        service: `\${cloudsmith_service.app.slug}`,
        privilege: "Write",
      },
    },
  },
  data: { cloudsmith_user_self: { me: {} } },
  output: { me: { value: `\${data.cloudsmith_user_self.me.slug}` } },
});

describe("the packed provider", () => {
  it("works where the disk for its socket is full", async () => {
    const [emulator, full] = [await startEmulator(), fullFolder()];
    try {
      const main = mainOf({
        data: { cloudsmith_user_self: { me: {} } },
        output: { me: { value: `\${data.cloudsmith_user_self.me.slug}` } },
      });
      const env = { ...emulator.environment, TMPDIR: full.path };
      const stack = await TerraformWorkspace.create({ main, packed: [provider], env });
      expect((await stack.ok("plan")).output).toContain('+ me = "owner"');
    } finally {
      full.remove();
      await emulator.close();
    }
  });

  it("makes a pipeline, plans nothing more, holds no key and destroys what it made", async () => {
    const emulator = await startEmulator({ seed: { organization: "acme", repositories: [{ slug: "prod" }] } });
    try {
      const stack = await TerraformWorkspace.create({ main: PIPELINE, packed: [provider], env: emulator.environment });
      await stack.apply();
      const account = emulator.state.services.get("ci-app");
      expect([...emulator.state.providerSettings.values()]).toMatchObject([{ service_accounts: ["ci-app"] }]);
      expect(emulator.state.privileges.get("prod")).toContainEqual({ service: "ci-app", privilege: "Write" });
      expect(changesOf(await stack.plan())).toEqual([]);
      const state = (await stack.ok("state", "pull")).stdout;
      expect(state).not.toContain(account!.key);
      expect(state).not.toContain(emulator.apiKey);
      await stack.destroy();
      expect(emulator.state.services.size + emulator.state.providerSettings.size).toBe(0);
    } finally {
      await emulator.close();
    }
  });
});

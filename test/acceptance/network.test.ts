import { beforeAll, describe, expect, it } from "vitest";
import { startProxy } from "../cloudsmith/support/proxy.js";
import { AUTHORITY_FILE, json, serve, type TestServer, TLS_NAME } from "../cloudsmith/support/server.js";
import { type PackedProvider, TerraformWorkspace } from "../support/terraform.js";
import { packedProvider } from "./support/packed.js";
import { mainOf } from "./support/world.js";

let provider: PackedProvider;
beforeAll(async () => {
  provider = packedProvider();
});

const WHOAMI = mainOf({
  data: { cloudsmith_user_self: { me: {} } },
  output: { me: { value: `\${data.cloudsmith_user_self.me.slug}` } },
});

/** An API behind https, with a certificate of an authority that no machine trusts by itself. */
const api = (): Promise<TestServer> =>
  serve(
    (_request, response) =>
      json(response, 200, { authenticated: true, name: "Owner", slug: "owner", slug_perm: "o1", self_url: "" }),
    { tls: true },
  );

async function plan(env: NodeJS.ProcessEnv): Promise<{ readonly code: number | null; readonly words: string }> {
  const stack = await TerraformWorkspace.create({
    main: WHOAMI,
    packed: [provider],
    env: { CLOUDSMITH_API_KEY: "csa_canary", ...env },
  });
  return stack.run("plan");
}

describe("the packed provider, asked by terraform to call an API with a private certificate", () => {
  it("refuses an authority that nobody trusts", async () => {
    const server = await api();
    const { code, words } = await plan({ CLOUDSMITH_API_HOST: server.url, NODE_TLS_REJECT_UNAUTHORIZED: "0" });

    expect(code).toBe(1);
    expect(words).toMatch(/certificate/);
    expect(words).not.toContain("csa_canary");
    expect(server.received).toEqual([]);
  });

  it("trusts the authority of NODE_EXTRA_CA_CERTS", async () => {
    const server = await api();
    const { code, words } = await plan({ CLOUDSMITH_API_HOST: server.url, NODE_EXTRA_CA_CERTS: AUTHORITY_FILE });

    expect(words).toContain('me = "owner"');
    expect(code).toBe(0);
  });

  it("goes through HTTPS_PROXY, which sees no key", async () => {
    const server = await api();
    const proxy = await startProxy(server.port);
    const { words } = await plan({
      CLOUDSMITH_API_HOST: `https://${TLS_NAME}`,
      NODE_EXTRA_CA_CERTS: AUTHORITY_FILE,
      HTTPS_PROXY: proxy.url,
    });

    expect(words).toContain('me = "owner"');
    expect(proxy.connects.map(({ target }) => target)).toContain(`${TLS_NAME}:443`);
    expect(JSON.stringify(proxy.connects)).not.toContain("csa_canary");
    expect(Buffer.concat(proxy.passed).includes("csa_canary")).toBe(false);
  });

  it("passes the proxy by for a host of NO_PROXY", async () => {
    const server = await api();
    const proxy = await startProxy(server.port);
    const { code, words } = await plan({
      CLOUDSMITH_API_HOST: `https://${TLS_NAME}`,
      NODE_EXTRA_CA_CERTS: AUTHORITY_FILE,
      HTTPS_PROXY: proxy.url,
      NO_PROXY: TLS_NAME,
    });

    expect(code).toBe(1);
    expect(words).toContain(TLS_NAME);
    expect(proxy.connects).toEqual([]);
  });
});

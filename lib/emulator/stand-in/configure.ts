import { type ConfigureRequest, DiagnosticError, isUnknown, type Schema } from "../../terraform/index.js";
import { GitHubClient } from "./client.js";
import { describe, each, optional, required } from "./shape.js";

/** Variables by name. */
export type Environment = { readonly [variable: string]: string | undefined };

const LOOPBACK = new Set(["127.0.0.1", "localhost", "[::1]"]);

export const PROVIDER_SCHEMA: Schema = {
  version: 0,
  description: describe("the provider"),
  attributes: {
    ...each(optional, "string", "base_url owner token"),
    ...each(optional, "bool", "insecure parallel_requests"),
    ...each(optional, "number", "max_per_page max_retries read_delay_ms retry_delay_ms write_delay_ms"),
    organization: { ...optional("string"), deprecated: true },
    retryable_errors: optional(["list", "number"]),
  },
  blocks: {
    app_auth: {
      nesting: "list",
      maxItems: 1,
      attributes: {
        id: required("string"),
        installation_id: required("string"),
        pem_file: { ...required("string"), sensitive: true },
      },
    },
  },
};

/** Reads `owner`, `base_url` and `token` as the real provider does, from the block or `GITHUB_*`; loopback only. */
export async function configure(
  { config, diagnostics }: ConfigureRequest,
  environment: Environment,
): Promise<GitHubClient> {
  const setting = (name: string, variable: string): string | undefined => {
    const value = config[name];
    return typeof value === "string" && value !== "" ? value : environment[variable] || undefined;
  };
  if (Array.isArray(config.app_auth) && config.app_auth.length > 0) {
    throw new DiagnosticError(
      "A stand-in takes no app credentials",
      "This is a stand-in for integrations/github; app_auth belongs to the real provider.",
      ["app_auth"],
    );
  }
  const baseUrl = setting("base_url", "GITHUB_BASE_URL");
  if (isUnknown(config.base_url) || baseUrl === undefined || !URL.canParse(baseUrl) || !isLoopback(baseUrl)) {
    throw new DiagnosticError(
      "A stand-in for integrations/github reaches the embedded GitHub only",
      `The base URL is ${baseUrl === undefined ? "not set" : JSON.stringify(baseUrl)}, and must be on this machine. Set GITHUB_BASE_URL to what "cloudsmith-trust emulator" prints, or install the real provider for the real GitHub.`,
      ["base_url"],
    );
  }
  const owner = setting("owner", "GITHUB_OWNER") ?? setting("organization", "GITHUB_ORGANIZATION");
  if (owner === undefined) {
    throw new DiagnosticError(
      "No owner",
      'The stand-in for integrations/github needs the owner of the repositories: set owner = "acme" or GITHUB_OWNER.',
      ["owner"],
    );
  }
  const client = new GitHubClient(new URL("/", baseUrl).href, owner, setting("token", "GITHUB_TOKEN"));
  // The real provider asks this at each start, and goes on whatever the answer.
  await client.send("GET", `/orgs/${encodeURIComponent(owner)}`, undefined, [401, 403, 404]);
  diagnostics.warning(
    "This is a stand-in for integrations/github",
    "It keeps what it is told in the embedded GitHub, for tests and demos. Nothing reaches the real GitHub.",
  );
  return client;
}

function isLoopback(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return protocol === "http:" && LOOPBACK.has(hostname);
}

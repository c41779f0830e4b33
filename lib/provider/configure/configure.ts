/** From the provider block and the environment to a client. Sends nothing: the first request is the first one needed. */
import {
  apiKeyCredential,
  CloudsmithClient,
  type CloudsmithClientOptions,
  type Credential,
  HttpTransport,
  isCloudsmithUsageError,
  rateLimitWait,
} from "../../cloudsmith/index.js";
import { type ConfigureRequest, DiagnosticError, type ObjectValue } from "../../terraform/index.js";
import { type OnForbidden, ProviderClient, type SignIn } from "../client.js";
import { failure } from "../private/failure.js";
import { DEFAULT_PATIENCE, type Patience } from "../private/pauses.js";
import { tryText, tryTextMap } from "../private/values.js";
import { ON_FORBIDDEN } from "../schema/private/attributes.js";
import type { Secrets } from "./secrets.js";
import { type Environment, isReadOnly, oidcBlock, signInWith, variable } from "./sign-in.js";

export interface ConfigureOptions {
  readonly version: string;
  readonly environment: Environment;
  readonly secrets: Secrets;
  readonly patience?: Patience;
  /** What tests put in place of the client's own, e.g. shorter pauses between retries. */
  readonly client?: Pick<CloudsmithClientOptions, "random" | "retry" | "transport">;
}

export function configureClient(request: ConfigureRequest, options: ConfigureOptions): ProviderClient {
  const { config, log } = request;
  const { environment, secrets } = options;
  try {
    const connection = connectionOf(request, options);
    const { credential, signIn } = credentialOf(config, environment, connection, secrets);
    return new ProviderClient({
      api: new CloudsmithClient({ ...connection, credential, snapshots: config.snapshot_reads !== false }),
      signIn,
      secrets,
      environment,
      onForbidden: onForbidden(tryText(config, "on_forbidden")) ?? "error",
      forcedOnForbidden: onForbidden(variable(environment, "CLOUDSMITH_ON_FORBIDDEN")),
      patience: options.patience ?? DEFAULT_PATIENCE,
      log,
    });
  } catch (error) {
    throw isCloudsmithUsageError(error) ? failure("The provider cannot be configured", error) : error;
  }
}

function connectionOf(
  { config, log, terraformVersion }: ConfigureRequest,
  { version, environment, client }: ConfigureOptions,
): CloudsmithClientOptions {
  const host = tryText(config, "api_host") ?? variable(environment, "CLOUDSMITH_API_HOST");
  const seconds = rateLimitWait(environment);
  return {
    transport: new HttpTransport({ environment }),
    ...client,
    ...(host === undefined ? {} : { host }),
    headers: tryTextMap(config, "headers") ?? {},
    readOnly: isReadOnly(environment),
    ...(seconds === undefined ? {} : { waitUntil: Date.now() + seconds * 1_000 }),
    userAgent: `terraform-provider-cloudsmith-trust/${version} Terraform/${terraformVersion}`,
    log,
  };
}

function credentialOf(
  config: ObjectValue,
  environment: Environment,
  connection: CloudsmithClientOptions,
  secrets: Secrets,
): { readonly credential: Credential; readonly signIn: SignIn | undefined } {
  const block = oidcBlock(config, environment);
  if (block !== undefined) {
    return signInWith(block, environment, connection, secrets);
  }
  const key = tryText(config, "api_key") ?? variable(environment, "CLOUDSMITH_API_KEY");
  if (key === undefined || key.trim() === "") {
    throw new DiagnosticError(
      "credentials required for Cloudsmith provider",
      "There is nothing to sign in with: set api_key, or CLOUDSMITH_API_KEY in the environment; or, in a CI job, an oidc block (or CLOUDSMITH_USE_OIDC=true).",
      ["api_key"],
    );
  }
  secrets.learn(key.replace(/^\s*bearer\s+/i, ""));
  return { credential: apiKeyCredential(key), signIn: undefined };
}

function onForbidden(text: string | undefined): OnForbidden | undefined {
  return ON_FORBIDDEN.find((one) => one === text);
}

import { HttpTransport } from "../../cloudsmith/index.js";
import { OidcExchangeError } from "./errors.js";
import { type Environment, type FindSource, type SourceContext, type TokenSource, variable } from "./source.js";
import { AZURE_REMEDY, findAzureDevOps } from "./sources/azure-devops.js";
import { findBuildkite } from "./sources/buildkite.js";
import { findGitHub, GITHUB_REMEDY } from "./sources/github.js";
import { findTokenFile, tokenFile } from "./sources/token-file.js";
import {
  findBitbucket,
  findCircleCi,
  findGenericToken,
  findHcpTerraform,
  namedTokenVariable,
} from "./sources/token-variable.js";

export interface FindTokenSourceOptions {
  /** @default - process.env */
  readonly environment?: Environment;
  /** How token endpoints are reached. @default - a transport of its own */
  readonly transport?: HttpTransport;
  /** A file that holds the token, whatever the environment says. */
  readonly tokenFile?: string;
  /** Name of a variable that holds the token, whatever else the environment says. */
  readonly tokenVariable?: string;
}

/**
 * In the order of Cloudsmith's Terraform provider: what was put there on purpose before what a CI sets on its own. The
 * agent of Buildkite, which that one does not ask, comes last.
 */
const IN_ORDER: readonly FindSource[] = [
  findGenericToken,
  findTokenFile,
  findHcpTerraform,
  findGitHub,
  findAzureDevOps,
  findCircleCi,
  findBitbucket,
  findBuildkite,
];

/**
 * Where this job's id token comes from, by its environment. Nothing is asked yet.
 *
 * @throws OidcExchangeError `no_source` naming what the CI at hand lacks, `half_set`
 * @example await findTokenSource().token({ audience: "cloudsmith" })
 */
export function findTokenSource(options: FindTokenSourceOptions = {}): TokenSource {
  const environment = options.environment ?? process.env;
  const context: SourceContext = { environment, transport: options.transport ?? new HttpTransport({ environment }) };
  if (options.tokenFile !== undefined) {
    return tokenFile(options.tokenFile);
  }
  if (options.tokenVariable !== undefined) {
    return namedTokenVariable(options.tokenVariable)(context) ?? missingVariable(options.tokenVariable);
  }
  for (const find of IN_ORDER) {
    const source = find(context);
    if (source !== undefined) {
      return source;
    }
  }
  throw nothingFound(environment);
}

function missingVariable(name: string): never {
  throw new OidcExchangeError("no_source", `The variable ${name} is not set or empty.`, "Check what sets it.");
}

/** A variable that tells the CI, and what its jobs need for a token. */
const MARKS: readonly (readonly [variable: string, ci: string, remedy: string])[] = [
  ["GITHUB_ACTIONS", "a GitHub job", GITHUB_REMEDY],
  [
    "GITLAB_CI",
    "a GitLab job",
    "Declare one in the job: `id_tokens:` with `CLOUDSMITH_OIDC_TOKEN:` and its `aud: cloudsmith`.",
  ],
  ["TF_BUILD", "an Azure DevOps job", AZURE_REMEDY],
  ["CIRCLECI", "a CircleCI job", "Its CIRCLE_OIDC_TOKEN_V2 is not set: jobs of forked pull requests get none."],
  ["BITBUCKET_BUILD_NUMBER", "a Bitbucket step", "Put `oidc: true` on the step."],
  ["TFC_RUN_ID", "an HCP Terraform run", "Set TFC_WORKLOAD_IDENTITY_AUDIENCE to `cloudsmith` on the workspace."],
];

function nothingFound(environment: Environment): OidcExchangeError {
  const mark = MARKS.find(([name]) => variable(environment, name) !== undefined);
  return mark === undefined
    ? new OidcExchangeError(
        "no_source",
        "No OIDC id token was found: this is no CI job that is known here.",
        "Put a token in CLOUDSMITH_OIDC_TOKEN, name its file in CLOUDSMITH_OIDC_TOKEN_FILE, or use an API key.",
      )
    : new OidcExchangeError("no_source", `No OIDC id token was found: this is ${mark[1]}.`, mark[2]);
}

import type * as ChildProcess from "node:child_process";
import { OidcExchangeError } from "../errors.js";
import { checkToken, type Environment, type FindSource, type TokenRequest, variable } from "../source.js";

/** What Cloudsmith's clients give an exchange; the agent asks Buildkite for the token in that time or is broken. */
const AGENT_TIMEOUT_MS = 30_000;

/** Buildkite has no variable: its agent is asked. https://buildkite.com/docs/agent/v3/cli-oidc */
export const findBuildkite: FindSource = ({ environment }) =>
  variable(environment, "BUILDKITE_JOB_ID") === undefined
    ? undefined
    : {
        ci: "buildkite",
        name: "Buildkite (buildkite-agent oidc request-token)",
        token: async (request) => checkToken(await askAgent(environment, request), "The answer of buildkite-agent"),
      };

function askAgent(environment: Environment, { audience, signal }: TokenRequest): Promise<string> {
  // Loaded on use: hardly any start of a provider comes here.
  const { execFile } = require("node:child_process") as typeof ChildProcess;
  return new Promise((resolve, reject) => {
    execFile(
      "buildkite-agent",
      ["oidc", "request-token", "--audience", audience],
      { env: environment, timeout: AGENT_TIMEOUT_MS, ...(signal === undefined ? {} : { signal }) },
      (error, stdout) => {
        if (error === null) {
          resolve(stdout);
        } else {
          reject(signal?.aborted === true ? signal.reason : failed(error));
        }
      },
    );
  });
}

/** What the agent printed is not repeated. */
function failed(error: ChildProcess.ExecFileException): OidcExchangeError {
  const why = error.code === "ENOENT" ? "it is not on PATH" : `it ended with ${error.code ?? "a time-out"}`;
  return new OidcExchangeError(
    "request_failed",
    `buildkite-agent gave no id token: ${why}.`,
    "Run the step where the agent's own command is, or put a token in CLOUDSMITH_OIDC_TOKEN.",
  );
}

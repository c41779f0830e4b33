import { phantomTargets, type TrustModel } from "../../trust/index.js";
import { readGitHub } from "../drift/github-reads.js";
import { usageError } from "../errors.js";
import { githubClient, tryGithubToken } from "../github-api/index.js";
import { Progress } from "../private/progress.js";

/** @throws CliError `usage` where there is no token */
export function demandGitHubToken(): void {
  if (tryGithubToken(process.env) === undefined) {
    throw usageError("--github has no token to ask GitHub with", "set GITHUB_TOKEN, or leave --github out");
  }
}

/**
 * What GitHub calls the repositories that settings trust by their ids. One that has another owner by now is left out:
 * its name would say something else than the claims do.
 *
 * @throws GitHubError for a token that GitHub refuses
 */
export async function namesOnGitHub(model: TrustModel): Promise<ReadonlyMap<string, string>> {
  const targets = phantomTargets(model).filter(({ name, id }) => name === undefined && id !== undefined);
  const owners = new Map(targets.map(({ id, ownerId }) => [id, ownerId]));
  const progress = new Progress();
  const client = githubClient(process.env, { onWait: (seconds) => progress.say(`waiting ${seconds} s for GitHub`) });
  try {
    const { repositoriesById } = await readGitHub(client, targets, (text) => progress.say(text));
    return new Map(
      [...repositoriesById].flatMap(([id, read]) =>
        read.state === "found" && String(read.repository.owner_id) === owners.get(id)
          ? [[id, read.repository.full_name] as const]
          : [],
      ),
    );
  } finally {
    progress.done();
    client.close();
  }
}

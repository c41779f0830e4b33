import { existsSync } from "node:fs";
import { formatSnapshot, type GitHubSide, gitHubSideOf, parseTrustFile, type TrustModel } from "../../trust/index.js";
import { failure } from "../errors.js";
import { readText } from "../private/files.js";
import { packageVersion } from "../private/package.js";
import { writeWhole } from "./files.js";
import type { Sources } from "./gather.js";

/** Publishes the live trust as a trust file, with the moment it was taken and what could not be read then. */
export function publishSnapshot(file: string, { live, github, before }: Sources, now: Date): void {
  if (live === undefined) {
    throw failure(`no snapshot was written to ${file}: the live organization could not be read`);
  }
  const side = github === undefined ? undefined : withKnownBefore(gitHubSideOf(github), before);
  const model: TrustModel = side === undefined || side.repositories.length === 0 ? live : { ...live, github: side };
  const taken_at = `${now.toISOString().slice(0, 19)}Z`;
  writeWhole(
    file,
    formatSnapshot(model, { taken_at, by: `cloudsmith-trust drift ${packageVersion()}` }),
    "the snapshot",
  );
}

/** What an earlier snapshot in the same place knew of GitHub: the ids that names had then. */
export function earlierSnapshot(file: string | undefined): GitHubSide | undefined {
  return file === undefined || !existsSync(file)
    ? undefined
    : parseTrustFile(readText(file, "the earlier snapshot"), file).github;
}

/** The ids of the first time stay, so that a name that was taken again is known as such in every later run. */
function withKnownBefore(side: GitHubSide, before: GitHubSide | undefined): GitHubSide {
  const earlier = new Map((before?.repositories ?? []).map((each) => [each.full_name.toLowerCase(), each]));
  return {
    repositories: side.repositories.map((repository) => {
      const { id, owner_id, known_before } = earlier.get(repository.full_name.toLowerCase()) ?? {};
      const known = known_before ?? {
        ...(id === undefined ? {} : { id }),
        ...(owner_id === undefined ? {} : { owner_id }),
      };
      return Object.keys(known).length === 0 ? repository : { ...repository, known_before: known };
    }),
  };
}

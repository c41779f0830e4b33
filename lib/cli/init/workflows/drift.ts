import { ACTIONS } from "../../../github/actions.js";
import { yamlText } from "../../../github/private/yaml-text.js";
import type { Project } from "../project.js";
import { CLOUDSMITH_TRUST, expression } from "./parts.js";
import { signedInWorkflow } from "./signed-in.js";

/** Looks every morning for trust that nobody declared, and keeps an issue about it. It can change nothing on Cloudsmith. */
export function driftWorkflow({ organization }: Project): string {
  return signedInWorkflow({
    id: "drift",
    name: "Drift",
    on: ["schedule:", '  - cron: "17 5 * * *"'],
    organization,
    account: "TRUST_DRIFT_SLUG",
    permissions: [["issues: write", "to keep the issue about drift"]],
    steps: [
      `- name: Look for drift
  env:
    GITHUB_TOKEN: ${expression("github.token")}
  run: ${CLOUDSMITH_TRUST} drift --live ${yamlText(organization)} --only-shown --issue --snapshot snapshot.json`,
      `- name: Ask who can read what this workflow keeps
  id: repository
  if: always()
  env:
    GH_TOKEN: ${expression("github.token")}
  run: echo "private=$(gh api "repos/$GITHUB_REPOSITORY" --jq .private)" >> "$GITHUB_OUTPUT"`,
      `- name: Keep the snapshot for reviews
  if: always() && steps.repository.outputs.private == 'true'
  uses: ${ACTIONS.uploadArtifact}
  with:
    name: snapshot
    path: snapshot.json
    if-no-files-found: ignore`,
    ],
  });
}

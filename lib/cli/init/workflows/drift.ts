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
      `- name: Ask who can read what this workflow keeps
  id: repository
  env:
    GH_TOKEN: ${expression("github.token")}
  run: |
    private=$(gh api "repos/$GITHUB_REPOSITORY" --jq .private)
    echo "private=$private" >> "$GITHUB_OUTPUT"`,
      `- name: Look for drift
  env:
    GITHUB_TOKEN: ${expression("github.token")}
    # In public an issue may tell too much, and drift refuses it: there the summary has to do.
    PRIVATE: ${expression("steps.repository.outputs.private")}
  run: |
    arguments=()
    if [ "$PRIVATE" = true ]; then arguments+=(--issue); fi
    ${CLOUDSMITH_TRUST} drift --live ${yamlText(organization)} --only-shown --snapshot snapshot.json "\${arguments[@]}"`,
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

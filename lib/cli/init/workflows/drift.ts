import { ACTIONS } from "../../../github/actions.js";
import { yamlText } from "../../../github/private/yaml-text.js";
import type { Project } from "../project.js";
import {
  CHECK_PROVIDER,
  CLOUDSMITH_TRUST,
  checkOut,
  expression,
  install,
  job,
  QUIET,
  run,
  SET_UP_NODE,
  SET_UP_TERRAFORM,
} from "./parts.js";

/** Looks every morning for trust that nobody declared, and keeps an issue about it. It can change nothing on Cloudsmith. */
export function driftWorkflow({ organization }: Project): string {
  return [
    "name: Drift",
    "",
    "on:",
    "  schedule:",
    '    - cron: "17 5 * * *"',
    "",
    "permissions: {}",
    "",
    "concurrency:",
    "  group: drift",
    "  cancel-in-progress: false",
    "",
    "jobs:",
    ...job({
      id: "drift",
      name: "Drift",
      permissions: [
        ["contents: read", "to check the repository out"],
        ["id-token: write", "to sign in to Cloudsmith"],
        ["issues: write", "to keep the issue about drift"],
      ],
      env: [
        QUIET,
        ["CLOUDSMITH_USE_OIDC", '"true"'],
        ["CLOUDSMITH_ORG", yamlText(organization)],
        ["CLOUDSMITH_SERVICE_SLUG", expression("vars.TRUST_DRIFT_SLUG")],
      ],
      steps: [
        checkOut("Check out"),
        SET_UP_NODE,
        SET_UP_TERRAFORM,
        install(),
        run("Synthesize", "npx --no-install cdktf synth"),
        CHECK_PROVIDER,
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
    }),
    "",
  ].join("\n");
}

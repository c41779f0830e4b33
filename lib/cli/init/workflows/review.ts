import { ACTIONS } from "../../../github/actions.js";
import { CLOUDSMITH_TRUST, checkOut, expression, install, job, QUIET, run, SET_UP_NODE } from "./parts.js";

/** Each job asks by itself: what the first hands on is a stranger's. */
const FIND_BASE = `- name: Find the base
  id: base
  env:
    GH_TOKEN: ${expression("github.token")}
  # What GitHub merged the change into. The base.sha of the event may be older, and changes that were merged since would count as this one's.
  run: |
    sha=$(gh api "repos/$GITHUB_REPOSITORY/commits/$GITHUB_SHA" --jq '.parents[0].sha')
    echo "sha=$sha" >> "$GITHUB_OUTPUT"`;

/**
 * Reviews a pull request in two jobs. The first runs code of the pull request, and may do nothing but read: all that it
 * hands on are trust files. The second runs the base branch's tool on them, as data from a stranger, and may comment.
 */
export function reviewWorkflow(): string {
  return [
    "name: Review",
    "",
    "on: pull_request",
    "",
    "permissions: {}",
    "",
    "concurrency:",
    `  group: review-${expression("github.event.pull_request.number")}`,
    "  cancel-in-progress: true",
    "",
    "jobs:",
    ...job({
      id: "synthesize",
      name: "Synthesize both sides",
      permissions: [["contents: read", "to check the repository out"]],
      env: [QUIET],
      steps: [
        FIND_BASE,
        checkOut("Check out the base", { ref: expression("steps.base.outputs.sha"), path: "base" }),
        checkOut("Check out the change", { path: "head" }),
        SET_UP_NODE,
        install("base"),
        run("Synthesize the base", "npx --no-install cdktf synth", "base"),
        install("head"),
        run("Test the change", "npm test", "head"),
        run("Synthesize the change", "npx --no-install cdktf synth", "head"),
        run(
          "Keep nothing but the trust",
          `${CLOUDSMITH_TRUST} export --before cdktf.out --after ../head/cdktf.out --output ../trust`,
          "base",
        ),
        `- name: Hand the trust files on
  uses: ${ACTIONS.uploadArtifact}
  with:
    name: trust
    path: trust
    if-no-files-found: error
    retention-days: 7`,
      ],
    }),
    "",
    ...job({
      id: "review",
      name: "Review the change of trust",
      needs: "synthesize",
      permissions: [
        ["contents: read", "to check the base branch out"],
        ["actions: read", "to take the last snapshot that the workflow drift has kept"],
        ["pull-requests: write", "to keep the comment"],
      ],
      steps: [
        `- name: Both sides were synthesized
  env:
    RESULT: ${expression("needs.synthesize.result")}
  run: if [ "$RESULT" != success ]; then echo "::error::no trust to review, since the job before this ended with $RESULT"; exit 1; fi`,
        FIND_BASE,
        checkOut("Check out the base", { ref: expression("steps.base.outputs.sha") }),
        SET_UP_NODE,
        install(),
        `- name: Take the trust files
  uses: ${ACTIONS.downloadArtifact}
  with:
    name: trust
    path: trust`,
        `- name: List the changed files
  env:
    GH_TOKEN: ${expression("github.token")}
  # By the commits: GitHub's own list of a pull request ends at 3,000 files, and leaves out what renamed ones were called.
  run: |
    git -c credential.helper= -c 'credential.helper=!gh auth git-credential' fetch --quiet --no-tags --depth=2 origin "$GITHUB_SHA"
    git diff --name-only --no-renames -z "$GITHUB_SHA^1" "$GITHUB_SHA" > changed-files.txt`,
        `- name: Take the last snapshot of the organization
  env:
    GH_TOKEN: ${expression("github.token")}
  run: |
    run=$(gh run list --repo "$GITHUB_REPOSITORY" --workflow drift.yml --event schedule --limit 1 --json databaseId --jq '.[0].databaseId // empty')
    if [ -n "$run" ]; then gh run download "$run" --repo "$GITHUB_REPOSITORY" --name snapshot --dir context || echo "it has no snapshot"; fi`,
        `- name: Review
  env:
    GITHUB_TOKEN: ${expression("github.token")}
    # A fork's token cannot comment, and in public a report may tell too much: there the summary has to do.
    COMMENTS: ${expression("github.event.repository.private && github.event.pull_request.head.repo.full_name == github.repository")}
  run: |
    arguments=(--before trust/before.json --after trust/after.json --changed-files changed-files.txt)
    if [ -f context/snapshot.json ]; then arguments+=(--context context/snapshot.json); fi
    if [ "$COMMENTS" = true ]; then arguments+=(--comment); fi
    ${CLOUDSMITH_TRUST} review "\${arguments[@]}"`,
      ],
    }),
    "",
  ].join("\n");
}

/** Prints the workflow file of the job: npx tsx workflow.ts > .github/workflows/publish.yml */
import { GitHubRef, renderWorkflow } from "cloudsmith-trust/github";

process.stdout.write(
  renderWorkflow({
    from: GitHubRef.branch("main").on("push"),
    organization: "acme",
    steps: [
      { name: "Install", run: "npm ci --ignore-scripts" },
      { name: "Build", run: "node build.mjs app.txt notes.txt" },
      { name: "Publish", run: "npx --no-install cloudsmith-trust token -- node publish.mjs prod app.txt" },
      { name: "Publish with two requests of its own", run: "node two-requests.mjs prod notes.txt" },
    ],
  }),
);

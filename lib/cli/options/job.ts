/**
 * A described CI job: the same options wherever a command takes one.
 */
import { type Command, Option } from "commander";

export interface JobOptions {
  readonly repository?: string;
  readonly ref?: string;
  readonly event?: string;
  readonly environment?: string;
  readonly fork?: boolean;
  readonly repositoryId?: string;
  readonly ownerId?: string;
  readonly visibility?: "public" | "private" | "internal";
  readonly workflow?: string;
  readonly reusableWorkflow?: string;
  readonly actor?: string;
  readonly audience?: string;
}

export function addJobOptions(command: Command): Command {
  return command
    .option("--repository <OWNER/NAME>", "the GitHub repository of a described job")
    .option("--ref <REF>", "its full ref, e.g. refs/heads/main or refs/tags/v1 (default: the default branch)")
    .option("--event <NAME>", "what started it, e.g. push, pull_request, workflow_dispatch (default: push)")
    .option("--environment <NAME>", "the deployment environment it names (default: none)")
    .option("--fork", "its pull request comes from a fork")
    .option("--repository-id <ID>", "numeric id of the repository (default: made from its name)")
    .option("--owner-id <ID>", "numeric id of the owner (default: made from its name)")
    .addOption(
      new Option("--visibility <KIND>", "of the repository (default: private)").choices([
        "public",
        "private",
        "internal",
      ]),
    )
    .option("--workflow <PATH>", "the workflow's file (default: .github/workflows/publish.yml)")
    .option("--reusable-workflow <REF>", "the called workflow that holds the job: OWNER/NAME/PATH@REF")
    .option("--actor <LOGIN>", "who started it (default: octocat)")
    .option(
      "--audience <TEXT>",
      "the audience its token is asked for (default: $CLOUDSMITH_OIDC_AUDIENCE, else cloudsmith)",
    );
}

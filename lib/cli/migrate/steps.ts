import type { MigrationStep } from "../../report/migration/index.js";
import type { Migration } from "../../trust/migration.js";
import type { MigrateOptions } from "../commands/migrate.js";
import { shellQuote } from "../private/shell.js";
import { outputName } from "./code.js";

/** What to do, in this order: at no moment does a job have neither the key nor the trust. */
export function stepsOf(
  migration: Migration,
  repository: string,
  { code, patch, write, account }: MigrateOptions,
): readonly MigrationStep[] {
  const { jobs, changes, pipelines, otherUses, secrets, organization } = migration;
  if (jobs.length === 0) {
    return [];
  }
  const repo = shellQuote(repository);
  const org = shellQuote(organization ?? "ORG");
  const slugs = pipelines.map(({ kind, variable }) => ({ variable, output: outputName(kind) }));
  const vars =
    account === undefined
      ? slugs.map(({ variable, output }) => `--var ${variable}="$(jq -r '.. | .${output}? // empty' outputs.json)"`)
      : [];
  const left = jobs.filter(({ outcome }) => outcome === "left").length;
  return [
    {
      title: "put the constructs into your app and deploy the trust: the key still works meanwhile",
      commands: [
        ...(code === undefined ? ["cloudsmith-trust migrate --code trust.ts"] : []),
        "cdktf deploy --outputs-file outputs.json",
      ],
    },
    ...(account !== undefined
      ? []
      : [
          {
            title: "tell the workflows the slug of the new account",
            commands: slugs.map(
              ({ variable, output }) =>
                `gh variable set ${variable} --repo ${repo} --body "$(jq -r '.. | .${output}? // empty' outputs.json)"`,
            ),
          },
        ]),
    ...(changes.length === 0
      ? []
      : [
          {
            title: write === true ? "look at the changed workflow files" : "change the workflow files",
            commands:
              write === true
                ? ["git diff -- .github/workflows"]
                : [patch === undefined ? "cloudsmith-trust migrate --write" : `git apply ${shellQuote(patch)}`],
          },
        ]),
    ...(left === 0
      ? []
      : [
          {
            title: `change the ${left === 1 ? "job that is" : `${left} jobs that are`} left by hand: see above`,
            commands: [],
          },
        ]),
    {
      title: "check that trust lets every job in, then merge and let each run once",
      commands: [["cloudsmith-trust workflows --app cdktf.out", `--repository ${repo}`, ...vars].join(" ")],
    },
    ...(otherUses.length === 0 ? [] : [{ title: "change the other uses of the key: see below", commands: [] }]),
    {
      title:
        "burn the key: delete the secrets, then give its account a new key that nobody is told (a person's key: in their settings)",
      commands: [
        ...secrets.map((secret) => `gh secret delete ${shellQuote(secret)} --repo ${repo}`),
        `curl -sSf -o /dev/null -X POST -H "X-Api-Key: $CLOUDSMITH_API_KEY" https://api.cloudsmith.io/orgs/${org}/services/SLUG/refresh/`,
      ],
    },
  ];
}

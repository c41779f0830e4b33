import type { Project } from "../project.js";

/** How the very first accounts come to be: the one thing that CI cannot do for itself. */
export function bootstrapNote({ organization, repository, branch, backend }: Project): string {
  return `# Before the first workflow runs

CI signs in to Cloudsmith as service accounts, and somebody has to make the first ones. The stack \`bootstrap\` declares
them, and a person deploys it, once:

1. **Choose where the state is kept.** ${
    backend.type === "local"
      ? `It is a local file so far, which CI would lose: put a backend into \`backend.ts\`.
   What is deployed already moves there by
   \`npx cdktf deploy bootstrap trust --migrate-state --skip-provider-lock\`.`
      : `It is in the backend \`${backend.type}\`, see \`backend.ts\`.`
  }
   Give the workflows \`deploy\` and \`drift\` what they need to sign in there, preferably by OIDC, and let as few people
   as possible write it.
2. **Deploy as a person.** Sign in to Cloudsmith as an Owner or Manager of \`${organization}\`, make an API key, and run

   \`\`\`sh
   export CLOUDSMITH_API_KEY=…
   npx cdktf deploy bootstrap
   \`\`\`

   It prints two slugs. Delete the key afterwards: nothing needs it any more.
3. **Tell the workflows** which accounts are theirs, in variables of the repository:

   \`\`\`sh
   gh variable set TRUST_DEPLOYER_SLUG --repo ${repository} --body …
   gh variable set TRUST_DRIFT_SLUG --repo ${repository} --body …
   \`\`\`
4. **Protect the branch** \`${branch}\`: changes by pull request only, with a review, and the check *Review the change of
   trust* required. Who can push to \`${branch}\` can deploy. A \`CODEOWNERS\` entry for this app and for
   \`.github/workflows\` makes the right people look.
5. Push to \`${branch}\`: the workflow \`deploy\` does the rest.

## What these accounts are

| account | gets in | role |
|---|---|---|
| \`trust-deployer\` | the workflow \`deploy.yml\`, on a push to \`${branch}\` of ${repository} | Manager: it makes accounts and provider settings |
| \`trust-drift\` | the workflow \`drift.yml\`, on its schedule, on \`${branch}\` of ${repository} | Manager, since Cloudsmith shows provider settings to nobody else; the command sends nothing but reads |

Both administer the repositories in \`organization.ts\` as well: a Manager sees no repository by itself, and grants are
shown to administrators only. Add a repository there, and deploy \`bootstrap\` again, before a pipeline publishes to it.

A Manager can do anything in the organization. So both are tied to the ids of the repository, to one workflow file, one
branch and one event; \`bootstrap.ts\` accepts the finding that speaks of it, with a date on which somebody has to look
again. No workflow deploys \`bootstrap\`: a change of it is a person's work, as above.
`;
}

export function readme({ organization, repository }: Project): string {
  return `# Trust of ${organization}

Who may publish what to Cloudsmith, from which CI job: declared in \`trust.ts\`, tested in \`trust.test.ts\`.

| to | do |
|---|---|
| add a pipeline | declare it in \`trust.ts\`, and in \`trust.test.ts\` who must get in and who must not |
| see what it means | \`npm test\`, then \`npx cdktf synth\` and \`npx cloudsmith-trust explain --app cdktf.out --repository ${repository} …\` |
| change it | open a pull request: the workflow \`review\` says who gains and who loses access |
| deploy it | merge: the workflow \`deploy\` does |
| know of changes made by hand | the workflow \`drift\` looks every morning, and keeps an issue where the repository is private |

Begin with [BOOTSTRAP.md](BOOTSTRAP.md).
`;
}

/** Workflow files that use a long-lived key, as repositories have them. Nothing of them is anybody's. */
import type { Files } from "../workflow/corpus.js";

const KEY = "${{ secrets.CLOUDSMITH_API_KEY }}";
const SHA = "b".repeat(40);

/** In the variables of a workflow of several jobs, with comments and a tag filter. */
export const WORKFLOW_VARIABLE: Files = {
  ".github/workflows/release.yml": `# Releases everything.
name: Release
on:
  push:
    branches: [main]
    tags: ['v*']
  workflow_dispatch:

env:
  NODE_VERSION: "22"   # as in .nvmrc
  CLOUDSMITH_API_KEY: ${KEY} # ask ops

permissions:
  contents: read
  packages: read

jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - run: make test

  # pushes from main alone
  publish:
    needs: test
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@${SHA} # v7.0.1

      - run: make build

      # the push itself
      - name: Push
        if: github.ref == 'refs/heads/main'
        run: |
          pip install cloudsmith-cli
          cloudsmith push raw acme/prod build/app.tgz
`,
};

/** In the inputs of the action that installs the client, in both of its forms. */
export const CLI_ACTION: Files = {
  ".github/workflows/push.yml": `on: { push: { branches: [main] } }
jobs:
  old:
    runs-on: ubuntu-latest
    permissions: { contents: read }
    steps:
    - uses: cloudsmith-io/cloudsmith-cli-action@v1.0.3
      with:
        api-key: '${KEY}'
        cli-version: "1.3.1"
    - run: cloudsmith push deb acme/deb/ubuntu/noble x.deb
  new:
    runs-on: ubuntu-latest
    permissions:
      contents: read
    steps:
    - uses: cloudsmith-io/cloudsmith-cli-action@${SHA} # v3.1.0
      with: { api-key: "${KEY}" }
    - run: |
        curl -H "X-Api-Key: $CLOUDSMITH_API_KEY" https://api.cloudsmith.io/v1/user/self/
`,
};

/** In the inputs of the action that pushes. */
export const PUSH_ACTION: Files = {
  ".github/workflows/deb.yml": `on:
  release:
    types: [published]
jobs:
  deb:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@${SHA}
      - name: Push
        id: cloudsmith
        uses: cloudsmith-io/action@master
        with:
          api-key: \${{ secrets.CS_KEY }}
          command: push
          format: deb
          owner: acme
          repo: tools
          file: x.deb
`,
};

/** Behind flags of the command line, in scripts of three styles. */
export const FLAGS: Files = {
  ".github/workflows/flags.yml": `on: { push: { tags: [v1, 'release-*'] } }
permissions: {}
jobs:
  push:
    runs-on: ubuntu-latest
    permissions:
      contents: read
      id-token: none
    steps:
      - run: |
          cloudsmith push raw acme/prod a -k ${KEY}
          cloudsmith push raw acme/prod b --api-key="${KEY}" --republish
      - run: >-
          cloudsmith push raw acme/prod
          --api-key '${KEY}' c
      - { run: "cloudsmith push raw acme/prod d -k ${KEY}" }
`,
};

/** In the variables of a job and of one step, beside others. */
export const JOB_VARIABLE: Files = {
  ".github/workflows/job.yml": `on:
  push: { branches: [main, 'release/**'] }
  schedule: [{ cron: "0 3 * * 1" }]
jobs:
  nightly:
    runs-on: ubuntu-latest
    environment: production
    env: { CLOUDSMITH_API_KEY: "${KEY}", DEBUG: "1" }
    permissions: { contents: read }
    steps:
      - run: cloudsmith download acme/deps raw-file
  publish:
    runs-on: ubuntu-latest
    permissions: { contents: read }
    steps:
      - run: ./publish.sh
        env:
          CLOUDSMITH_API_KEY: ${KEY}
`,
};

/** Under other names, behind flags that read those. */
export const OTHER_NAMES: Files = {
  ".github/workflows/names.yml": `on: { push: { branches: [main] } }
jobs:
  push:
    runs-on: ubuntu-latest
    permissions: { contents: read }
    env:
      TOKEN: \${{ secrets.CLOUDSMITH_TOKEN }}
      VERSION: 1.0.0
    steps:
      - run: cloudsmith push raw acme/prod a -k "$TOKEN"
      - name: Another
        env:
          CS_KEY: \${{ secrets.CS_KEY }}
        run: |
          cloudsmith push raw acme/prod b --api-key \${CS_KEY} --version $VERSION
          cloudsmith push raw acme/prod c -k \${{ env.TOKEN }}
`,
};

/** In a workflow that others call. */
export const CALLED: Files = {
  ".github/workflows/main.yml": `on: { push: { branches: [main] } }
permissions:
  contents: read
jobs:
  publish:
    uses: ./.github/workflows/called.yml
    secrets: inherit
`,
  ".github/workflows/called.yml": `on:
  workflow_call:
    secrets: { CLOUDSMITH_API_KEY: { required: true } }
jobs:
  push:
    runs-on: ubuntu-latest
    steps:
      - run: cloudsmith push raw acme/prod x
        env: { CLOUDSMITH_API_KEY: "${KEY}" }
`,
};

export const KEYS: { readonly [name: string]: Files } = {
  WORKFLOW_VARIABLE,
  CLI_ACTION,
  PUSH_ACTION,
  FLAGS,
  JOB_VARIABLE,
  OTHER_NAMES,
  CALLED,
};

/** The same files with other line ends, a byte-order mark, or no line end at the end. */
export function asOn(files: Files, change: (text: string) => string): Files {
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [path, change(text)]));
}

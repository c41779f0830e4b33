/** Workflow files as repositories have them. Nothing of them is anybody's. */

/** Paths and texts. */
export type Files = { readonly [path: string]: string };

const SHA = "a".repeat(40);
const CHECKOUT = `actions/checkout@${SHA} # v7.0.1`;
const ACTION = `cloudsmith-io/cloudsmith-cli-action@${SHA} # v3.1.0`;

/** One job for pushes to main, the smallest that is right. */
export const SIMPLE: Files = {
  ".github/workflows/publish.yml": `name: Publish
on:
  push:
    branches: [main]
permissions: {}
jobs:
  publish:
    runs-on: ubuntu-24.04
    permissions:
      contents: read
      id-token: write
    steps:
      - uses: ${CHECKOUT}
      - uses: ${ACTION}
        with:
          oidc-namespace: acme
          oidc-service-slug: ci-app
      - run: cloudsmith push raw acme/prod app.tgz
`,
};

/** A matrix over packages and environments, which an `include` adds to. */
export const MONOREPO: Files = {
  ".github/workflows/release.yml": `name: Release
on:
  push:
    tags: ["v[0-9]+.[0-9]+.[0-9]+"]
jobs:
  publish:
    strategy:
      matrix:
        package: [web, api]
        include:
          - package: web
            account: ci-web
          - package: api
            account: ci-api
    runs-on: ubuntu-24.04
    environment: \${{ matrix.package }}-production
    permissions: { contents: read, id-token: write }
    env:
      CLOUDSMITH_ORG: acme
      CLOUDSMITH_SERVICE_SLUG: \${{ matrix.account }}
    steps:
      - uses: ${CHECKOUT}
      - run: |
          pip install cloudsmith-cli
          cloudsmith push raw acme/prod packages/\${{ matrix.package }}.tgz
`,
};

/** A workflow that others call, with an input for the account, and one caller that forgets the permission. */
export const REUSABLE: Files = {
  ".github/workflows/ci.yml": `on:
  push:
    branches: [main]
  pull_request:
jobs:
  test:
    runs-on: ubuntu-24.04
    steps: [{ run: make test }]
  publish:
    needs: test
    if: github.event_name == 'push'
    permissions: { contents: read, id-token: write }
    uses: ./.github/workflows/publish.yml
    with: { account: ci-app }
`,
  ".github/workflows/nightly.yml": `on:
  schedule: [{ cron: "0 3 * * *" }]
permissions: { contents: read }
jobs:
  publish:
    uses: ./.github/workflows/publish.yml
    with: { account: ci-nightly }
`,
  ".github/workflows/publish.yml": `on:
  workflow_call:
    inputs:
      account: { type: string, required: true }
      audience: { type: string, default: acme-ci }
jobs:
  push:
    runs-on: ubuntu-24.04
    permissions: { contents: read, id-token: write }
    steps:
      - uses: ${CHECKOUT}
      - run: npx cloudsmith-trust token --organization acme --account "\${{ inputs.account }}" --audience \${{ inputs.audience }} -- make publish
`,
};

/** The login stands in a composite action, inside another one. */
export const COMPOSITE: Files = {
  ".github/workflows/publish.yml": `on: { push: { branches: [main] } }
jobs:
  publish:
    runs-on: ubuntu-24.04
    permissions: { contents: read, id-token: write }
    env: { ORGANIZATION: acme }
    steps:
      - uses: ${CHECKOUT}
      - uses: ./.github/actions/publish
        with: { target: prod }
`,
  ".github/actions/publish/action.yml": `name: Publish
inputs:
  target: { required: true }
  account: { default: ci-app }
runs:
  using: composite
  steps:
    - uses: ./.github/actions/login
      with: { slug: "\${{ inputs.account }}" }
    - shell: bash
      run: cloudsmith push raw "acme/\${{ inputs.target }}" app.tgz
`,
  ".github/actions/login/action.yaml": `name: Log in
inputs: { slug: { required: true } }
runs:
  using: composite
  steps:
    - shell: bash
      env:
        ORG: \${{ env.ORGANIZATION }}
        SLUG: \${{ inputs.slug }}
      run: |
        token=$(curl -sSf -H "Authorization: Bearer $ACTIONS_ID_TOKEN_REQUEST_TOKEN" "$ACTIONS_ID_TOKEN_REQUEST_URL&audience=api://AzureADTokenExchange" | jq -r .value)
        curl -sSf "https://api.cloudsmith.io/openid/$ORG/" -H "Content-Type: application/json" \\
          -d "{\\"oidc_token\\":\\"$token\\", \\"service_slug\\":\\"$SLUG\\"}"
`,
};

/** Publishing hangs on what a bot decided: the condition cannot be known, the ref can. */
export const RELEASE_PLEASE: Files = {
  ".github/workflows/release-please.yml": `on:
  push:
    branches:
      - main
permissions:
  contents: write
  pull-requests: write
jobs:
  release-please:
    runs-on: ubuntu-latest
    outputs: { release_created: "\${{ steps.release.outputs.release_created }}" }
    steps:
      - uses: googleapis/release-please-action@${SHA} # v4.3.0
        id: release
  publish:
    needs: release-please
    if: needs.release-please.outputs.release_created == 'true'
    runs-on: ubuntu-latest
    permissions: { contents: read, id-token: write }
    steps:
      - uses: ${CHECKOUT}
      - uses: ${ACTION}
        with: { oidc-namespace: acme, oidc-service-slug: ci-app }
`,
};

/** Anchors and aliases, which GitHub reads. */
export const ANCHORS: Files = {
  ".github/workflows/anchors.yml": `on:
  push:
    branches: &branches [main]
  workflow_dispatch:
jobs:
  one: &job
    runs-on: ubuntu-24.04
    permissions: &permissions { contents: read, id-token: write }
    steps: &steps
      - uses: ${ACTION}
        with: &with { oidc-namespace: acme, oidc-service-slug: ci-app }
  two: *job
  three:
    runs-on: ubuntu-24.04
    permissions: *permissions
    if: github.ref_name == 'main' && github.event_name != 'workflow_dispatch'
    steps: *steps
`,
};

/** As an editor on another system saves it: a byte-order mark, and lines that end in CR LF. */
export const WINDOWS: Files = Object.fromEntries(
  Object.entries(SIMPLE).map(([path, text]) => [path, `\ufeff${text.replaceAll("\n", "\r\n")}`]),
);

export const CORPUS: { readonly [name: string]: Files } = {
  SIMPLE,
  MONOREPO,
  REUSABLE,
  COMPOSITE,
  RELEASE_PLEASE,
  ANCHORS,
  WINDOWS,
};

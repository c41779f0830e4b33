/** The typed claims of each CI, from the tables of its issuer. */
import {
  AZURE_DEVOPS,
  BITBUCKET,
  BUILDKITE,
  CIRCLECI,
  type ClaimDescription,
  GITHUB,
  GITLAB,
  HCP_TERRAFORM,
  type Issuer,
} from "../../lib/oidc/issuers/index.js";
import { comment } from "./docs.js";

interface Subject {
  /** Names the class: `GitHub` → `GitHubClaims`. */
  readonly name: string;
  /** The constant of lib/oidc/issuers. */
  readonly constant: string;
  readonly issuer: Issuer;
  /** What every claim of its own begins with, left out of the property names. */
  readonly prefix?: string;
  /** Claims whose names a user chooses, under one property. */
  readonly family?: { readonly property: string; readonly prefix: string; readonly description: string };
  readonly example: string;
}

const SUBJECTS: readonly Subject[] = [
  {
    name: "GitHub",
    constant: "GITHUB",
    issuer: GITHUB,
    family: {
      property: "properties",
      prefix: "repo_property_",
      description: "Custom properties of the repository, by their names without `repo_property_`.",
    },
    example: `GitHubClaims.of({ repositoryId: 74, repositoryOwnerId: 65, ref: "refs/heads/main", eventName: "push" })`,
  },
  {
    name: "GitLab",
    constant: "GITLAB",
    issuer: GITLAB,
    example: `GitLabClaims.of({ projectId: 20, refPath: "refs/heads/main", pipelineSource: "push" })`,
  },
  {
    name: "CircleCi",
    constant: "CIRCLECI",
    issuer: CIRCLECI,
    prefix: "oidc.circleci.com/",
    example: `CircleCiClaims.of({ projectId: "2c1d5d3e-0f7a-4c66-9d0a-6f1f0b6f7f11", vcsRef: "refs/heads/main" })`,
  },
  {
    name: "Bitbucket",
    constant: "BITBUCKET",
    issuer: BITBUCKET,
    example: `BitbucketClaims.of({ repositoryUuid: "{8b3f8a0e-2f83-49a5-8d51-2a2d27a1b0c4}", branchName: "main" })`,
  },
  {
    name: "Buildkite",
    constant: "BUILDKITE",
    issuer: BUILDKITE,
    family: {
      property: "agentTags",
      prefix: "agent_tag:",
      description: "Tags of the agent, by their names; whoever runs the agent chooses them.",
    },
    example: `BuildkiteClaims.of({ organizationSlug: "acme", pipelineSlug: "app", buildBranch: "main" })`,
  },
  {
    name: "AzureDevOps",
    constant: "AZURE_DEVOPS",
    issuer: AZURE_DEVOPS,
    example: `AzureDevOpsClaims.of({ sub: "p://acme/app/publish", rpoRef: "refs/heads/main" })`,
  },
  {
    name: "HcpTerraform",
    constant: "HCP_TERRAFORM",
    issuer: HCP_TERRAFORM,
    prefix: "terraform_",
    example: `HcpTerraformClaims.of({ workspaceId: "ws-mbsd5E3Ktt5Rg2Xm", runPhase: "apply" })`,
  },
];

/** About the token rather than the job, or lists of objects, which nothing can be required of. */
const LEFT_OUT = ["iss", "exp", "iat", "nbf", "jti", "user_identities"];
const DIGITS = "^(?:0|[1-9][0-9]*)$";

/** @returns file text by its path inside lib/constructs/claims */
export function claimClasses(): ReadonlyMap<string, string> {
  const files = new Map(SUBJECTS.map((subject) => [`${fileOf(subject)}.ts`, render(subject)]));
  files.set(
    "index.ts",
    ["claim", "github-subject", "required-claims", ...SUBJECTS.map(fileOf)]
      .sort()
      .map((name) => `export * from "./${name}.js";\n`)
      .join(""),
  );
  return files;
}

function fileOf({ issuer }: Subject): string {
  return `${issuer.ci}-claims`;
}

function render(subject: Subject): string {
  const { name, constant, issuer, family, example } = subject;
  const claims = idsFirst(issuer.claims.filter((claim) => !LEFT_OUT.includes(claim.name)));
  const properties = claims.map((claim) => property(subject, claim)).join("");
  const names = claims.map((claim) => `${propertyName(subject, claim)}: "${claim.name}",\n`).join("");
  const familyProperty = family
    ? `${comment([family.description], "  ")}  readonly ${family.property}?: { readonly [name: string]: ClaimInput };\n`
    : "";
  const familyCode = family ? `, { property: "${family.property}", prefix: "${family.prefix}" }` : "";
  return `// Generated from the issuer's claims by \`npm run generate\`: do not edit.
import { ${constant} } from "../../oidc/issuers/${issuer.ci}.js";
import type { ClaimInput } from "./claim.js";
import { namedClaims } from "./named-claims.js";
import { RequiredClaims } from "./required-claims.js";

${comment([`What the token of a ${issuer.name} job must say.`], "")}export interface ${name}ClaimsProps {
${properties}${familyProperty}}

const NAMES: { readonly [property in keyof ${name}ClaimsProps]?: string } = {
${names}};

${comment([`Claims required of ${issuer.name} tokens, by name and form.`, "", `@example ${example}`], "")}export class ${name}Claims extends RequiredClaims {
  /**
   * @throws DeclarationError with code \`invalid_value\` for a value that the issuer never gives
   */
  static override of(props: ${name}ClaimsProps): ${name}Claims {
    return new ${name}Claims(namedClaims(${constant}, NAMES, props${familyCode}), "${issuer.ci}");
  }
}
`;
}

/** What ties a token to one customer comes first: ids, then names. */
function idsFirst(claims: readonly ClaimDescription[]): ClaimDescription[] {
  const rank = ({ identifies, stability }: ClaimDescription) =>
    identifies === undefined ? 2 : stability === "stable" ? 0 : 1;
  return claims.toSorted((a, b) => rank(a) - rank(b));
}

function property(subject: Subject, claim: ClaimDescription): string {
  const { form, example, note, stability } = claim;
  const marks = [
    `${sentence(form)}, e.g. \`${example}\`.`,
    ...(note === undefined ? [] : [`${sentence(note)}.`]),
    ...(stability === "volatile" ? ["Differs in each run."] : []),
    ...(stability === "recyclable" && claim.name !== "sub"
      ? ["A name that can be given up, and taken by somebody else."]
      : []),
    ...(claim.optional ? ["Not in every token."] : []),
  ];
  return `${comment([marks.join(" ")], "  ")}  readonly ${propertyName(subject, claim)}?: ${typeOf(claim)};\n`;
}

/** With a capital, where it begins with a word of the language rather than with what a value looks like. */
function sentence(text: string): string {
  return /^[a-z]+(?:[ ,;]|$)/.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text;
}

/** A prefix of an id fits other ids, so none can be asked for. */
function typeOf(claim: ClaimDescription): string {
  const values = claim.values ?? [];
  if (values.length > 0) {
    return [...values].sort().join() === "false,true" ? "boolean" : values.map((value) => `"${value}"`).join(" | ");
  }
  if (claim.grammar?.source === DIGITS) {
    return "number | string";
  }
  if (claim.notText) {
    return "string | number | boolean";
  }
  return claim.stability === "stable" || claim.stability === "volatile" ? "string" : "ClaimInput";
}

/** `repository_owner_id` → `repositoryOwnerId`, `oidc.circleci.com/project-id` → `projectId` */
function propertyName({ prefix = "" }: Subject, { name }: ClaimDescription): string {
  const own = name.startsWith(prefix) ? name.slice(prefix.length) : name;
  return own.replace(/[_-]([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

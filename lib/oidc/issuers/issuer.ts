import { nearest } from "../nearest.js";
import type { ClaimDescription } from "./claim.js";

export type Ci = "github" | "gitlab" | "circleci" | "bitbucket" | "buildkite" | "azure-devops" | "hcp-terraform";

/** A client that takes a CI's token to Cloudsmith. Each asks for an audience of its own unless told otherwise. */
export type Client = "cloudsmith-cli" | "cloudsmith-cli-action" | "cloudsmith-cli-action-v1" | "terraform-provider";

/** What a default audience may be made of, as far as known. */
export interface AudienceContext {
  /** Owner of the GitHub repository. */
  readonly owner?: string;
  /** Cloudsmith organization. */
  readonly cloudsmithOrganization?: string;
  /** CircleCI organization (UUID). */
  readonly organizationId?: string;
  /** Bitbucket workspace (UUID). */
  readonly workspaceId?: string;
}

/** Who makes a CI's tokens: how its URL looks, what its tokens claim. */
export interface Issuer {
  readonly id: string;
  readonly ci: Ci;
  /** For people: `GitHub Actions`. */
  readonly name: string;
  /** What the URL looks like: `https://token.actions.githubusercontent.com`. */
  readonly urlForm: string;
  /** Matches exactly the URLs such tokens carry in `iss`: no trailing slash, no well-known path. */
  readonly url: RegExp;
  /** True where all customers of the CI share the URL, so that it alone says nothing about whose job it is. */
  readonly shared: boolean;
  readonly claims: readonly ClaimDescription[];
  /** Claims whose names are not listed one by one. */
  readonly claimFamily?: ClaimFamily;
  /** The claim of that name; `undefined` when the CI has none. */
  claim(name: string): ClaimDescription | undefined;
  /** The known claim that a misspelt name probably means. */
  nearestClaim(name: string): string | undefined;
  /** The audience a client asks for unless told otherwise; `undefined` where there is no default or it is not known. */
  defaultAudience(client: Client, context?: AudienceContext): string | undefined;
}

/** Claims whose names somebody chooses, all described alike. */
export interface ClaimFamily {
  /** Matches every whole name of the family. */
  readonly names: RegExp;
  describe(name: string): ClaimDescription;
}

export interface IssuerProps
  extends Pick<Issuer, "id" | "ci" | "name" | "url" | "urlForm" | "shared" | "claims" | "claimFamily"> {
  readonly audience: Issuer["defaultAudience"];
}

export function defineIssuer({ audience, ...described }: IssuerProps): Issuer {
  const { claimFamily } = described;
  const byName = new Map(described.claims.map((claim) => [claim.name, claim]));
  return Object.freeze({
    ...described,
    claim: (name: string) =>
      byName.get(name) ?? (claimFamily?.names.test(name) ? claimFamily.describe(name) : undefined),
    nearestClaim: (name: string) => nearest(name, byName.keys()),
    defaultAudience: audience,
  });
}

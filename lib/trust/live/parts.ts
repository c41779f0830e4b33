/** What the live API answered, part by part, before anything is made of it. */

/** What was found, or why it was not. */
export type LivePart =
  | { readonly found: readonly unknown[] }
  | {
      /** `forbidden`: the identity may not see it. `failed`: there was no usable answer. */
      readonly missing: "forbidden" | "failed";
      /** Why, in a few words: `GET /orgs/acme/services/ answered 403`. */
      readonly reason: string;
    };

/** Bodies as the API gives them; what is not trust in them is dropped. */
export interface LiveParts {
  /** Slug. */
  readonly organization: string;
  /** `GET /orgs/{org}/services/` */
  readonly services: LivePart;
  /** `GET /orgs/{org}/openid-connect/` */
  readonly settings: LivePart;
  /** `GET /orgs/{org}/openid-connect/{slug_perm}/dynamic-mappings/`, by slug_perm, for those with a mapping claim. */
  readonly mappings: ReadonlyMap<string, LivePart>;
  /** `GET /repos/{org}/` */
  readonly repositories: LivePart;
  /** Whether the identity is shown every repository. An Owner is; any other sees those that it may read. */
  readonly seesAllRepositories: boolean;
  /** `GET /repos/{org}/{repo}/privileges`, by slug of the repository. */
  readonly privileges: ReadonlyMap<string, LivePart>;
  /** `GET /orgs/{org}/teams/` */
  readonly teams: LivePart;
  /** `GET /orgs/{org}/members/` */
  readonly members: LivePart;
}

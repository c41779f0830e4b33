// Generated from package.json by `npm run generate`: do not edit.

/** A build of the provider: where Terraform looks for it, and exactly which version. */
export interface ProviderBuild {
  readonly source: string;
  readonly version: string;
}

/** The one that is packed into this package. */
export const PACKED_PROVIDER: ProviderBuild = {
  source: "localhost/cloudsmith-trust/cloudsmith",
  version: "0.1.0",
};

/** Says which provider a resource is of. */
export const PROVIDER_METADATA = { providerName: "cloudsmith" } as const;

// Generated from package.json by `npm run generate`: do not edit.

/** Where Terraform looks for the provider that is packed into this package. */
export const PROVIDER_SOURCE = "localhost/cloudsmith-trust/cloudsmith";

/** Written into required_providers: exactly the version packed into this package. */
export const PROVIDER_METADATA = { providerName: "cloudsmith", providerVersion: "0.1.0" } as const;

export { type ClaimDescription, type Identifies, isClaimText, type Stability } from "./claim.js";
export * from "./github.js";
export type { AudienceContext, Ci, Client, Issuer } from "./issuer.js";

export * from "./assumptions.js";
export * from "./decode.js";
export * from "./errors.js";
export * from "./github/index.js";
export * from "./issuers/index.js";
export * from "./judge.js";
export * from "./judgement.js";
export { matchClaim } from "./match.js";
export * from "./settings.js";

export * from "./errors.js";
export type { TrustFileValue } from "./file/build.js";
export * from "./file/format.js";
export * from "./file/parse.js";
export { TRUST_FILE_SCHEMA } from "./file/schema.js";
export * from "./finding.js";
export * from "./github.js";
export * from "./model.js";

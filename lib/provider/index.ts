export type { ProviderClient } from "./client.js";
export type { Patience } from "./private/pauses.js";
export { type CloudsmithProviderOptions, cloudsmithProvider } from "./provider.js";
export * from "./schema/index.js";
export { VERSION } from "./version.js";

export * from "./diagnostics.js";
export * from "./provider.js";
export * from "./schema.js";
export * from "./value.js";

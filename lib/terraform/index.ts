export * from "./diagnostics.js";
export * from "./provider.js";
export * from "./reattach.js";
export * from "./schema.js";
export * from "./serve.js";
export * from "./value.js";

export * from "./findings.js";
export * from "./json.js";
export * from "./markdown.js";
export * from "./page.js";
export * from "./report.js";
export * from "./schema.js";
export * from "./text.js";

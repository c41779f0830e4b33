export * from "./html.js";
export * from "./markdown.js";
export * from "./report.js";
export * from "./sarif.js";

export * from "./finding.js";
export * from "./model.js";

export * from "./assumptions.js";
export * from "./judgement.js";
export * from "./settings.js";

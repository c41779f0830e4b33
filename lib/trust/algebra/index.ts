export * from "./cube.js";
export * from "./find.js";
export * from "./knowledge.js";
export * from "./knowledge-of.js";
export * from "./pattern.js";
export * from "./region.js";
export * from "./subtract.js";

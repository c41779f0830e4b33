export * from "./guards/index.js";
export * from "./result.js";
export * from "./review.js";

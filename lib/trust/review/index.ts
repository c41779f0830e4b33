export * from "./result.js";
export * from "./review.js";

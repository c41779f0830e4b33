export { findWeakenings } from "./compare.js";
export { guardsOnly } from "./guards-only.js";
export * from "./weakening.js";

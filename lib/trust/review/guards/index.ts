export { findWeakenings } from "./compare.js";
export * from "./weakening.js";

export { type JobOnStack, jobOn } from "./job-on.js";
export * from "./matchers.js";

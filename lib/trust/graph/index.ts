export { type GraphCentre, graphAround } from "./around.js";
export { graphOf } from "./build.js";
export * from "./result.js";

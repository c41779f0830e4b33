export { explainBatch } from "./batch.js";
export { explainOne } from "./one.js";

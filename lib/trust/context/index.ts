export { type JoinedChange, joinSnapshot } from "./join.js";
export { type Recognized, recognizeExisting } from "./recognize.js";

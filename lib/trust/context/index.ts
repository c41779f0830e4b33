export { type JoinedChange, joinSnapshot } from "./join.js";

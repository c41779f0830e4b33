export { drift } from "./drift.js";

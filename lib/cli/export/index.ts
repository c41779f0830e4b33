export { exportTrust } from "./export.js";

export { reach } from "./reach.js";

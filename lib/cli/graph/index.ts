export { graph } from "./graph.js";

export { renderForAccount } from "./render.js";
export { workflows } from "./workflows.js";

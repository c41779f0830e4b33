export { adopt } from "./adopt.js";

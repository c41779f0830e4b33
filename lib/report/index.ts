export * from "./escape/json.js";
export * from "./escape/terminal.js";
export * from "./explanation/explanation.js";
export * from "./explanation/json.js";
export * from "./explanation/remedy.js";
export * from "./explanation/schema.js";
export * from "./explanation/text.js";
export * from "./paint.js";

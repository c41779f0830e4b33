/** In the built package this is one file with all that it exports. */
export * from "./judges-entry.js";

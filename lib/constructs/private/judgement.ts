/**
 * What judges trust, loaded at its first use: it has more modules than the rest of this package, and a program that
 * imports the package need not synthesize.
 */
type Judgement = typeof import("./judges.js");

export function judgement(): Judgement {
  return require("./judges.js") as Judgement;
}

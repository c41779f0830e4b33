import { issuerFactory } from "../fit/issuer.js";
import { valueLiteral } from "./literal.js";
import type { Imports } from "./module.js";
import { type Code, call } from "./print.js";

/** Code for an issuer that the constructs can make. */
export function issuerCode(url: string, imports: Imports): Code {
  const { code = "", argument } = issuerFactory(url) ?? {};
  const type = imports.use("cloudsmith-trust", "OidcIssuer");
  return argument === undefined ? `${type}.${code}` : call(`${type}.${code}`, valueLiteral(argument));
}

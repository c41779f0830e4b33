import { readFileSync } from "node:fs";
import type * as Tls from "node:tls";
import { CloudsmithUsageError } from "../errors.js";

/**
 * The certificates to trust when a CA file is named: those of Node, of `NODE_EXTRA_CA_CERTS` (an explicit list would
 * otherwise replace both), and the file's.
 *
 * @throws CloudsmithUsageError `bad_ca_file`
 */
export function trustedCertificates(
  caFile: string,
  environment: { readonly [name: string]: string | undefined },
): string[] {
  const { rootCertificates } = require("node:tls") as typeof Tls;
  const extra = environment.NODE_EXTRA_CA_CERTS;
  return [...rootCertificates, readCertificates(caFile), ...(extra === undefined ? [] : tryRead(extra))];
}

function readCertificates(file: string): string {
  const [text] = tryRead(file);
  if (text === undefined) {
    throw new CloudsmithUsageError("bad_ca_file", `The CA file ${file} cannot be read: name a readable PEM file.`);
  }
  if (!text.includes("-----BEGIN CERTIFICATE-----")) {
    throw new CloudsmithUsageError("bad_ca_file", `The CA file ${file} holds no PEM certificate.`);
  }
  return text;
}

function tryRead(file: string): string[] {
  try {
    return [readFileSync(file, "utf8")];
  } catch {
    return [];
  }
}

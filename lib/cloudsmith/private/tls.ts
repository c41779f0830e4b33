import { readFileSync } from "node:fs";
import type * as Tls from "node:tls";
import { CloudsmithUsageError } from "../errors.js";

/**
 * The provider's launcher moves `NODE_EXTRA_CA_CERTS` here: Node 20 would read it at each start of the process, 37 ms
 * for processes that mostly never call out.
 */
const MOVED_EXTRA_CERTIFICATES = "CLOUDSMITH_TRUST_EXTRA_CA_CERTS";

/**
 * The certificates to trust where Node's own choice does not do: those of Node, of `NODE_EXTRA_CA_CERTS` (an explicit
 * list would otherwise replace both), and the file's. Undefined where Node's own choice is right. As Node itself does,
 * an unreadable file of the environment is passed over; the named one must be readable.
 *
 * @throws CloudsmithUsageError `bad_ca_file`
 */
export function trustedCertificates(
  caFile: string | undefined,
  environment: { readonly [name: string]: string | undefined },
): string[] | undefined {
  const moved = environment[MOVED_EXTRA_CERTIFICATES] ?? "";
  if (caFile === undefined && moved === "") {
    return undefined;
  }
  const { rootCertificates } = require("node:tls") as typeof Tls;
  const extra = [moved, environment.NODE_EXTRA_CA_CERTS ?? ""].filter((file) => file !== "");
  return [
    ...rootCertificates,
    ...(caFile === undefined ? [] : [readCertificates(caFile)]),
    ...new Set(extra.flatMap(tryRead)),
  ];
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

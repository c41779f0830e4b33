/**
 * A self-signed certificate for one process. Written by hand because every library for it costs 80 ms and more at
 * start-up, and this costs 6 (ARCHITECTURE.md has the table).
 */
import { generateKeyPairSync, randomBytes, sign } from "node:crypto";
import * as der from "./der.js";

export interface Identity {
  /** The certificate in DER. */
  readonly certificate: Buffer;
  readonly certificatePem: string;
  readonly privateKeyPem: string;
}

export interface IdentityOptions {
  /** DNS name the client expects; go-plugin asks for `localhost`. */
  readonly host?: string;
  readonly now?: Date;
}

const OID = {
  commonName: "2.5.4.3",
  ecdsaWithSha256: "1.2.840.10045.4.3.2",
  subjectAlternativeName: "2.5.29.17",
  basicConstraints: "2.5.29.19",
  keyUsage: "2.5.29.15",
  extendedKeyUsage: "2.5.29.37",
  serverAuth: "1.3.6.1.5.5.7.3.1",
  clientAuth: "1.3.6.1.5.5.7.3.2",
};

const MINUTE = 60_000;
/** Longer than any apply; the key lives in memory only and dies with the process. */
const VALIDITY = 30 * 24 * 60 * MINUTE;
const DNS_NAME = 2;

export function createIdentity({ host = "localhost", now = new Date() }: IdentityOptions = {}): Identity {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const algorithm = der.sequence(der.objectIdentifier(OID.ecdsaWithSha256));
  const name = der.sequence(der.set(der.sequence(der.objectIdentifier(OID.commonName), der.utf8String("localhost"))));
  const validity = der.sequence(
    der.time(new Date(now.getTime() - MINUTE)),
    der.time(new Date(now.getTime() + VALIDITY)),
  );
  const toBeSigned = der.sequence(
    der.explicit(0, der.unsignedInteger(Uint8Array.of(2))), // version 3
    serialNumber(),
    algorithm,
    name,
    validity,
    name,
    publicKey.export({ format: "der", type: "spki" }),
    der.explicit(3, extensions(host)),
  );
  const certificate = der.sequence(toBeSigned, algorithm, der.bitString(sign("sha256", toBeSigned, privateKey)));
  return {
    certificate,
    certificatePem: toPem(certificate),
    privateKeyPem: privateKey.export({ format: "pem", type: "pkcs8" }).toString(),
  };
}

/** Positive, and of the same length always. */
function serialNumber(): Buffer {
  const octets = randomBytes(16);
  octets[0] = ((octets[0] ?? 0) & 0x7f) | 0x40;
  return der.unsignedInteger(octets);
}

/** As go-plugin makes its own: clients on OpenSSL want to see a certificate authority that signs itself. */
function extensions(host: string): Buffer {
  const digitalSignatureKeyAgreementCertSign = der.bitString(Uint8Array.of(0b1000_1100), 2);
  return der.sequence(
    extension(OID.basicConstraints, "critical", der.sequence(der.boolean(true))),
    extension(OID.keyUsage, "critical", digitalSignatureKeyAgreementCertSign),
    extension(
      OID.extendedKeyUsage,
      "optional",
      der.sequence(der.objectIdentifier(OID.serverAuth), der.objectIdentifier(OID.clientAuth)),
    ),
    extension(OID.subjectAlternativeName, "optional", der.sequence(der.implicit(DNS_NAME, Buffer.from(host)))),
  );
}

function extension(oid: string, weight: "critical" | "optional", value: Buffer): Buffer {
  const critical = weight === "critical" ? [der.boolean(true)] : [];
  return der.sequence(der.objectIdentifier(oid), ...critical, der.octetString(value));
}

function toPem(certificate: Buffer): string {
  const lines = certificate.toString("base64").match(/.{1,64}/g) ?? [];
  return ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join("\n");
}

import { createPrivateKey, X509Certificate } from "node:crypto";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createIdentity } from "../../../lib/terraform/plugin/certificate.js";
import * as der from "../../../lib/terraform/plugin/der.js";

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");
const DAY = 86_400_000;

describe("the certificate", () => {
  const now = new Date("2026-03-01T12:00:00Z");
  const identity = createIdentity({ now });
  const parsed = new X509Certificate(identity.certificate);

  it("is one that OpenSSL parses, in DER and PEM alike", () => {
    expect(new X509Certificate(identity.certificatePem).raw).toEqual(identity.certificate);
    expect(parsed.subject).toBe("CN=localhost");
    expect(parsed.issuer).toBe("CN=localhost");
  });

  it("is for localhost, as a server and as a client, and its own authority", () => {
    expect(parsed.checkHost("localhost")).toBe("localhost");
    expect(parsed.checkHost("example.com")).toBeUndefined();
    expect(parsed.keyUsage).toEqual(["1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2"]);
    expect(parsed.ca).toBe(true);
  });

  it("is signed by its own P-256 key", () => {
    expect(parsed.publicKey.asymmetricKeyDetails).toEqual({ namedCurve: "prime256v1" });
    expect(parsed.verify(parsed.publicKey)).toBe(true);
    expect(parsed.checkPrivateKey(createPrivateKey(identity.privateKeyPem))).toBe(true);
  });

  it("is valid from a minute ago for thirty days", () => {
    expect(new Date(parsed.validFrom).getTime()).toBe(now.getTime() - 60_000);
    expect(new Date(parsed.validTo).getTime()).toBe(now.getTime() + 30 * DAY);
  });

  it("is another one each time", () => {
    const other = new X509Certificate(createIdentity({ now }).certificate);
    expect(other.serialNumber).not.toBe(parsed.serialNumber);
    expect(other.fingerprint256).not.toBe(parsed.fingerprint256);
  });

  it("is sound for any host name and any time, on both sides of 2050", () => {
    const label = fc.stringMatching(/^[a-z]{1,63}$/);
    const host = fc.array(label, { minLength: 1, maxLength: 4 }).map((labels) => labels.join("."));
    const time = fc.date({
      min: new Date("1990-01-01T00:00:00Z"),
      max: new Date("2090-01-01T00:00:00Z"),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(host, time, (name, moment) => {
        const certificate = new X509Certificate(createIdentity({ host: name, now: moment }).certificate);
        expect(certificate.subjectAltName).toBe(`DNS:${name}`);
        expect(certificate.verify(certificate.publicKey)).toBe(true);
        const seconds = Math.floor((moment.getTime() - 60_000) / 1000);
        expect(new Date(certificate.validFrom).getTime()).toBe(seconds * 1000);
      }),
      { numRuns: 200 },
    );
  });
});

describe("DER", () => {
  it.each([
    [0, "0400"],
    [127, "047f"],
    [128, "048180"],
    [255, "0481ff"],
    [256, "04820100"],
    [65_536, "0483010000"],
  ])("writes the length %i", (length, header) => {
    expect(hex(der.octetString(new Uint8Array(length)).subarray(0, header.length / 2))).toBe(header);
  });

  it.each([
    ["00", "020100"],
    ["0000", "020100"],
    ["7f", "02017f"],
    ["80", "02020080"],
    ["000080", "02020080"],
    ["0100", "02020100"],
  ])("writes the number %s without a sign and without zeros in front", (octets, expected) => {
    expect(hex(der.unsignedInteger(Buffer.from(octets, "hex")))).toBe(expected);
  });

  it.each([
    ["2.5.29.17", "0603551d11"],
    ["1.2.840.10045.4.3.2", "06082a8648ce3d040302"],
    ["1.3.6.1.5.5.7.3.1", "06082b06010505070301"],
  ])("writes the identifier %s", (dotted, expected) => {
    expect(hex(der.objectIdentifier(dotted))).toBe(expected);
  });

  it.each([
    ["2049-12-31T23:59:59Z", "170d3439313233313233353935395a"],
    ["2050-01-01T00:00:00Z", "180f32303530303130313030303030305a"],
  ])("writes the time %s in the form of its century", (moment, expected) => {
    expect(hex(der.time(new Date(moment)))).toBe(expected);
  });
});

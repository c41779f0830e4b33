import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { HttpTransport } from "../../lib/cloudsmith/index.js";
import { rejection } from "./support/client.js";
import { AUTHORITY_FILE, json, serve, type TestServer } from "./support/server.js";

const tlsServer = (): Promise<TestServer> => serve((_request, response) => json(response, 200, {}), { tls: true });

function get(url: string, caFile?: string) {
  return new HttpTransport({ environment: {}, ...(caFile === undefined ? {} : { caFile }) }).send({
    method: "GET",
    url: new URL(url),
    headers: { "x-api-key": "csa_canary" },
    abandonable: true,
  });
}

/** In a process of its own, whose environment Node reads at its start. */
async function getElsewhere(args: readonly string[], environment: { [name: string]: string }): Promise<string> {
  const script = join(__dirname, "support/get.ts");
  const { stdout } = await promisify(execFile)(process.execPath, ["--require", "tsx/cjs", script, ...args], {
    env: { PATH: process.env.PATH ?? "", ...environment },
  });
  return stdout.trim();
}

describe("a server's certificate", () => {
  it("must be signed by an authority that is trusted", async () => {
    const server = await tlsServer();

    const error = await rejection(get(server.url));

    expect(error).toMatchObject({ code: "certificate", landed: "no" });
    expect(String(error)).toContain("NODE_EXTRA_CA_CERTS");
    expect(server.received).toEqual([]);
  });

  it("may be signed by an authority of the CA file", async () => {
    const server = await tlsServer();

    expect((await get(server.url, AUTHORITY_FILE)).status).toBe(200);
  });

  it("may be signed by an authority of NODE_EXTRA_CA_CERTS", async () => {
    const server = await tlsServer();

    expect(await getElsewhere([server.url], { NODE_EXTRA_CA_CERTS: AUTHORITY_FILE })).toBe("200");
  });

  it("may be signed by an authority of NODE_EXTRA_CA_CERTS while a CA file names others", async () => {
    const server = await tlsServer();
    const directory = mkdtempSync(join(tmpdir(), "ca-"));
    const other = join(directory, "other.pem");
    const { rootCertificates } = await import("node:tls");
    writeFileSync(other, rootCertificates[0]!);

    expect(await getElsewhere([server.url, other], { NODE_EXTRA_CA_CERTS: AUTHORITY_FILE })).toBe("200");
    expect(await getElsewhere([server.url, other], {})).toBe("certificate");
    rmSync(directory, { recursive: true });
  });

  it("is verified even where NODE_TLS_REJECT_UNAUTHORIZED says otherwise", async () => {
    const server = await tlsServer();

    expect(await getElsewhere([server.url], { NODE_TLS_REJECT_UNAUTHORIZED: "0" })).toBe("certificate");
    expect(server.received).toEqual([]);
  });
});

describe("a CA file", () => {
  it("that cannot be read is named", async () => {
    const error = await rejection(get("https://127.0.0.1:1", "/nonexistent/ca.pem"));

    expect(error).toMatchObject({ code: "bad_ca_file" });
    expect(String(error)).toContain("/nonexistent/ca.pem");
  });

  it("that holds no certificate is named", async () => {
    expect(await rejection(get("https://127.0.0.1:1", __filename))).toMatchObject({ code: "bad_ca_file" });
  });
});

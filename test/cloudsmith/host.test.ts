import { describe, expect, it } from "vitest";
import { isCloudsmithUsageError, isLoopback, parseApiHost } from "../../lib/cloudsmith/index.js";

describe("the API host", () => {
  it.each([
    ["https://api.cloudsmith.io/v1", "https://api.cloudsmith.io/v1", "https://api.cloudsmith.io"],
    ["https://api.cloudsmith.io/v1/", "https://api.cloudsmith.io/v1", "https://api.cloudsmith.io"],
    ["https://api.cloudsmith.io", "https://api.cloudsmith.io", "https://api.cloudsmith.io"],
    [" https://api.cloudsmith.io/ \n", "https://api.cloudsmith.io", "https://api.cloudsmith.io"],
    [
      "https://gateway.example/cloudsmith/v1//",
      "https://gateway.example/cloudsmith/v1",
      "https://gateway.example/cloudsmith",
    ],
    ["http://127.0.0.1:8080/v1", "http://127.0.0.1:8080/v1", "http://127.0.0.1:8080"],
  ])("reads %j", (text, base, root) => {
    const host = parseApiHost(text);

    expect(host.base).toBe(base);
    expect(host.root).toBe(root);
    expect(root.startsWith(host.origin)).toBe(true);
  });

  it("does not take a path that merely ends like the version for the version", () => {
    expect(parseApiHost("https://gateway.example/av1").root).toBe("https://gateway.example/av1");
  });

  it.each(["http://localhost:1", "http://127.0.0.1", "http://127.255.255.254:9", "http://[::1]:9", "http://LOCALHOST"])(
    "may be plain http on this machine: %s",
    (text) => {
      expect(parseApiHost(text).origin).toMatch(/^http:/);
    },
  );

  it.each([
    "http://api.cloudsmith.io",
    "http://128.0.0.1",
    "http://127.0.0.1.example",
    "http://localhost.example",
    "http://0.0.0.0",
    "http://[::2]",
    "http://10.0.0.1",
  ])("must be https anywhere else: %s", (text) => {
    expect(() => parseApiHost(text)).toThrow(/must use https/);
  });

  it.each(["", "api.cloudsmith.io", "ftp://api.cloudsmith.io", "/v1", "file:///etc/passwd"])(
    "is a URL with a scheme, not %j",
    (text) => {
      expect(() => parseApiHost(text)).toThrow(/must be a URL with its scheme, as https:\/\/api\.cloudsmith\.io\/v1/);
    },
  );

  it("has no user name or password, and the refusal does not repeat them", () => {
    for (const text of ["https://me:hunter2@api.cloudsmith.io", "me:hunter2@api.cloudsmith.io"]) {
      const error = caught(() => parseApiHost(text));

      expect(isCloudsmithUsageError(error) && error.code).toBe("bad_host");
      expect(String(error)).not.toContain("hunter2");
    }
  });

  it.each(["https://api.cloudsmith.io/v1?x=1", "https://api.cloudsmith.io/v1#x"])(
    "has no query or fragment: %s",
    (text) => {
      expect(() => parseApiHost(text)).toThrow(/neither a query nor a fragment/);
    },
  );
});

describe("loopback", () => {
  it("is 127.0.0.0/8, ::1 and localhost, as URLs spell host names", () => {
    expect(["127.0.0.1", "127.9.9.9", "[::1]", "::1", "localhost"].every(isLoopback)).toBe(true);
    expect(["127.example.com", "1127.0.0.1", "126.0.0.1", "notlocalhost", "[::ffff:7f00:1]"].some(isLoopback)).toBe(
      false,
    );
  });
});

function caught(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return undefined;
}

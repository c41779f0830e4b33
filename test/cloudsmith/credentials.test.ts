import { describe, expect, it } from "vitest";
import { apiKeyCredential, isCloudsmithUsageError } from "../../lib/cloudsmith/index.js";
import { KEY } from "./support/client.js";

describe("a key as credential", () => {
  it.each([
    ["an API key", KEY, KEY],
    ["a token of an exchange", "eyJh.eyJi.c2ln", "eyJh.eyJi.c2ln"],
    ["the Bearer form", "Bearer eyJh.eyJi.c2ln", "Bearer eyJh.eyJi.c2ln"],
    ["the Bearer form in other letters and spaces", " bearer   eyJh.eyJi.c2ln", "Bearer eyJh.eyJi.c2ln"],
    ["a key read from a file, with its line end", `${KEY}\r\n`, KEY],
  ])("sends %s in X-Api-Key", async (_, text, value) => {
    expect(await apiKeyCredential(text).header({})).toEqual({ name: "X-Api-Key", value });
  });

  it("always sends the same, so a 401 is final", () => {
    expect(apiKeyCredential(KEY).invalidate).toBeUndefined();
  });

  it.each(["", "   ", "\n", "Bearer "])("must not be empty: %j", (text) => {
    expect(() => apiKeyCredential(text)).toThrow(/API key is empty/);
  });

  it.each([`${KEY} ${KEY}`, `${KEY}\nX-Other: 1`, `${KEY}\u00e9`, `${KEY}\0`])(
    "must fit in one header, and the refusal does not show it",
    (text) => {
      try {
        apiKeyCredential(text);
        expect.unreachable();
      } catch (error) {
        expect(isCloudsmithUsageError(error) && error.code).toBe("bad_credential");
        expect(String(error)).not.toContain("canary");
      }
    },
  );
});

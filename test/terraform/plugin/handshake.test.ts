import { describe, expect, it } from "vitest";
import { assertProtocol, handshakeLine, MAGIC_COOKIE, startedByHand } from "../../../lib/terraform/plugin/handshake.js";

describe("the handshake", () => {
  it("is refused without Terraform's cookie, in a sentence that says what this is", () => {
    for (const environment of [{}, { [MAGIC_COOKIE.name]: "wrong" }]) {
      expect(startedByHand(environment, "cloudsmith")).toMatch(
        /^This is the Terraform provider "cloudsmith"\. Terraform starts it/,
      );
    }
    expect(startedByHand({ [MAGIC_COOKIE.name]: MAGIC_COOKIE.value }, "cloudsmith")).toBeUndefined();
  });

  it.each([undefined, "", "6", "5,6", "6,5", "7,6"])("takes the offered protocols %j", (offered) => {
    assertProtocol({ PLUGIN_PROTOCOL_VERSIONS: offered });
  });

  it.each(["5", "4,5", "16", "66"])(
    "refuses the offered protocols %j, and says which Terraform it needs",
    (offered) => {
      expect(() => assertProtocol({ PLUGIN_PROTOCOL_VERSIONS: offered })).toThrow("Use Terraform 1.0 or newer");
    },
  );

  it("is one line of six fields, the certificate in base64 without padding", () => {
    const address = { network: "unix", address: "/tmp/tfp-1/s" } as const;
    expect(handshakeLine(address, Buffer.from("a"))).toBe("1|6|unix|/tmp/tfp-1/s|grpc|YQ");
    expect(handshakeLine(address, Buffer.from("abc"))).toBe("1|6|unix|/tmp/tfp-1/s|grpc|YWJj");
    expect(handshakeLine({ network: "tcp", address: "127.0.0.1:1" }, undefined)).toBe("1|6|tcp|127.0.0.1:1|grpc|");
  });
});

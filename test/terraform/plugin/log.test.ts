import { describe, expect, it } from "vitest";
import { createLogger } from "../../../lib/terraform/plugin/log.js";

function logging(environment: Record<string, string>, redact = (text: string) => text) {
  const lines: string[] = [];
  const log = createLogger({
    module: "cloudsmith",
    environment,
    redact,
    write: (line) => lines.push(line),
    now: () => new Date("2026-03-01T12:00:00.250Z"),
  });
  return { lines, log };
}

describe("a log line", () => {
  it("is the JSON that go-plugin reads, with six digits of a second", () => {
    const { lines, log } = logging({ TF_LOG: "TRACE" });
    log("info", "read page", { page: 2, of: 9 });
    expect(lines).toEqual([
      '{"page":2,"of":9,"@level":"info","@message":"read page","@timestamp":"2026-03-01T12:00:00.250000Z","@module":"cloudsmith"}\n',
    ]);
  });

  it.each([
    [{}, []],
    [{ TF_LOG: "" }, []],
    [{ TF_LOG: "off" }, []],
    [{ TF_LOG: "trace", TF_LOG_PROVIDER: "off" }, []],
    [{ TF_LOG: "error" }, ["error"]],
    [{ TF_LOG_PROVIDER: "WARN" }, ["warn", "error"]],
    [{ TF_LOG: "error", TF_LOG_PROVIDER: "info" }, ["info", "warn", "error"]],
    [{ TF_LOG: "JSON" }, ["trace", "debug", "info", "warn", "error"]],
    [{ TF_LOG: "1" }, ["trace", "debug", "info", "warn", "error"]],
  ])("is written with %j for the levels %j", (environment, expected) => {
    const { lines, log } = logging(environment as Record<string, string>);
    for (const level of ["trace", "debug", "info", "warn", "error"] as const) {
      log(level, "x");
    }
    expect(lines.map((line) => (JSON.parse(line) as Record<string, string>)["@level"])).toEqual(expected);
  });

  it("holds no secret: not in the message, a field, a nested field or an error's stack", () => {
    const { lines, log } = logging({ TF_LOG: "trace" }, (text) => text.replaceAll('se"cret', "***"));
    log("info", 'a se"cret', { field: 'se"cret', deep: [{ er: 'se"cret' }], error: new Error('se"cret') });
    expect(lines[0]).not.toContain("cret");
    expect(lines[0]?.match(/\*\*\*/g)?.length).toBeGreaterThanOrEqual(4);
  });

  it("takes what JSON does not know", () => {
    const { lines, log } = logging({ TF_LOG: "trace" });
    log("info", "x", { big: 2n ** 64n, none: undefined, date: new Date(0) });
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({ big: "18446744073709551616", date: "1970-01-01T00:00:00.000Z" });
  });

  it("cannot have its own names taken by a field", () => {
    const { lines, log } = logging({ TF_LOG: "trace" });
    log("info", "true", { "@message": "false" });
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({ "@message": "true" });
  });
});

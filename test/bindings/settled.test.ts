import { Fn, Lazy, TerraformStack, TerraformVariable, Testing, Token } from "cdktf";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { settled } from "../../lib/bindings/private/settled.js";
import { resolved } from "../support/resolve.js";

const stack = new TerraformStack(Testing.app(), "stack");
const variable = new TerraformVariable(stack, "variable", { type: "string" });
const list = new TerraformVariable(stack, "list", { type: "list(string)" });

/** Texts that cdktf looks into, and texts that look like them. */
const texts = fc.oneof(
  fc.string(),
  fc.constantFrom(
    variable.stringValue,
    `before ${variable.stringValue} after`,
    `\${upper(${variable.stringValue})}`,
    String(Token.asNumber(variable.value)),
    "${aws_s3_bucket.logs.arn}",
    "$${literal} and %{if true}",
    "1e5",
    "a-e-b",
    "{}",
    "#{TfToken[",
  ),
);

const values = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    texts,
    fc.double(),
    fc.integer(),
    fc.constantFrom<unknown>(
      true,
      null,
      undefined,
      Token.asNumber(variable.value),
      Token.asList(list.value),
      Token.asStringMap(variable.value),
      Token.STRING_MAP_TOKEN_VALUE,
      Token.NUMBER_MAP_TOKEN_VALUE,
      Fn.upper(variable.stringValue),
      variable.value,
      Lazy.anyValue({ produce: () => ({ nested: variable.stringValue, none: undefined }) }),
      new Date(0),
      () => undefined,
      stack,
    ),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(texts, tie("value"), { maxKeys: 4 }),
  ),
}));

function outcome(run: () => unknown): unknown {
  try {
    return { value: run() };
  } catch {
    return "refused";
  }
}

describe("a settled value", () => {
  it("is what cdktf resolves it to, and refused where cdktf refuses it", () => {
    fc.assert(
      fc.property(values.value, (value) => {
        const ours = outcome(() => settled(value, (each) => resolved(stack, each)));

        expect(ours).toStrictEqual(outcome(() => resolved(stack, value)));
      }),
      { seed: 5, numRuns: 1000 },
    );
  });

  it("is the very object where it holds no token, and asks cdktf for nothing", () => {
    const value = { name: "ci-app", claims: { repository_id: "74" }, service_accounts: ["ci-app"], enabled: true };
    const asked: unknown[] = [];

    expect(settled(value, (each) => asked.push(each))).toBe(value);
    expect(asked).toEqual([]);
  });

  it("is refused, as by cdktf, where it goes round in circles", () => {
    const circle: { self?: unknown } = {};
    circle.self = circle;

    expect(() => settled(circle, (each) => resolved(stack, each))).toThrow(/circular/i);
  });
});

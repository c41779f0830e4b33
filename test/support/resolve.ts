import { DefaultTokenResolver, StringConcat, type TerraformStack, Tokenization } from "cdktf";

/** What a value with tokens in it becomes in the stack's JSON. */
export function resolved(stack: TerraformStack, value: unknown): unknown {
  return Tokenization.resolve(value, {
    scope: stack,
    resolver: new DefaultTokenResolver(new StringConcat()),
    preparing: false,
  });
}

import { type IResolvable, type IResolveContext, Token } from "cdktf";
import { settledFields } from "./settled.js";

type Fields = { readonly [name: string]: unknown };

/**
 * The body of a resource, for cdktf to write. It looks like the object that it stands for, and resolves itself: through an
 * object cdktf walks three times on its way to the file, key by key and value by value, though hardly any holds a token.
 */
abstract class Body implements IResolvable {
  readonly [name: string]: unknown;

  /** @param beside - what is written beside the fields */
  constructor(fields: Fields, beside?: Fields) {
    Object.assign(this, fields, beside);
  }

  /** @returns what cdktf goes through before it takes the body, which is nothing, or all where it cannot be resolved */
  resolve(context: IResolveContext): unknown {
    let written: object;
    try {
      written = this.written(context);
    } catch {
      // cdktf fails in the same place, and says which attribute it is
      return { ...this };
    }
    context.registerPostProcessor({ postProcess: () => written });
    return undefined;
  }

  protected abstract written(context: IResolveContext): object;

  get creationStack(): string[] {
    return [];
  }

  toString(): string {
    return Token.asString(this);
  }
}

/** As the constructs have it, with tokens in it. */
export class DeclaredBody extends Body {
  protected written(context: IResolveContext): object {
    return new ResolvedBody(settledFields(this, (value) => context.resolve(value)));
  }
}

/** Without tokens: cdktf resolves the whole stack once more when it has all bodies. */
class ResolvedBody extends Body {
  protected written(): object {
    return { ...this };
  }
}

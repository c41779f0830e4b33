import { EXCEPTIONS_KEY } from "../../exceptions.js";
import { withoutCheckout } from "./private/backends.js";
import { OURS, PASSES_OVER } from "./private/guard-attributes.js";
import { hostOf } from "./private/host.js";
import { at, blocksOf, canonical, type Fields, fieldsOf, textOf } from "./private/json.js";
import { EXTERNAL, withoutSecrets } from "./private/programs.js";

/**
 * Of a stack's JSON what {@link findWeakenings} compares and quotes, and nothing else: every other value becomes its
 * digest, since it may be secret. Two stacks reduced with one digest differ wherever the stacks do.
 *
 * @param stack the value of a `cdk.tf.json`
 * @param digest an irreversible digest of a text, of letters and digits; keyed, since secrets may be easy to guess
 */
export function guardsOnly(stack: unknown, digest: (text: string) => string): object {
  const hidden = (value: unknown): string => digest(canonical(value));
  const hiddenFields = (fields: Fields): object => mapped(fields, hidden);
  const backends = (value: unknown) =>
    blocksOf(value).map((block) => mapped(block, (body) => blocksOf(body).map(withoutCheckout).map(hiddenFields)));
  return {
    "//": { metadata: { [EXCEPTIONS_KEY]: at(stack, "//", "metadata", EXCEPTIONS_KEY) } },
    terraform: {
      required_providers: blocksOf(at(stack, "terraform", "required_providers")).map((block) =>
        mapped(block, (provider) => ({ source: at(provider, "source"), version: at(provider, "version") })),
      ),
      backend: backends(at(stack, "terraform", "backend")),
      cloud: blocksOf(at(stack, "terraform", "cloud")).map(hiddenFields),
    },
    provider: mapped(fieldsOf(at(stack, "provider")), (blocks) =>
      blocksOf(blocks).map((block) =>
        mapped(block, (value, name) => (name === "alias" ? value : (hiddenHost(value, digest) ?? hidden(value)))),
      ),
    ),
    module: mapped(fieldsOf(at(stack, "module")), (blocks) =>
      blocksOf(blocks).map(({ source, version }) => {
        const text = textOf(source) ?? "";
        return { source: `${withoutSecrets(text)}?${digest(text)}`, version };
      }),
    ),
    resource: bodies(at(stack, "resource"), (type, body) => ({
      ...(blocksOf(body.provisioner).length === 0 ? {} : program(body, hidden)),
      ...(OURS.test(type) ? checksOf(body) : {}),
    })),
    data: bodies(at(stack, "data"), (type, body) =>
      Object.hasOwn(EXTERNAL, type)
        ? hiddenFields(
            type === "terraform_remote_state" ? { ...body, config: withoutCheckout(fieldsOf(body.config)) } : body,
          )
        : {},
    ),
  };
}

function mapped(fields: Fields, change: (value: unknown, name: string) => unknown): { [name: string]: unknown } {
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([name]) => name !== "//")
      .map(([name, value]) => [name, change(value, name)]),
  );
}

/** Named bodies two levels deep; those of which nothing is left are dropped. */
function bodies(value: unknown, reduce: (type: string, body: Fields) => object): object {
  const types = mapped(fieldsOf(value), (named, type) => {
    const reduced = mapped(fieldsOf(named), (body) => reduce(`${type}`, blocksOf(body)[0] ?? {}));
    return Object.fromEntries(Object.entries(reduced).filter(([, body]) => Object.keys(fieldsOf(body)).length > 0));
  });
  return Object.fromEntries(Object.entries(types).filter(([, named]) => Object.keys(fieldsOf(named)).length > 0));
}

/** The host as it is quoted; what else is in the URL is hidden behind it. */
function hiddenHost(value: unknown, digest: (text: string) => string): string | undefined {
  const host = hostOf(value);
  return host === undefined ? undefined : `${host}?${digest(String(value))}`;
}

function program(body: Fields, hidden: (value: unknown) => string): object {
  const { connection, triggers_replace, triggers } = body;
  return {
    provisioner: blocksOf(body.provisioner).map((block) =>
      mapped(block, (value, name) => (name === "type" ? value : hidden(value))),
    ),
    triggers: hidden([connection, triggers_replace, triggers]),
  };
}

function checksOf(body: Fields): object {
  const passed = Object.entries(PASSES_OVER).filter(([attribute, passes]) => passes(at(body, attribute)));
  const ignored = blocksOf(body.lifecycle).flatMap(({ ignore_changes }) => ignore_changes ?? []);
  return {
    // how it is told to is nobody's business
    ...Object.fromEntries(passed.map(([attribute]) => [attribute, true])),
    ...(ignored.length === 0 ? {} : { lifecycle: { ignore_changes: ignored } }),
  };
}

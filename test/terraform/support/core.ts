/** What Terraform does with a provider, without Terraform: merges, plans twice, applies, and checks each answer. */
import {
  type Block,
  isUnknown,
  type NestedBlock,
  type ObjectValue,
  type Provider,
  type Value,
} from "../../../lib/terraform/index.js";
import { handle } from "../../../lib/terraform/server/handlers.js";
import type { IdentityData } from "../../../lib/terraform/server/identity.js";
import { listResource } from "../../../lib/terraform/server/rpc/list-resource.js";
import { Secrets } from "../../../lib/terraform/server/secrets.js";
import { type Call, Session } from "../../../lib/terraform/server/session.js";
import { decodeValue, encodeValue, fromHandlerValue } from "../../../lib/terraform/wire/dynamic-value.js";
import type { ProviderMethod, RequestOf } from "../../../lib/terraform/wire/methods.js";
import { PROVIDER_METHODS, PROVIDER_STREAMS } from "../../../lib/terraform/wire/methods.js";
import { decode, encode } from "../../../lib/terraform/wire/protobuf.js";

export interface Said {
  readonly severity: "error" | "warning";
  readonly summary: string;
  readonly detail: string;
  /** e.g. `member`, `rule[0].name`. */
  readonly path: string;
}

interface Answer {
  readonly errors: Said[];
  readonly warnings: Said[];
}

export interface PlanAnswer extends Answer {
  readonly planned: ObjectValue | null;
  readonly private: Uint8Array;
  readonly identity: ObjectValue | undefined;
  readonly replace: string[];
}

export interface StateAnswer extends Answer {
  readonly state: ObjectValue | null;
  readonly private: Uint8Array;
  readonly identity?: ObjectValue | undefined;
}

export interface Listed {
  readonly name: string;
  readonly identity: ObjectValue | undefined;
  /** Undefined where it was not sent. */
  readonly state: ObjectValue | null | undefined;
}

const NONE = new Uint8Array(0);
const idle = (): Call => ({ signal: new AbortController().signal });

export class Core {
  readonly session: Session<unknown>;
  readonly log: string[] = [];
  readonly provider: Provider<never>;

  constructor(provider: Provider<never>) {
    this.provider = provider;
    this.session = new Session(provider as Provider<unknown>, {
      log: (level, message) => this.log.push(`${level} ${message}`),
      secrets: new Secrets((text) => provider.redact?.(text) ?? text),
    });
  }

  /** A request over the wire's own encoding, in both directions. */
  async call<Method extends ProviderMethod>(method: Method, request: object, call: Call = idle()) {
    const types = PROVIDER_METHODS[method];
    const sent = decode(types.request as never, encode(types.request as never, request as never)) as RequestOf<Method>;
    const answered = await handle(method, this.session, sent, call);
    return decode(
      types.response as never,
      encode(types.response as never, answered as never),
    ) as (typeof types)["response"]["decoded"];
  }

  async configure(config: Record<string, unknown> = {}, terraformVersion = "1.11.4"): Promise<Answer> {
    const { schema } = this.provider;
    const value = encodeValue(schema, fromHandlerValue(schema, config));
    return said(await this.call("ConfigureProvider", { terraformVersion, config: value }));
  }

  async validate(typeName: string, config: Record<string, unknown>, writeOnly = true): Promise<Answer> {
    return said(
      await this.call("ValidateResourceConfig", {
        typeName,
        config: this.#encode(typeName, this.shape(typeName, config)),
        clientCapabilities: { writeOnlyAttributesAllowed: writeOnly },
      }),
    );
  }

  /** A configuration with every attribute of the schema. */
  shape(typeName: string, config: Record<string, unknown>): ObjectValue {
    return fromHandlerValue(this.schema(typeName), config);
  }

  schema(typeName: string): Block {
    return this.provider.resources[typeName]!.schema;
  }

  async plan(
    typeName: string,
    prior: ObjectValue | null,
    config: Record<string, unknown> | null,
    kept = NONE,
  ): Promise<PlanAnswer> {
    const wanted = config === null ? null : this.shape(typeName, config);
    const proposed = wanted === null ? null : propose(this.schema(typeName), prior, wanted);
    const answer = await this.call("PlanResourceChange", {
      typeName,
      priorState: this.#encode(typeName, prior),
      proposedNewState: this.#encode(typeName, proposed),
      config: this.#encode(typeName, wanted),
      priorPrivate: kept,
    });
    return {
      ...said(answer),
      planned: decodeValue(this.schema(typeName), answer.plannedState),
      private: answer.plannedPrivate,
      identity: this.#identity(typeName, answer.plannedIdentity),
      replace: answer.requiresReplace.map(({ steps }) => pathText(steps)),
    };
  }

  async apply(
    typeName: string,
    change: {
      prior: ObjectValue | null;
      planned: ObjectValue | null;
      config: Record<string, unknown> | null;
      private?: Uint8Array;
    },
  ): Promise<StateAnswer> {
    const answer = await this.call("ApplyResourceChange", {
      typeName,
      priorState: this.#encode(typeName, change.prior),
      plannedState: this.#encode(typeName, change.planned),
      config: this.#encode(typeName, change.config === null ? null : this.shape(typeName, change.config)),
      plannedPrivate: change.private ?? NONE,
    });
    return {
      ...said(answer),
      state: decodeValue(this.schema(typeName), answer.newState),
      private: answer.private,
      identity: this.#identity(typeName, answer.newIdentity),
    };
  }

  /** Plan and apply in one. */
  async change(
    typeName: string,
    prior: ObjectValue | null,
    config: Record<string, unknown> | null,
  ): Promise<StateAnswer> {
    const { planned, private: kept } = await this.plan(typeName, prior, config);
    return this.apply(typeName, { prior, planned, config, private: kept });
  }

  async read(typeName: string, state: ObjectValue, kept = NONE): Promise<StateAnswer> {
    const answer = await this.call("ReadResource", {
      typeName,
      currentState: this.#encode(typeName, state),
      private: kept,
    });
    return {
      ...said(answer),
      state: decodeValue(this.schema(typeName), answer.newState),
      private: answer.private,
      identity: this.#identity(typeName, answer.newIdentity),
    };
  }

  /** @param by - an import id, or an identity; state is null where nothing was imported */
  async import(typeName: string, by: string | Record<string, unknown>): Promise<StateAnswer> {
    const target = typeof by === "string" ? { id: by } : { identity: this.#encodeIdentity(typeName, by) };
    const answer = await this.call("ImportResourceState", { typeName, ...target });
    const [imported] = answer.importedResources;
    return {
      ...said(answer),
      state: imported === undefined ? null : decodeValue(this.schema(typeName), imported.state),
      private: imported?.private ?? NONE,
      identity: this.#identity(typeName, imported?.identity),
    };
  }

  /** As `terraform query` asks: it reads until an error, and stops at the limit. */
  async list(
    typeName: string,
    config: Record<string, unknown>,
    { limit = 100, wholeState = false, call = idle() }: { limit?: number; wholeState?: boolean; call?: Call } = {},
  ): Promise<Answer & { readonly found: readonly Listed[] }> {
    const { request, response } = PROVIDER_STREAMS.ListResource;
    const { schema } = this.provider.listResources![typeName]!;
    const asked = {
      typeName,
      config: encodeValue(schema, fromHandlerValue(schema, config)),
      includeResourceObject: wholeState,
      limit,
    };
    const found: Listed[] = [];
    const diagnostics: Wire["diagnostics"][number][] = [];
    await listResource(this.session, decode(request, encode(request, asked)), call, async (event) => {
      const { diagnostic, displayName, identity, resourceObject } = decode(response, encode(response, event));
      diagnostics.push(...diagnostic);
      if (identity !== undefined || displayName !== "") {
        found.push({
          name: displayName,
          identity: this.#identity(typeName, identity),
          state: resourceObject && decodeValue(this.schema(typeName), resourceObject),
        });
      }
    });
    return { ...said({ diagnostics }), found };
  }

  #encodeIdentity(typeName: string, identity: Record<string, unknown>) {
    const { schema } = this.provider.resources[typeName]!.identity ?? { schema: this.schema(typeName) };
    return { identityData: encodeValue(schema, fromHandlerValue(schema, identity)) };
  }

  #identity(typeName: string, data: IdentityData | undefined): ObjectValue | undefined {
    const schema = this.provider.resources[typeName]!.identity?.schema;
    return schema && data?.identityData ? (decodeValue(schema, data.identityData) ?? undefined) : undefined;
  }

  async upgrade(typeName: string, raw: object | string, version: number): Promise<StateAnswer> {
    const json = Buffer.from(typeof raw === "string" ? raw : JSON.stringify(raw));
    const answer = await this.call("UpgradeResourceState", { typeName, version, rawState: { json } });
    return { ...said(answer), state: decodeValue(this.schema(typeName), answer.upgradedState), private: NONE };
  }

  #encode(typeName: string, value: ObjectValue | null) {
    return encodeValue(this.schema(typeName), value);
  }
}

type Wire = {
  diagnostics: readonly {
    severity: number;
    summary: string;
    detail: string;
    attribute?: { steps: Step[] } | undefined;
  }[];
};
type Step = {
  attributeName?: string | undefined;
  elementKeyString?: string | undefined;
  elementKeyInt?: number | undefined;
};

export function said(answer: Wire): Answer {
  const all = answer.diagnostics.map(({ severity, summary, detail, attribute }) => ({
    severity: severity === 1 ? ("error" as const) : ("warning" as const),
    summary,
    detail,
    path: pathText(attribute?.steps ?? []),
  }));
  return {
    errors: all.filter(({ severity }) => severity === "error"),
    warnings: all.filter(({ severity }) => severity === "warning"),
  };
}

function pathText(steps: readonly Step[]): string {
  return steps
    .map(({ attributeName, elementKeyInt, elementKeyString }) =>
      attributeName === undefined ? `[${elementKeyInt ?? JSON.stringify(elementKeyString)}]` : `.${attributeName}`,
    )
    .join("")
    .replace(/^\./, "");
}

/** Terraform's merge: what is configured, and for computed attributes that are not, what was. */
export function propose(block: Block, prior: ObjectValue | null, config: ObjectValue): ObjectValue {
  const proposed: Record<string, Value> = {};
  for (const [name, { computed, writeOnly }] of Object.entries(block.attributes)) {
    const wanted = config[name] ?? null;
    proposed[name] = writeOnly ? null : computed && wanted === null ? (prior?.[name] ?? null) : wanted;
  }
  for (const [name, nested] of Object.entries(block.blocks ?? {})) {
    proposed[name] = proposeNested(nested, prior?.[name] ?? null, config[name] ?? null);
  }
  return proposed;
}

function proposeNested(nested: NestedBlock, prior: Value, config: Value): Value {
  if (isUnknown(config) || config === null) {
    return config;
  }
  if (nested.nesting === "single") {
    return propose(nested, prior as ObjectValue | null, config as ObjectValue);
  }
  const before = (prior ?? []) as ObjectValue[];
  return (config as ObjectValue[]).map((item, index) => {
    if (isUnknown(item)) {
      return item;
    }
    const match = nested.nesting === "list" ? before[index] : before.find((old) => couldBe(old, item));
    return propose(nested, match ?? null, item);
  });
}

/** An element of a set is taken for the successor of one that has all that it configures. */
function couldBe(old: ObjectValue, item: ObjectValue): boolean {
  return Object.entries(item).every(([name, value]) => value === null || old[name] === value);
}

import {
  type AnyResource,
  type DataSource,
  DiagnosticError,
  type EphemeralResource,
  isUnknown,
  type ObjectValue,
  type Provider,
  type Schema,
  UNKNOWN,
  type Value,
} from "../../../lib/terraform/index.js";
import type { Backend, Thing } from "./backend.js";

export const THING: Schema = {
  version: 1,
  description: "Something with every kind of attribute.",
  attributes: {
    id: { type: "string", description: "Id.", computed: true, keepsPrior: true },
    name: {
      type: "string",
      description: "Name.",
      required: true,
      validate: [
        (name: string) => (name.length > 20 ? `must have at most 20 characters, has ${name.length}` : undefined),
      ],
    },
    description: { type: "string", description: "Text.", optional: true },
    region: {
      type: "string",
      description: "Region.",
      optional: true,
      computed: true,
      default: "eu",
      forcesReplacement: true,
    },
    labels: { type: ["map", "string"], description: "Labels.", optional: true },
    tags: { type: ["list", "string"], description: "Tags.", optional: true, orderInsignificant: true },
    size: { type: "number", description: "Size.", optional: true },
    revision: { type: "number", description: "Revision.", computed: true },
    key: { type: "string", description: "Key.", computed: true, sensitive: true, keepsPrior: true },
    rotate: { type: "number", description: "A change makes a new key.", optional: true },
    passphrase: { type: "string", description: "Never stored.", optional: true, writeOnly: true, sensitive: true },
  },
  blocks: {
    member: {
      nesting: "set",
      attributes: {
        slug: {
          type: "string",
          description: "Slug.",
          required: true,
          validate: [(slug: string) => (slug === "root" ? '"root" is reserved' : undefined)],
        },
        role: { type: "string", description: "Role.", optional: true, computed: true, default: "Member" },
      },
    },
  },
};

/** Lets a test break the provider on purpose. */
export interface Mistakes {
  /** Changes what create and update answer. */
  answer?: (state: ObjectValue) => ObjectValue;
  beforeCreate?: () => Promise<void>;
  /** Thrown after the write went through. */
  afterWrite?: () => void;
  onRead?: (signal: AbortSignal) => void | Promise<void>;
}

export interface TestClient {
  readonly backend: Backend;
  readonly token: string;
}

/** Of parts that are its own: tests replace some, and other tests, in the same process, must not meet them. */
export function testProvider(backend: Backend, mistakes: Mistakes = {}): Provider<TestClient> {
  return {
    name: "test",
    version: "1.0.0",
    schema: {
      version: 0,
      description: "A provider for tests.",
      attributes: {
        token: { type: "string", description: "Token.", optional: true, sensitive: true },
        region: { type: "string", description: "Region.", optional: true },
      },
    },
    resources: { test_thing: thing(mistakes) },
    dataSources: { test_thing: thingData() },
    ephemeralResources: { test_token: tokens() },
    validate: ({ config, diagnostics }) => {
      if (config.region === "mars") {
        diagnostics.error("Unknown region", "There is no region mars yet.", ["region"]);
      }
    },
    configure: ({ config, log }) => {
      log("info", `configured with ${String(config.token)}`);
      return { backend, token: String(config.token) };
    },
  };
}

function thing(mistakes: Mistakes): AnyResource<TestClient> {
  const answer = (state: ObjectValue): ObjectValue => mistakes.answer?.(state) ?? state;
  return {
    schema: THING,
    validate({ config, diagnostics }) {
      if (config.name === config.description && config.name !== null && !isUnknown(config.name)) {
        diagnostics.warning("Description repeats the name", "Say more.", ["description"]);
      }
    },
    modifyPlan({ prior }, response) {
      if (prior !== null && response.planned !== null && prior.rotate !== response.planned.rotate) {
        response.planned = { ...response.planned, key: UNKNOWN };
      }
    },
    async create({ client, planned, config }, response) {
      const { backend } = client;
      await mistakes.beforeCreate?.();
      const id = backend.nextId();
      backend.calls.push(`create ${String(planned.name)}`);
      backend.things.set(id, fromPlan(planned, config, { id, revision: 1, key: `key-of-${id}` }));
      response.state = answer({ ...planned, ...computed(backend, id) });
      response.private = { madeBy: "create" };
      mistakes.afterWrite?.();
    },
    async read({ client, state, signal }, response) {
      await mistakes.onRead?.(signal);
      client.backend.calls.push(`read ${String(state.id)}`);
      const found = client.backend.things.get(String(state.id));
      response.state = found === undefined ? null : toState(found, state.rotate ?? null);
    },
    async update({ client, planned, prior, config }, response) {
      const { backend } = client;
      const id = String(prior.id);
      const before = backend.things.get(id);
      if (before === undefined) {
        throw new DiagnosticError("Thing is gone", `There is no thing ${id}.`, ["id"]);
      }
      backend.calls.push(`update ${id}`);
      const revision = before.revision + 1;
      const key = isUnknown(planned.key) ? `key-of-${id}-${revision}` : before.key;
      backend.things.set(id, fromPlan(planned, config, { id, revision, key }));
      response.state = answer({ ...planned, ...computed(backend, id) });
      mistakes.afterWrite?.();
    },
    async delete({ client, prior }) {
      client.backend.calls.push(`delete ${String(prior.id)}`);
      client.backend.things.delete(String(prior.id));
    },
    async importState({ client, id }, response) {
      const found = client.backend.things.get(id);
      response.state = found === undefined ? null : { id: found.id };
    },
    upgradeState({ version, raw }) {
      const { title, ...rest } = raw;
      return version === 0 ? { ...rest, name: raw.name ?? title } : raw;
    },
  };
}

function fromPlan(planned: ObjectValue, config: ObjectValue, own: Pick<Thing, "id" | "revision" | "key">): Thing {
  return {
    ...own,
    name: String(planned.name),
    description: planned.description as string | null,
    region: String(planned.region),
    labels: planned.labels as Record<string, string> | null,
    tags: planned.tags as string[] | null,
    size: planned.size as number | null,
    members: planned.member as unknown as Thing["members"],
    passphrase: config.passphrase as string | null,
  };
}

function computed(backend: Backend, id: string): { [name: string]: Value } {
  const { revision, key } = backend.things.get(id) as Thing;
  return { id, revision, key };
}

function toState(found: Thing, rotate: Value): ObjectValue {
  const { id, name, description, region, labels, tags, size, revision, key, members } = found;
  return { id, name, description, region, labels, tags, size, revision, key, rotate, member: members };
}

function thingData(): DataSource<TestClient> {
  return {
    schema: {
      version: 0,
      description: "A thing by its id.",
      attributes: {
        id: { type: "string", description: "Id.", required: true },
        name: { type: "string", description: "Name.", computed: true },
        tags: { type: ["list", "string"], description: "Tags.", computed: true },
      },
    },
    async read({ client, config }) {
      const found = client.backend.things.get(String(config.id));
      if (found === undefined) {
        throw new DiagnosticError("No such thing", `There is no thing ${String(config.id)}.`, ["id"]);
      }
      return { name: found.name, tags: found.tags };
    },
  };
}

function tokens(): EphemeralResource<TestClient> {
  return {
    schema: {
      version: 0,
      description: "A token that lives as long as the run.",
      attributes: {
        audience: { type: "string", description: "Audience.", required: true },
        value: { type: "string", description: "Token.", computed: true, sensitive: true },
      },
    },
    async open({ client, config }) {
      const id = `token-${client.backend.tokens.size + 1}`;
      client.backend.tokens.set(id, "open");
      return { result: { value: `${id}-for-${String(config.audience)}` }, private: { id } };
    },
    async renew({ client, private: kept }) {
      client.backend.tokens.set(String(kept.id), "renewed");
      return { private: kept };
    },
    async close({ client, private: kept }) {
      client.backend.tokens.set(String(kept.id), "closed");
    },
  };
}

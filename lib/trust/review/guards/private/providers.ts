import { listed, quoted } from "../../../rules/private/words.js";
import type { ReviewGuards, Weakening } from "../weakening.js";
import { hostOf } from "./host.js";
import { at, blocksOf, differing, type Fields, fieldsOf, textOf } from "./json.js";

/** Where each provider's code comes from, and what it is told. */
export function weakerProviders(before: ReviewGuards, after: ReviewGuards): readonly Weakening[] {
  return [...weakerSources(before, after), ...weakerConfigurations(before, after)];
}

const PROVIDER = { kind: "provider", severity: "high" } as const;

function weakerSources(before: ReviewGuards, after: ReviewGuards): readonly Weakening[] {
  const known = new Set([...before.stacks.values()].flatMap((stack) => [...sourcesIn(stack).values()]));
  return [...after.stacks].flatMap(([name, stack]) => {
    const earlier = before.stacks.has(name) ? sourcesIn(before.stacks.get(name)) : undefined;
    return [...sourcesIn(stack)].flatMap(([provider, source]) => {
      const then = earlier?.get(provider);
      if (then === source || (then === undefined && known.has(source))) {
        return [];
      }
      const rest = then === undefined ? "which no stack had before" : `before from ${quoted(then)}`;
      return [{ ...PROVIDER, where: placeOf(name, provider), message: `comes from ${quoted(source)}, ${rest}` }];
    });
  });
}

/** Local names of providers, and the addresses they come from: `hashicorp/NAME` where none is said. */
function sourcesIn(stack: unknown): ReadonlyMap<string, string> {
  const required = at(stack, "terraform", "required_providers");
  const entries = blocksOf(required).flatMap((block) => Object.entries(block));
  return new Map(
    entries
      .filter(([name]) => name !== "//")
      .map(([name, value]) => [name, textOf(at(value, "source")) ?? `hashicorp/${name}`] as const),
  );
}

/** Whether any stack is applied by the provider of the public registry. */
export function usesRegistry({ stacks }: ReviewGuards): boolean {
  return [...stacks.values()].some((stack) =>
    [...sourcesIn(stack).values()].some((source) => source.toLowerCase().endsWith("cloudsmith-io/cloudsmith")),
  );
}

interface Configuration {
  readonly stack: string;
  readonly provider: string;
  readonly alias: string;
  /** Which of those with this alias. */
  readonly nth: number;
  readonly body: Fields;
}

function weakerConfigurations(before: ReviewGuards, after: ReviewGuards): readonly Weakening[] {
  const earlier = configurationsOf(before);
  const keyOf = ({ stack, provider, alias, nth }: Configuration): string =>
    JSON.stringify([stack, provider, alias, nth]);
  const then = new Map(earlier.map((each) => [keyOf(each), each]));
  const hosts = new Set(earlier.flatMap(({ provider, body }) => hostsIn(body).map((host) => `${provider} ${host}`)));
  return configurationsOf(after).flatMap((now) => {
    const was = then.get(keyOf(now));
    const where = placeOf(now.stack, now.alias === "" ? now.provider : `${now.provider}.${now.alias}`);
    if (was === undefined) {
      const further = hostsIn(now.body).filter((host) => !hosts.has(`${now.provider} ${host}`));
      return further.length === 0
        ? []
        : [{ ...PROVIDER, where, message: `is new here, and talks to ${listed(further)}` }];
    }
    const names = differing(was.body, now.body).filter((name) => !HARMLESS.has(name));
    if (names.length === 0) {
      return [];
    }
    const told = names.map((name) => changeOf(name, was.body[name], now.body[name]));
    return [{ ...PROVIDER, where, message: `is told something else: ${listed(told)}` }];
  });
}

/** How it reads, and how it is called, weaken nothing. */
const HARMLESS = new Set(["alias", "snapshot_reads", "user_agent", "version"]);

function configurationsOf({ stacks }: ReviewGuards): readonly Configuration[] {
  return [...stacks].flatMap(([stack, value]) =>
    Object.entries(fieldsOf(at(value, "provider"))).flatMap(([provider, blocks]) => {
      const times = new Map<string, number>();
      return provider === "//"
        ? []
        : blocksOf(blocks).map((body) => {
            const alias = textOf(body.alias) ?? "";
            // Terraform refuses two of one name, and whoever writes them is not compared with the wrong one
            const nth = times.get(alias) ?? 0;
            times.set(alias, nth + 1);
            return { stack, provider, alias, nth, body };
          });
    }),
  );
}

function hostsIn(body: Fields): readonly string[] {
  return Object.values(body).flatMap((value) => hostOf(value) ?? []);
}

/** Only hosts are quoted: anything else may be a secret. */
function changeOf(name: string, before: unknown, after: unknown): string {
  const [from, to] = [hostOf(before), hostOf(after)];
  if (from !== undefined && to !== undefined) {
    return `${name} (${from} → ${to})`;
  }
  if (to !== undefined) {
    return `${name} (${to})`;
  }
  return after === undefined ? `${name} (no longer given)` : name;
}

function placeOf(stack: string, provider: string): string {
  return stack === "" ? `provider ${provider}` : `${stack} provider ${provider}`;
}

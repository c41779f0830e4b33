import { listed, quoted } from "../../../rules/private/words.js";
import type { ReviewGuards, Weakening } from "../weakening.js";
import { at, blocksOf, canonical, differing, type Fields, fieldsOf, textOf } from "./json.js";

/** Who can write the state of trust can make the next run do what it likes. */
export function weakerBackends(before: ReviewGuards, after: ReviewGuards): readonly Weakening[] {
  const known = new Set([...before.stacks.values()].map((stack) => shared(backendOf(stack))));
  return [...after.stacks].flatMap(([name, stack]) => {
    const now = backendOf(stack);
    const where = name === "" ? "backend" : `${name} backend`;
    const says = (message: string) => [{ kind: "backend", severity: "high", where, message } as const];
    if (!before.stacks.has(name)) {
      return known.size === 0 || known.has(shared(now))
        ? []
        : says(`keeps the state of a new stack in ${quoted(now.type)}, where no stack kept it so`);
    }
    const then = backendOf(before.stacks.get(name));
    if (then.type !== now.type) {
      return says(`keeps the state in ${quoted(now.type)}, before in ${quoted(then.type)}`);
    }
    // values may be secret, so none is quoted
    const names = differing(then.body, now.body);
    return names.length === 0 ? [] : says(`keeps the state elsewhere or otherwise: ${listed(names)} differ`);
  });
}

interface Backend {
  readonly type: string;
  readonly body: Fields;
}

function backendOf(stack: unknown): Backend {
  const [cloud] = blocksOf(at(stack, "terraform", "cloud"));
  if (cloud !== undefined) {
    return { type: "cloud", body: cloud };
  }
  const [backend] = blocksOf(at(stack, "terraform", "backend"));
  const [type] = Object.keys(backend ?? {}).filter((name) => name !== "//");
  if (type === undefined) {
    return { type: "local", body: {} };
  }
  const [body = {}] = blocksOf(backend?.[type]);
  return { type, body: type === "local" ? withoutCheckout(body) : body };
}

/** cdktf writes the folder of the checkout into it, which differs from run to run. */
export function withoutCheckout(body: Fields): Fields {
  const path = textOf(body.path);
  return path === undefined ? body : { ...body, path: path.replaceAll("\\", "/").split("/").at(-1) };
}

/** What is usual to differ between the stacks of one app: which file or workspace of the same place. */
const OWN = ["key", "path", "prefix", "workspaces", "name"];

function shared({ type, body }: Backend): string {
  return `${type} ${canonical(Object.fromEntries(Object.entries(fieldsOf(body)).filter(([name]) => !OWN.includes(name))))}`;
}

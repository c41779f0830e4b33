import { quoted } from "../../../rules/private/words.js";
import type { ReviewGuards, Weakening } from "../weakening.js";
import { withoutCheckout } from "./backends.js";
import { addressed, at, blocksOf, canonical, fieldsOf, textOf } from "./json.js";

/** Data sources by which others than GitHub and Cloudsmith decide: by a program, an answer, a file or a state. */
export const EXTERNAL: { readonly [type: string]: string } = {
  external: "runs a program for its data",
  http: "takes data from a server",
  local_file: "takes data from a file",
  terraform_remote_state: "takes data from another state",
};

/** What runs or decides beside the providers, with the credentials of the deployment at hand. */
export function weakerPrograms(before: ReviewGuards, after: ReviewGuards): readonly Weakening[] {
  return [...after.stacks].flatMap(([name, stack]) => {
    const then = new Map(programsIn(before.stacks.get(name)).map((each) => [each.address, each.text]));
    return programsIn(stack).flatMap(({ address, text, does }) => {
      const was = then.get(address);
      if (was === text) {
        return [];
      }
      const message = was === undefined ? `${does}, which it did not before` : `${does}, and what has changed`;
      return [
        { kind: "program", severity: "high", where: name === "" ? address : `${name} ${address}`, message } as const,
      ];
    });
  });
}

interface Program {
  readonly address: string;
  /** Equal where nothing has changed. */
  readonly text: string;
  readonly does: string;
}

function programsIn(stack: unknown): readonly Program[] {
  const found: Program[] = [];
  for (const [address, body] of addressed(at(stack, "resource"))) {
    const provisioners = blocksOf(body.provisioner);
    if (provisioners.length > 0) {
      const kinds = provisioners.map((each) => textOf(each.type) ?? Object.keys(each)[0] ?? "");
      const text = canonical([provisioners, body.connection ?? null, body.triggers_replace ?? body.triggers ?? null]);
      found.push({ address, text, does: `runs the provisioner ${quoted([...new Set(kinds)].join(", "))}` });
    }
  }
  for (const [address, body] of addressed(at(stack, "data"), "data.")) {
    const type = address.split(".")[1] ?? "";
    if (Object.hasOwn(EXTERNAL, type)) {
      const config = fieldsOf(body.config);
      const told = type === "terraform_remote_state" ? { ...body, config: withoutCheckout(config) } : body;
      found.push({ address, text: canonical(told), does: EXTERNAL[type] ?? "" });
    }
  }
  for (const [name, body] of Object.entries(fieldsOf(at(stack, "module")))) {
    const [block = {}] = blocksOf(body);
    const source = textOf(block.source) ?? "";
    const text = canonical([source, block.version ?? null]);
    found.push({ address: `module.${name}`, text, does: `is a module from ${quoted(withoutSecrets(source))}` });
  }
  return found;
}

/** A source may carry a user, a password, or a token as a parameter. */
export function withoutSecrets(source: string): string {
  return source.replace(/\/\/[^/@]*@/, "//").replace(/\?.*$/, "");
}

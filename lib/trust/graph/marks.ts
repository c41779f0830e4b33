import type { Origin, TrustModel, Unknown } from "../model.js";
import type { TrustFinding } from "../rules/index.js";
import type { GraphNode } from "./result.js";

type Marked = Pick<GraphNode, "id" | "kind" | "name" | "origin">;

const NAMES: ReadonlySet<string> = new Set(["name", "slug", "slug_perm", "description"]);
/** Fields that a node shows; any other may hold a whole edge. */
const SHOWN: ReadonlySet<string> = new Set(["claims", "enabled"]);

/** Whether what is not known may leave out nodes or edges. */
export function mayLeaveOut({ about, name, field }: Unknown): boolean {
  const [first] = field ?? [];
  return name === undefined || first === undefined || !(NAMES.has(first) || (about === "settings" && SHOWN.has(first)));
}

/** Finds the nodes that findings and unknowns are about. */
export class Marks {
  readonly #findings = new Map<string, TrustFinding[]>();
  readonly #unknowns = new Map<string, Unknown[]>();

  constructor(model: TrustModel, findings: readonly TrustFinding[], nodes: readonly Marked[]) {
    const places = placesOf(model, nodes);
    for (const finding of findings) {
      for (const id of places.get(placeOf(finding.origin)) ?? []) {
        push(this.#findings, id, finding);
      }
    }
    const named = new Map(nodes.map(({ id, kind, name }) => [`${kind} ${name}`, id]));
    for (const unknown of model.unknowns) {
      if (unknown.name !== undefined && !NAMES.has(unknown.field?.[0] ?? "")) {
        for (const id of aboutOf(unknown, unknown.name, places, named)) {
          push(this.#unknowns, id, unknown);
        }
      }
    }
  }

  of(id: string): Pick<GraphNode, "findings" | "undecided"> {
    return { findings: this.#findings.get(id) ?? [], undecided: this.#unknowns.get(id) ?? [] };
  }
}

const KINDS = { accounts: "account", repositories: "repository", privileges: "repository", teams: "team" } as const;

function aboutOf(
  { about, origin }: Unknown,
  name: string,
  places: ReadonlyMap<string, ReadonlySet<string>>,
  named: ReadonlyMap<string, string>,
): Iterable<string> {
  // settings are found by their place: two may bear one name
  const id = about === "settings" ? undefined : named.get(`${KINDS[about]} ${name}`);
  return id === undefined ? (places.get(placeOf(origin)) ?? []) : [id];
}

/** The nodes that were read at each place. A grant is about its repository and about who has it. */
function placesOf({ grants }: TrustModel, nodes: readonly Marked[]): ReadonlyMap<string, ReadonlySet<string>> {
  const places = new Map<string, Set<string>>();
  const add = (origin: Origin, id: string | undefined): void => {
    if (id !== undefined) {
      places.set(placeOf(origin), (places.get(placeOf(origin)) ?? new Set()).add(id));
    }
  };
  const named = new Map<string, string>();
  for (const { id, kind, name, origin } of nodes) {
    named.set(`${kind} ${name}`, id);
    if (origin !== undefined) {
      add(origin, id);
    }
  }
  for (const { repository, service, team, origin } of grants) {
    add(origin, named.get(`repository ${repository}`));
    add(origin, service === undefined ? named.get(`team ${team}`) : named.get(`account ${service}`));
  }
  return places;
}

function placeOf({ where, at }: Origin): string {
  return `${where}\n${at}`;
}

function push<T>(lists: Map<string, T[]>, key: string, item: T): void {
  const list = lists.get(key);
  if (list === undefined) {
    lists.set(key, [item]);
  } else {
    list.push(item);
  }
}

/**
 * Who else in this run plans for the same repository. Terraform does not tell a provider of other resources, so this
 * remembers what was planned in this process; the constructs find the same at synth, by name.
 */
import { keyOf, type Target } from "./grants.js";

type AuthoritativePlan = "created" | "kept" | "destroyed";

interface OfRepository {
  readonly authoritative: Set<AuthoritativePlan>;
  readonly kept: Set<string>;
  readonly created: Set<string>;
}

export class PlannedGrants {
  readonly #repositories = new Map<string, OfRepository>();

  /**
   * Notes one planned `cloudsmith_repository_privilege`, and says what it conflicts with. A grant that exists and one
   * that is new on the same target may be one resource that is replaced, so only two of one sort are a conflict.
   */
  additive(org: string, repository: string, target: Target, isNew: boolean): string | undefined {
    const known = this.#of(org, repository);
    const key = keyOf(target);
    const same = isNew ? known.created : known.kept;
    const twice = same.has(key);
    same.add(key);
    if (twice) {
      return `Two cloudsmith_repository_privilege resources grant to ${target.kind} "${target.slug}" on ${org}/${repository}. One of them would undo the other: keep one.`;
    }
    return this.#conflict(org, repository, known);
  }

  /** Notes a planned `cloudsmith_repository_privileges`, and says what it conflicts with. */
  authoritative(org: string, repository: string, plan: AuthoritativePlan): string | undefined {
    const known = this.#of(org, repository);
    if (known.authoritative.has(plan)) {
      return `Two cloudsmith_repository_privileges resources manage all grants on ${org}/${repository}. Each would undo the other: keep one.`;
    }
    known.authoritative.add(plan);
    return this.#conflict(org, repository, known);
  }

  #conflict(org: string, repository: string, known: OfRepository): string | undefined {
    const [one] = [...known.kept, ...known.created];
    if (known.authoritative.size === 0 || one === undefined) {
      return undefined;
    }
    const grant = `a cloudsmith_repository_privilege for ${one.replace("/", ' "')}"`;
    return !known.authoritative.has("destroyed")
      ? `cloudsmith_repository_privileges manages all grants on ${org}/${repository}, and there is ${grant} on it too. Each would undo the other: declare the grant in the one place or the other.`
      : `cloudsmith_repository_privileges on ${org}/${repository} is planned to be destroyed, which revokes every grant but the caller's, while there is ${grant} on it. ` +
          "To go from the one to the other take the authoritative resource out of the state (terraform state rm, or a removed block with destroy = false) and import the grants.";
  }

  #of(org: string, repository: string): OfRepository {
    const key = `${org}/${repository}`;
    const known = this.#repositories.get(key) ?? {
      authoritative: new Set(),
      kept: new Set<string>(),
      created: new Set<string>(),
    };
    this.#repositories.set(key, known);
    return known;
  }
}

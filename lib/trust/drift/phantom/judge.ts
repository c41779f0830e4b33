import type { GitHubSide } from "../../github.js";
import type { Undecided } from "../../review/index.js";
import type { DriftContext } from "../context.js";
import { canonical } from "../private/canonical.js";
import type { DriftWeight } from "../private/weigh.js";
import type { Drift, JudgedDrift } from "../result.js";
import type { GitHubReads, OwnerRead, ReadRepository, RepositoryRead } from "./reads.js";
import { type PhantomTarget, phantomTargets, settingsElsewhere } from "./targets.js";

/**
 * Trust in what is gone from GitHub, or is no longer what it was when trust was made.
 *
 * @param before ids that names had, e.g. of an earlier snapshot
 */
export function judgePhantoms(context: DriftContext, reads: GitHubReads, before?: GitHubSide): JudgedDrift {
  return new Phantoms(context, reads, before).judge();
}

/** What is wrong with a target. */
interface Phantom extends DriftWeight {
  /** One word, for fingerprints. */
  readonly kind: "owner-free" | "free" | "renamed" | "another" | "archived" | "dead";
  /** After the name of the setting: `trusts acme/old, which …`. */
  readonly what: string;
  readonly target: string;
}

/** Nobody else gets in by it, whatever becomes of the name. */
const HELD = "an id is required as well, so nobody else gets in";

class Phantoms {
  readonly #context: DriftContext;
  readonly #reads: GitHubReads;
  readonly #before: ReadonlyMap<string, { readonly id?: number; readonly owner_id?: number }>;
  readonly #stacks: ReadonlyMap<string, string>;
  readonly #undecided: Undecided[] = [];
  /** Reasons, and how many harmless targets could not be read for each. */
  readonly #unread = new Map<string, number>();

  constructor(context: DriftContext, reads: GitHubReads, before: GitHubSide | undefined) {
    this.#context = context;
    this.#reads = reads;
    this.#before = new Map(
      (before?.repositories ?? []).map(({ full_name, id, owner_id, known_before }) => [
        full_name.toLowerCase(),
        known_before ?? { ...(id === undefined ? {} : { id }), ...(owner_id === undefined ? {} : { owner_id }) },
      ]),
    );
    this.#stacks = new Map(
      context.stacks.flatMap(({ name, plan }) =>
        plan.trust.before.settings.flatMap(({ slug_perm }) =>
          slug_perm === undefined ? [] : [[slug_perm, name] as const],
        ),
      ),
    );
  }

  judge(): JudgedDrift {
    const drifts = phantomTargets(this.#context.live.model).flatMap((target) => {
      const phantom = this.#phantom(target);
      return phantom === undefined ? [] : [this.#drift(target, phantom)];
    });
    const notes = unreadNotes(this.#unread);
    const elsewhere = settingsElsewhere(this.#context.live.model);
    const left = `whether what is trusted still exists was asked of github.com alone, and not for ${elsewhere} settings of other issuers`;
    return { drifts, undecided: this.#undecided, notes: [...notes, ...(elsewhere === 0 ? [] : [left])] };
  }

  #phantom(target: PhantomTarget): Phantom | undefined {
    const { name, id, owner } = target;
    if (name !== undefined) {
      return this.#named(target, name);
    }
    if (id !== undefined) {
      return this.#held(id, this.#reads.repositoriesById.get(id));
    }
    return owner === undefined ? undefined : this.#ownedBy(target, owner);
  }

  #named(target: PhantomTarget, name: string): Phantom | undefined {
    const read = this.#reads.repositories.get(name.toLowerCase());
    const held = isHeld(target);
    switch (read?.state) {
      case undefined:
        return undefined;
      case "unknown":
        this.#couldNotTell(target, held, name, read.reason);
        return undefined;
      case "gone":
        return this.#free(target, name, held, "is gone");
      case "found": {
        const { repository } = read;
        if (repository.full_name.toLowerCase() !== name.toLowerCase()) {
          return this.#free(target, name, held, `is ${repository.full_name} now`, "renamed");
        }
        return this.#another(target, name, held, repository) ?? archived(name, repository);
      }
    }
  }

  /** A name that somebody may be able to take. */
  #free(
    target: PhantomTarget,
    name: string,
    held: boolean,
    what: string,
    kind: "free" | "renamed" = "free",
  ): Phantom | undefined {
    const owner = target.owner ?? name.split("/")[0] ?? name;
    const read = this.#reads.owners.get(owner.toLowerCase());
    if (held) {
      return { kind, target: name, what: `trusts ${name}, which ${what}`, severity: "low", because: HELD };
    }
    if (read?.state === "free") {
      return ownerFree(name, owner);
    }
    if (read?.state !== "found") {
      this.#couldNotTell(target, held, `the owner ${owner}`, read?.reason ?? "it was not read");
    }
    return {
      kind,
      target: name,
      what: `trusts ${name}, which ${what}`,
      severity: "medium",
      because: "whoever may create repositories of its owner can take the name",
    };
  }

  /** The name is there, and means another repository than it did. */
  #another(target: PhantomTarget, name: string, held: boolean, found: ReadRepository): Phantom | undefined {
    const known = this.#before.get(name.toLowerCase());
    const [id, ownerId] = [target.id ?? known?.id, target.ownerId ?? known?.owner_id];
    const [otherId, otherOwner] = [
      id !== undefined && String(id) !== String(found.id),
      ownerId !== undefined && String(ownerId) !== String(found.owner_id),
    ];
    if (!otherId && !otherOwner) {
      return undefined;
    }
    const was = otherOwner
      ? `of another owner (${found.owner_id}, not ${ownerId})`
      : `another one (${found.id}, not ${id})`;
    const what = `trusts ${name}, which is ${was} than it was`;
    if (held) {
      return {
        kind: "another",
        target: name,
        what,
        severity: "low",
        because: "the ids that are required let nobody in",
      };
    }
    return otherOwner
      ? {
          kind: "another",
          target: name,
          what,
          severity: "critical",
          because: "somebody else has the name, and gets in",
        }
      : {
          kind: "another",
          target: name,
          what,
          severity: "medium",
          because: "the name was taken again under the same owner",
        };
  }

  #held(id: string, read: RepositoryRead | undefined): Phantom | undefined {
    const target = `the repository with id ${id}`;
    switch (read?.state) {
      case "gone":
        return {
          kind: "dead",
          target,
          what: `trusts ${target}, which is gone`,
          severity: "low",
          because: "nobody can get in by it",
        };
      case "found":
        return archived(`${read.repository.full_name} (id ${id})`, read.repository);
      case "unknown":
        this.#unread.set(read.reason, (this.#unread.get(read.reason) ?? 0) + 1);
        return undefined;
      default:
        return undefined;
    }
  }

  #ownedBy(target: PhantomTarget, owner: string): Phantom | undefined {
    const read: OwnerRead | undefined = this.#reads.owners.get(owner.toLowerCase());
    const held = target.ownerId !== undefined;
    switch (read?.state) {
      case "free":
        return held
          ? { kind: "dead", target: owner, what: `trusts ${owner}, which is gone`, severity: "low", because: HELD }
          : ownerFree(`repositories of ${owner}`, owner);
      case "unknown":
        this.#couldNotTell(target, held, `the owner ${owner}`, read.reason);
        return undefined;
      default:
        return undefined;
    }
  }

  #couldNotTell({ setting }: PhantomTarget, held: boolean, what: string, reason: string): void {
    if (held) {
      this.#unread.set(reason, (this.#unread.get(reason) ?? 0) + 1);
      return;
    }
    this.#undecided.push({
      about: `settings ${setting.name}`,
      side: "after",
      reason: `whether ${what} still exists on GitHub is not known: ${reason}`,
      origin: setting.origin,
    });
  }

  #drift({ setting }: PhantomTarget, { kind, target, what, severity, because }: Phantom): Drift {
    const { digest, organization } = this.#context;
    const { name, slug, slug_perm, origin } = setting;
    const stack = slug_perm === undefined ? undefined : this.#stacks.get(slug_perm);
    return {
      section: "phantom",
      fingerprint: digest(canonical(["phantom", organization, slug_perm ?? slug ?? name, kind, target])),
      ...(stack === undefined ? {} : { stack }),
      kind: "provider settings",
      name,
      at: origin.at,
      what,
      severity,
      because,
      gained: [],
      lost: [],
      newFindings: [],
      effects: [],
      changes: [],
    };
  }
}

function isHeld({ id, ownerId }: PhantomTarget): boolean {
  return id !== undefined || ownerId !== undefined;
}

function ownerFree(what: string, owner: string): Phantom {
  return {
    kind: "owner-free",
    target: what,
    what: `trusts ${what}, and nobody has the name ${owner} on GitHub`,
    severity: "critical",
    because: "anybody can register the name, and gets in",
  };
}

function archived(name: string, { archived: is }: ReadRepository): Phantom | undefined {
  return is
    ? {
        kind: "archived",
        target: name,
        what: `trusts ${name}, which is archived`,
        severity: "low",
        because: "no workflow runs in it",
      }
    : undefined;
}

const MOST_REASONS = 3;

/** A note a reason; where each repository has one of its own, one note for all of them. */
function unreadNotes(unread: ReadonlyMap<string, number>): readonly string[] {
  const reasons = [...unread].map(([reason, count]) => [reason.replace(/\.$/, ""), count] as const);
  const [first] = reasons;
  if (first === undefined) {
    return [];
  }
  if (reasons.length <= MOST_REASONS) {
    return reasons.map(([reason, count]) => `${stillExist(count)}: ${reason}`);
  }
  const all = reasons.reduce((sum, [, count]) => sum + count, 0);
  return [`${stillExist(all)}: ${first[0]}; and ${reasons.length - 1} more reasons`];
}

function stillExist(count: number): string {
  return count === 1
    ? "whether a repository that is trusted by its id still exists is not known"
    : `whether ${count} repositories that are trusted by their ids still exist is not known`;
}

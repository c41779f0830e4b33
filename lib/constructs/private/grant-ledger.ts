/**
 * Single grants of a stack whose provider has no resource for them: they join the full list of their repository, and
 * that must be declared, since whoever is missing from it loses access.
 */
import { TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import type { Privilege } from "../../trust/index.js";
import type { IGrantee } from "../grantee.js";

export interface LedgerEntry {
  readonly owner: IConstruct;
  readonly grantee: IGrantee;
  readonly privilege: Privilege;
}

/** Takes the single grants of one repository, those made before it and those made after. */
type Adopter = (entry: LedgerEntry) => void;

const ledgers = new WeakMap<TerraformStack, GrantLedger>();

export class GrantLedger {
  static of(construct: IConstruct): GrantLedger {
    const stack = TerraformStack.of(construct);
    const known = ledgers.get(stack);
    if (known !== undefined) {
      return known;
    }
    const ledger = new GrantLedger();
    ledgers.set(stack, ledger);
    stack.node.addValidation({ validate: () => ledger.#withoutFullList() });
    return ledger;
  }

  readonly #entries = new Map<string, LedgerEntry[]>();
  readonly #adopters = new Map<string, Adopter>();

  private constructor() {}

  /** @param repository - organization and slug */
  add(repository: string, entry: LedgerEntry): void {
    this.#entries.set(repository, [...(this.#entries.get(repository) ?? []), entry]);
    this.#adopters.get(repository)?.(entry);
  }

  adopt(repository: string, adopter: Adopter): void {
    this.#adopters.set(repository, adopter);
    for (const entry of this.#entries.get(repository) ?? []) {
      adopter(entry);
    }
  }

  #withoutFullList(): string[] {
    return [...this.#entries]
      .filter(([repository]) => !this.#adopters.has(repository))
      .map(
        ([repository, entries]) =>
          `the registry's provider has no single grants, and ${entries.map(({ owner }) => owner.node.path).join(", ")} ` +
          `asks for one on ${repository}: declare all grants on that repository with a RepositoryPrivileges in this stack, which it then joins`,
      );
  }
}

import type { Account } from "../model.js";

/** What people call an account: its slug, or its name while Terraform has yet to know the slug (`${cloudsmith_service.app}`). */
export function accountName(identity: string, account: Pick<Account, "name"> | undefined): string {
  return identity.startsWith("${") ? (account?.name ?? identity) : identity;
}

/** What a 404 on the grants of a repository means: Cloudsmith gives it for what is gone and for what is hidden alike. */
import { type CloudsmithApiError, isForbidden, isNotFound } from "../../cloudsmith/index.js";
import type { ProviderClient } from "../client.js";
import { apiWords } from "../private/failure.js";
import { HiddenError } from "../private/hidden.js";

/**
 * Makes sure that the repository is gone: only someone who sees all repositories, an Owner, can tell.
 *
 * @throws HiddenError when it is there, or it cannot be told
 */
export async function confirmRepositoryGone(
  client: ProviderClient,
  org: string,
  repository: string,
  error: CloudsmithApiError,
): Promise<void> {
  const path = `${org}/${repository}`;
  if (await exists(client, org, repository)) {
    throw new HiddenError(
      `${apiWords(error)}\nThe repository ${path} is there, but the identity running Terraform has no Admin on it, so its grants cannot be read.`,
    );
  }
  const caller = await client.identity.callerIn(org);
  if (caller.role !== "Owner") {
    throw new HiddenError(
      `${apiWords(error)}\nIt cannot be told whether the repository ${path} is gone or hidden from "${caller.slug}", which is no Owner of the organization: Cloudsmith answers the same. ` +
        "If it is gone, take the resource out of the state with terraform state rm; if not, grant Admin on it.",
    );
  }
}

async function exists(client: ProviderClient, org: string, repository: string): Promise<boolean> {
  try {
    const { deleted_at } = await client.api.repositories.get(org, repository);
    return (deleted_at ?? null) === null;
  } catch (error) {
    if (isNotFound(error)) {
      return false;
    }
    if (isForbidden(error)) {
      return true;
    }
    throw error;
  }
}

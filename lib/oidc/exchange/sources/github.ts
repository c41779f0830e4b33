import { requestToken } from "../private/request-token.js";
import { checkToken, type FindSource, pair, type SourceContext, type TokenSource } from "../source.js";

/** Why a GitHub job has no id token, nearly always. */
export const GITHUB_REMEDY =
  "Give the job the permission to ask for one: `permissions:` with `id-token: write` (and `contents: read`) on the job.";

/**
 * GitHub's own pair of variables, or the same two under names of Cloudsmith's for CIs that answer alike.
 *
 * https://docs.github.com/en/actions/reference/security/oidc
 */
export const findGitHub: FindSource = (context) =>
  minting(
    context,
    ["CLOUDSMITH_OIDC_REQUEST_URL", "CLOUDSMITH_OIDC_REQUEST_TOKEN"],
    "Set both, or neither.",
    undefined,
  ) ?? minting(context, ["ACTIONS_ID_TOKEN_REQUEST_URL", "ACTIONS_ID_TOKEN_REQUEST_TOKEN"], GITHUB_REMEDY, "github");

function minting(
  { environment, transport }: SourceContext,
  names: readonly [string, string],
  remedy: string,
  ci: "github" | undefined,
): TokenSource | undefined {
  const found = pair(environment, names, remedy);
  if (found === undefined) {
    return undefined;
  }
  const [url, bearer] = found;
  const name = ci === undefined ? "the token endpoint" : "GitHub Actions";
  return {
    ci,
    name: `${name} (${names[0]})`,
    token: async ({ audience, signal }) => {
      const token = await requestToken(transport, {
        ci: name,
        variable: names[0],
        method: "GET",
        // Appended as text: parsing and writing the query anew could change what the CI put there.
        url: `${url}${url.includes("?") ? "&" : "?"}audience=${encodeURIComponent(audience)}`,
        bearer,
        field: "value",
        ...(signal === undefined ? {} : { signal }),
      });
      return checkToken(token, `The answer of ${name}`);
    },
  };
}

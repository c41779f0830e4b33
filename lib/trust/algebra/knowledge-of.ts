import { tryIssuerOf } from "../../oidc/index.js";
import type { GitHubSide } from "../github.js";
import { knowingGitHub } from "./github/knowledge.js";
import { type Knowledge, knowingNothing } from "./knowledge.js";

/**
 * What is certain about the tokens of each issuer. Of CIs other than GitHub nothing is taken for certain: what their
 * documentation says of claims serves for advice, not for ruling tokens out.
 */
export function knowledgeOf(side?: GitHubSide): (issuer: string) => Knowledge {
  const known = new Map<string, Knowledge>();
  return (issuer) => {
    const earlier = known.get(issuer);
    if (earlier !== undefined) {
      return earlier;
    }
    const made = tryIssuerOf(issuer)?.ci === "github" ? knowingGitHub(issuer, side) : knowingNothing(issuer);
    known.set(issuer, made);
    return made;
  };
}

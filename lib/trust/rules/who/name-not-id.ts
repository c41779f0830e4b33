import { LINKS } from "../links.js";
import { admissionRule } from "../rule.js";

export const nameNotId = admissionRule({
  id: "name-not-id",
  severity: "medium",
  why: "A name can be given up and taken by somebody else, who then gets in; an id is never given twice",
  remedy: "require ids beside or instead of the names: repository_owner_id and repository_id on GitHub",
  link: LINKS.gitHubOidc,
  check({ anchor, cubes, issuer }) {
    if (anchor.level === "none" || issuer?.shared !== true) {
      return undefined;
    }
    const tiedById = cubes.every(({ claims }) =>
      [...claims].some(([name, { some }]) => {
        const claim = issuer.claim(name);
        return claim?.identifies !== undefined && claim.stability === "stable" && some.some(({ prefix }) => !prefix);
      }),
    );
    return tiedById ? undefined : "knows by name only whose jobs it lets in";
  },
});

import { LINKS } from "../links.js";
import { askedOfJob } from "../private/narrowing.js";
import { listed } from "../private/words.js";
import { admissionRule } from "../rule.js";

export const audienceOnly = admissionRule({
  id: "audience-only",
  severity: "critical",
  why: "Whoever asks for a token chooses its audience, so it says nothing about whose job it is",
  remedy: "keep the audience if you like, and require claims that name the repository or project, by id",
  link: LINKS.gitHubOidc,
  check(setting) {
    const { asked: names, issuer, isDynamic, anchor } = setting;
    if (names.length === 0 || askedOfJob(setting).length > 0 || (isDynamic && anchor.level !== "none")) {
      return undefined;
    }
    const message = `requires nothing but ${listed(names)}`;
    return issuer?.shared === true ? message : { message, severity: issuer === undefined ? "medium" : "high" };
  },
});

import { type Claims, type ClaimValue, type GitHubJob, resolveGitHubJob } from "../../oidc/index.js";
import type { Witness } from "../algebra/index.js";

/** Claims that say nothing about where a token comes from. */
const BESIDE_THE_POINT = new Set(["iss", "exp", "iat", "nbf", "jti"]);
const LONGEST_VALUE = 80;
const MOST_CLAIMS = 6;
/** What stands for a repository of which nothing is asked. */
const ANY_OWNER = "someone/";

/** Whose token a witness is, in a user's words; not escaped for any format. */
export function wordsOf({ claims, job }: Pick<Witness, "claims" | "job">): string {
  return job === undefined ? wordsOfClaims(claims) : wordsOfJob(job);
}

function wordsOfJob(job: GitHubJob): string {
  const { repository, repositoryId, event, ref, environment, fromFork } = resolveGitHubJob(job);
  const words = [event, ...(fromFork ? ["from a fork"] : []), ...(ref === "" ? [] : ["at", ref])].join(" ");
  const place = environment === undefined ? words : `${words} in environment ${environment}`;
  const through = job.reusableWorkflow === undefined ? "" : `, through ${job.reusableWorkflow}`;
  const actor = job.actor === undefined ? "" : `, started by ${job.actor}`;
  return `a job of ${repositoryWords(job, repository, repositoryId)} (${place}${through}${actor})`;
}

function repositoryWords({ repositoryId: asked }: GitHubJob, name: string, id: string): string {
  if (!name.startsWith(ANY_OWNER)) {
    return name;
  }
  return asked === undefined ? `any repository, such as ${name}` : `the repository with id ${id}`;
}

function wordsOfClaims(claims: Claims): string {
  const telling = Object.entries(claims).filter(([name]) => !BESIDE_THE_POINT.has(name));
  const shown = telling.slice(0, MOST_CLAIMS).map(([name, value]) => `${name} ${shortened(value)}`);
  const more = telling.length > shown.length ? [`${telling.length - shown.length} more claims`] : [];
  const issuer = typeof claims.iss === "string" ? claims.iss : "an issuer";
  return `a token of ${issuer} with ${shown.length === 0 ? "any claims" : [...shown, ...more].join(", ")}`;
}

function shortened(value: ClaimValue): string {
  const text = JSON.stringify(value) ?? "";
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
}

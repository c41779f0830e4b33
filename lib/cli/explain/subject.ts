import { type Claims, type DecodedToken, decodeToken, isOidcError } from "../../oidc/index.js";
import type { Explanation } from "../../report/index.js";
import type { TrustQuestion } from "../../trust/index.js";
import type { ExplainOptions } from "../commands/explain.js";
import { failure, usageError } from "../errors.js";
import { audienceOf, describeJob, tryJob } from "../options/described-job.js";
import { parseJson, readText } from "../private/files.js";

/** Who asks to be let in. */
export interface Subject {
  /** In the words of a report. */
  readonly name: string;
  readonly subject: TrustQuestion["subject"];
  readonly signature: Explanation["signature"];
}

/** The token, the claims or the job that the options name: exactly one. */
export async function subjectOf(options: ExplainOptions): Promise<Subject> {
  const given = (["token", "claims", "repository"] as const).filter((name) => options[name] !== undefined);
  if (given.length > 1) {
    throw usageError(`${given.map((name) => `--${name}`).join(" and ")} were given`, "ask about one thing at a time");
  }
  if (options.jwks !== undefined && given[0] !== undefined && given[0] !== "token") {
    throw usageError(
      "--jwks checks the signature of a token, and none was given",
      "give --token FILE, or leave it out",
    );
  }
  if (options.claims !== undefined) {
    const claims = readClaims(options.claims);
    return { name: named(options.claims, "claims"), subject: { claims }, signature: "not-given" };
  }
  const job = tryJob(options);
  if (job !== undefined) {
    const subject = { job, options: { audience: audienceOf(options) } };
    return { name: describeJob(job), subject, signature: "not-given" };
  }
  const [token, name] = givenToken(options.token);
  const { claims, signed } = decode(token, name);
  return { name, subject: { claims }, signature: signed ? await signatureOf(token, options.jwks) : "invalid" };
}

function decode(token: string, name: string): DecodedToken {
  try {
    return decodeToken(token);
  } catch (error) {
    throw isOidcError(error)
      ? failure(`${name}: ${error.message}`, "give the token as the CI hands it out: three parts, joined by dots")
      : error;
  }
}

async function signatureOf(token: string, jwks: string | undefined): Promise<Subject["signature"]> {
  if (jwks === undefined) {
    return "not-checked";
  }
  const keys = parseJson(readText(jwks, "the key set"), "the key set", jwks);
  const { verifySignature } = await import("../../oidc/verify.js");
  try {
    return await verifySignature(token, keys as Parameters<typeof verifySignature>[1]);
  } catch (error) {
    throw isOidcError(error) ? failure(`${jwks}: ${error.message}`, "give what the issuer's jwks_uri returns") : error;
  }
}

function givenToken(file: string | undefined): readonly [token: string, name: string] {
  if (file !== undefined) {
    return [readText(file, "the token").trim(), named(file, "token")];
  }
  const { CLOUDSMITH_OIDC_TOKEN: token } = process.env;
  if (token === undefined || token === "") {
    throw usageError(
      "nothing was asked about",
      "give a token (--token FILE), its claims (--claims FILE) or a job (--repository OWNER/NAME --ref …)",
    );
  }
  return [token.trim(), "token in $CLOUDSMITH_OIDC_TOKEN"];
}

function readClaims(file: string): Claims {
  const where = file === "-" ? "standard input" : file;
  const claims = parseJson(readText(file, "the claims"), "the claims", where);
  if (typeof claims !== "object" || claims === null || Array.isArray(claims)) {
    throw failure(`the claims ${where} are not a JSON object`, 'give {"iss": "…", "sub": "…", …}');
  }
  return claims as Claims;
}

function named(file: string, what: string): string {
  return `${what} ${file === "-" ? "from standard input" : file}`;
}

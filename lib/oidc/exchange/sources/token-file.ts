import { readFile } from "node:fs/promises";
import { OidcExchangeError } from "../errors.js";
import { checkToken, type FindSource, type TokenSource, variable } from "../source.js";

/** `CLOUDSMITH_OIDC_TOKEN_FILE`. */
export const findTokenFile: FindSource = ({ environment }) => {
  const file = variable(environment, "CLOUDSMITH_OIDC_TOKEN_FILE");
  return file === undefined ? undefined : tokenFile(file);
};

/** A file that someone else keeps fresh: it is read anew for each exchange. */
export function tokenFile(file: string): TokenSource {
  return { ci: undefined, name: `the file ${file}`, token: () => readToken(file) };
}

async function readToken(file: string): Promise<string> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch {
    throw new OidcExchangeError(
      "bad_token",
      `The token file ${file} cannot be read.`,
      "Check its path and who may read it.",
    );
  }
  if (text.trim() === "") {
    throw new OidcExchangeError("bad_token", `The token file ${file} is empty.`, "Check what writes it.");
  }
  return checkToken(text, `The token file ${file}`);
}

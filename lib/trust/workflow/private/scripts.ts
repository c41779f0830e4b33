/** What can be read from the commands of a step, without a shell. */

type Env = (name: string) => string | undefined;

/** Commands that start a Terraform provider. */
export const PROVIDER_COMMAND =
  /(?:^|[\s;&|(])(?:(?:terraform|tofu)\s+(?:-\S+\s+)*(?:plan|apply|destroy|refresh|import)|cdktf\s+(?:deploy|diff|destroy))\b/m;

/** Commands of ours that read a live organization. */
export const LIVE_COMMAND = /(?:^|[\s;&|(])cloudsmith-trust\s+[a-z]+(?:[^\n]|\\\n)*\s--live\b/m;

const WORD = `\\$\\{\\{[^}]*\\}\\}|"[^"\\n]*"|'[^'\\n]*'|[^\\s"'|&;]+`;

/** What stands behind a flag, without its quotes. */
export function givenBy(script: string, flags: string): string | undefined {
  const found = new RegExp(`(?:^|\\s)${flags}(?:=|\\s+)(${WORD})`).exec(script)?.[1];
  return found?.replace(/^(["'])(.*)\1$/s, "$2");
}

/**
 * A value with the shell's variables as expressions, filled in where they are written down: in the script, or in `env`.
 *
 * @param name looks for `NAME=value` in the script instead
 */
export function variableIn(value: string | undefined, script: string, env: Env, name?: string): string | undefined {
  const text = value ?? (name === undefined ? undefined : assignedIn(script, name));
  return text?.replace(/\$(?!\{\{)(?:\{(\w+)\}|(\w+))/g, (_, braced?: string, plain?: string) => {
    const variable = braced ?? plain ?? "";
    const assigned = assignedIn(script, variable);
    return (assigned?.includes("$") === true ? undefined : assigned) ?? env(variable) ?? `\${{ env.${variable} }}`;
  });
}

function assignedIn(script: string, name: string): string | undefined {
  const found = new RegExp(`(?:^|[\\s;&|])(?:export\\s+)?${name}=(${WORD})`, "m").exec(script)?.[1];
  return found?.replace(/^(["'])(.*)\1$/s, "$2");
}

/** The audience that a script asks GitHub for. */
export function audienceInScript(script: string): string | undefined {
  const asked =
    /getIDToken\(\s*["'`]([^"'`]+)["'`]/.exec(script)?.[1] ?? /audience=(\$\{\{[^}]*\}\}|[^\s"'&]+)/.exec(script)?.[1];
  if (asked === undefined) {
    return undefined;
  }
  try {
    return decodeURIComponent(asked);
  } catch {
    return asked;
  }
}

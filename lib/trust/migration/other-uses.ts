/** Uses of Cloudsmith credentials that no change of a workflow's login replaces, found line by line. */

export type OtherUseKind =
  | "npm"
  | "python"
  | "docker"
  | "maven"
  | "nuget"
  | "netrc"
  | "curl"
  | "entitlement-token"
  | "credentials-in-url"
  | "key-in-file"
  | "handed-down"
  | "secret";

export interface OtherUse {
  readonly path: string;
  /** Counted from 1. */
  readonly line: number;
  readonly kind: OtherUseKind;
  /** The secret that it reads, by name. Values are never kept. */
  readonly secret?: string;
}

/** What to do about each, as one sentence. `TOKEN` stands for what `cloudsmith-trust token` hands out. */
export const OTHER_USE_ADVICE: { readonly [kind in OtherUseKind]: string } = {
  npm: `run npm behind cloudsmith-trust token --, and let .npmrc read _authToken from \${CLOUDSMITH_API_KEY}`,
  python:
    "give pip, uv or twine the user token and the job's token as its password: https://token:$CLOUDSMITH_API_KEY@…, behind cloudsmith-trust token --",
  docker:
    "log in as the user token: cloudsmith-trust token -- sh -c 'printf %s \"$CLOUDSMITH_API_KEY\" | docker login docker.cloudsmith.io --username token --password-stdin'",
  maven: `let settings.xml read \${env.CLOUDSMITH_API_KEY} as the password of the user token, and run mvn behind cloudsmith-trust token --`,
  nuget: 'give dotnet nuget push --api-key "$CLOUDSMITH_API_KEY", behind cloudsmith-trust token --',
  netrc: "write the machine's entry in the job, with the login token and the job's token as its password",
  curl: "send the job's token as X-Api-Key: cloudsmith-trust token -- sh -c 'curl -H \"X-Api-Key: $CLOUDSMITH_API_KEY\" …'",
  "entitlement-token":
    "let the jobs of CI download as a service account that may read; an entitlement token in a URL ends up in logs and caches",
  "credentials-in-url": "take the credentials out of the URL and change them: URLs end up in logs",
  "key-in-file": "this key is written down: rotate it now, whatever else is done",
  "handed-down":
    "let the job sign in and this read CLOUDSMITH_API_KEY from its environment; a variable of the repository is no place for a key",
  secret: "see what it is for; the job's token stands in CLOUDSMITH_API_KEY behind cloudsmith-trust token --",
};

const HOST = /[\w.-]*\bcloudsmith\.(?:io|com)\b/i;
/** A key of Cloudsmith as it is handed out, or a token of three parts. */
const KEY =
  /\bcsa_[0-9a-f]{20,}|\beyJ[\w-]{10,}\.[\w-]{5,}\.[\w-]+|(?:(?:api[_-]?key|CLOUDSMITH_API_KEY)["']?\s*[:=]\s*|(?:^|\s)(?:-k|--api-key)[\s=]*)["']?[0-9a-f]{40}\b/i;
/** Expressions hold spaces. */
const URL_CREDENTIALS = /https?:\/\/(?:\$\{\{[^}]*\}\}|(?!\$\{\{)[^\s/@"'])+@[\w.-]*\bcloudsmith\.(?:io|com)\b/i;
const ENTITLEMENT = /\bdl\.cloudsmith\.(?:io|com)\/(?!public\/|basic\/)([A-Za-z0-9]{16}|[^/\s"']*(?:\$|%)[^/\s"']*)\//i;

/** A key that comes from an input, or from a variable that everybody can read. */
const HANDED_DOWN = /\bCLOUDSMITH_\w*(?:KEY|TOKEN)["']?\s*:\s*["']?\$\{\{\s*(?:inputs|vars)\b/i;

const KINDS: readonly (readonly [OtherUseKind, RegExp])[] = [
  [
    "docker",
    /docker(?:\.exe)?\s+login\b.*cloudsmith|(?:podman|buildah|skopeo|helm\s+registry|oras|crane(?:\s+auth)?)\s+login\b.*cloudsmith|registry:\s*["']?docker\.cloudsmith\.io/i,
  ],
  ["npm", /npm\.cloudsmith\.|_authToken|\bNODE_AUTH_TOKEN\b|npmAuthToken/i],
  [
    "python",
    /(?:PIP|UV)_(?:EXTRA_)?INDEX(?:_URL)?\b|--(?:extra-)?index-url|python\.cloudsmith\.|\btwine\b|\bTWINE_|\bpoetry\s+config\b|\bPOETRY_HTTP_BASIC/i,
  ],
  ["nuget", /nuget\.cloudsmith\.|\bnuget(?:\.exe)?\s+(?:push|sources?)|packageSourceCredentials/i],
  ["maven", /maven\.cloudsmith\.|<server>|settings\.xml|\bMAVEN_(?:PASSWORD|USERNAME|TOKEN)/i],
  ["netrc", /^\s*machine\s|\.netrc\b/i],
  ["curl", /X-Api-Key|\bcurl\b|\bwget\b|Authorization:/i],
];

export interface ScanOptions {
  /** Names of the secrets that hold a key, in lower case. */
  readonly secrets: ReadonlySet<string>;
  /** Lines that are known of already, counted from 1. */
  readonly known?: ReadonlySet<number>;
  /** Whether the file is one that package tools read, so that a host alone says something. */
  readonly isConfiguration: boolean;
}

/** Every line of a text that uses a credential of Cloudsmith. */
export function otherUsesIn(path: string, text: string, options: ScanOptions): readonly OtherUse[] {
  const uses: OtherUse[] = [];
  const lines = text.split("\n");
  for (const [index, whole] of lines.entries()) {
    // longer ones are made by machines
    const line = whole.slice(0, LONGEST_LINE);
    const use =
      options.known?.has(index + 1) === true || isComment(line)
        ? undefined
        : useIn(line, options, () => around(lines, index));
    if (use !== undefined) {
      uses.push({ path, line: index + 1, ...use });
    }
  }
  return uses;
}

const LONGEST_LINE = 4_000;

function isComment(line: string): boolean {
  return /^\s*(?:#(?!!)|\/\/(?!\w))/.test(line) && !KEY.test(line);
}

/** Which tool a line is about; undefined where it names none. */
export function kindOfUse(line: string): OtherUseKind | undefined {
  return KINDS.find(([, pattern]) => pattern.test(line))?.[0];
}

/** The line before, then the other entries of the same mapping: a login's registry, user name and password in any order. */
function around(lines: readonly string[], index: number): readonly string[] {
  const indentation = ENTRY.exec(lines[index] ?? "")?.[1];
  const entries = [-1, 1].flatMap((step) => {
    const found: string[] = [];
    for (let at = index + step; Math.abs(at - index) <= MOST_ENTRIES; at += step) {
      const line = (lines[at] ?? "").slice(0, LONGEST_LINE);
      if (indentation === undefined || ENTRY.exec(line)?.[1] !== indentation) {
        break;
      }
      found.push(line);
    }
    return found;
  });
  return [(lines[index - 1] ?? "").slice(0, LONGEST_LINE), ...entries];
}

const ENTRY = /^(\s*)[\w-]+:\s/;
/** Logins have no more inputs. */
const MOST_ENTRIES = 8;

function useIn(
  line: string,
  { secrets, isConfiguration }: ScanOptions,
  others: () => readonly string[],
): Omit<OtherUse, "path" | "line"> | undefined {
  if (KEY.test(line)) {
    return { kind: "key-in-file" };
  }
  if (ENTITLEMENT.test(line)) {
    return { kind: "entitlement-token", ...secretOf(line, secrets) };
  }
  const secret = secretOf(line, secrets);
  const isOfCloudsmith = HOST.test(line);
  const kind = kindOfUse(line);
  if (secret.secret !== undefined) {
    // a value beside the line that says what it is for: registry: docker.cloudsmith.io, then the password
    const about = kind ?? kindOfUse(others().find((other) => HOST.test(other) || kindOfUse(other) === "docker") ?? "");
    return { kind: about ?? "secret", ...secret };
  }
  if (HANDED_DOWN.test(line)) {
    return { kind: "handed-down" };
  }
  if (URL_CREDENTIALS.test(line)) {
    return { kind: kind ?? "credentials-in-url" };
  }
  if (!isOfCloudsmith || kind === undefined) {
    return undefined;
  }
  const readsKey =
    /CLOUDSMITH_\w*(?:KEY|TOKEN|PASSWORD)|_authToken|X-Api-Key|Authorization:|password|--password-stdin|login\b/i.test(
      line,
    );
  return readsKey || (isConfiguration && kind === "netrc") ? { kind } : undefined;
}

function secretOf(line: string, secrets: ReadonlySet<string>): { readonly secret?: string } {
  for (const [, name = ""] of line.matchAll(/\bsecrets\.([A-Za-z_]\w*)/g)) {
    if (secrets.has(name.toLowerCase())) {
      return { secret: name };
    }
  }
  return {};
}

/** Whether a text holds a credential itself, so that it must not be printed. */
export function holdsCredential(text: string): boolean {
  const literal = text.replaceAll(/\$\{\{[^}]*\}\}|\$\{\w+\}|\$\w+/g, "");
  return (
    KEY.test(text) ||
    /https?:\/\/[^\s/@"':]*:?[^\s/@"'$]{6,}@[\w.-]*\bcloudsmith\./i.test(literal) ||
    /\bdl\.cloudsmith\.\w+\/(?!public\/|basic\/)[A-Za-z0-9]{16}\//i.test(text)
  );
}

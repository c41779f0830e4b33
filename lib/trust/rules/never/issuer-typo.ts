import { GITHUB_ISSUER, ISSUERS, nearest, tryIssuerOf } from "../../../oidc/index.js";
import { LINKS } from "../links.js";
import { quoted } from "../private/words.js";
import { settingRule } from "../rule.js";

/** URLs that are the same for everybody. */
const SHARED = ISSUERS.filter(({ shared, url, urlForm }) => shared && url.test(urlForm)).map(({ urlForm }) => urlForm);

export const issuerTypo = settingRule({
  id: "issuer-typo",
  severity: "high",
  weighed: false,
  alsoDisabled: true,
  why: "The URL must be the issuer that tokens carry, to the letter; another fits none of them, or trusts a stranger's",
  remedy: "write the issuer as the CI documents it: https, no path of discovery, no other host",
  link: LINKS.cloudsmithOidc,
  check({ setting: { provider_url: url }, issuer }) {
    if (issuer !== undefined || url.includes("${")) {
      return undefined;
    }
    const meant = correctionOf(url);
    if (meant !== undefined) {
      return `${quoted(url)} is no issuer; did you mean ${meant}?`;
    }
    return url.startsWith("http://") ? { message: `${quoted(url)} is not https`, severity: "medium" } : undefined;
  },
});

function correctionOf(url: string): string | undefined {
  const straightened = url
    .replace(/^http:/i, "https:")
    .replace(/\/\.well-known.*$/i, "")
    .replace(/\/+$/, "");
  const lower = straightened.replace(/^https:\/\/[^/]*/i, (host) => host.toLowerCase());
  if (lower !== url && tryIssuerOf(lower) !== undefined) {
    return lower;
  }
  if (lower.startsWith(`${GITHUB_ISSUER}/`)) {
    return `${GITHUB_ISSUER}, or that with the enterprise's slug behind it`;
  }
  // far enough off that it is another host altogether: an issuer of one's own
  return nearest(
    lower,
    SHARED.filter((known) => Math.abs(known.length - lower.length) <= 3 && close(known, lower)),
  );
}

/** Whether at most a few characters differ: an issuer of one's own differs in more. */
function close(a: string, b: string): boolean {
  let same = 0;
  while (same < a.length && a[same] === b[same]) {
    same++;
  }
  let tail = 0;
  while (tail < Math.min(a.length, b.length) - same && a.at(-1 - tail) === b.at(-1 - tail)) {
    tail++;
  }
  return Math.max(a.length, b.length) - same - tail <= 3;
}

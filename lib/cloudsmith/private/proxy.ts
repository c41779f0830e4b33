import { BlockList, isIP } from "node:net";
import { CloudsmithUsageError } from "../errors.js";
import { isLoopback } from "../host.js";

type Environment = { readonly [name: string]: string | undefined };

/**
 * The proxy that the environment names for an https URL, as curl reads it: the lower-case name wins, `NO_PROXY` holds
 * hosts (with all below them), `.suffixes`, addresses, networks (`10.0.0.0/8`), each with an optional port, or `*`.
 * This machine itself is never reached through a proxy, which also means that plain http never is.
 *
 * @throws CloudsmithUsageError `bad_proxy`
 */
export function proxyFor(url: URL, environment: Environment): URL | undefined {
  if (isLoopback(url.hostname)) {
    return undefined;
  }
  const text = first(environment, ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"]);
  if (text === undefined || isExempt(url, first(environment, ["no_proxy", "NO_PROXY"]) ?? "")) {
    return undefined;
  }
  return parseProxy(text);
}

function first(environment: Environment, names: readonly string[]): string | undefined {
  return names.map((name) => environment[name]?.trim()).find((value) => value !== undefined && value !== "");
}

function parseProxy(text: string): URL {
  const url = tryParse(text.includes("://") ? text : `http://${text}`);
  if (url === undefined || (url.protocol !== "http:" && url.protocol !== "https:")) {
    // The text is not shown: it may hold the proxy's password.
    throw new CloudsmithUsageError(
      "bad_proxy",
      "HTTPS_PROXY must be the URL of an http or https proxy, as http://proxy.example:3128.",
    );
  }
  return url;
}

function tryParse(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}

function isExempt(url: URL, noProxy: string): boolean {
  const host = url.hostname.replace(/^\[|\]$/g, "").toLowerCase();
  const port = url.port === "" ? "443" : url.port;
  return noProxy
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((entry) => entry !== "")
    .some((entry) => matches(entry, host, port));
}

function matches(entry: string, host: string, port: string): boolean {
  if (entry === "*") {
    return true;
  }
  const [, name = "", wantedPort] = /^(\[[^\]]*\]|[^:]*(?::[^:]*:.*)?)(?::(\d+))?$/.exec(entry) ?? [];
  if (wantedPort !== undefined && wantedPort !== port) {
    return false;
  }
  const bare = name.replace(/^\[|\]$/g, "");
  if (isIP(host) !== 0) {
    return bare === host || isInNetwork(bare, host);
  }
  const domain = bare.replace(/^\*?\./, "");
  return domain !== "" && (host === domain || host.endsWith(`.${domain}`));
}

function isInNetwork(entry: string, host: string): boolean {
  const [address = "", bits] = entry.split("/");
  if (bits === undefined || isIP(address) !== isIP(host) || !/^\d{1,3}$/.test(bits)) {
    return false;
  }
  const family = isIP(address) === 4 ? "ipv4" : "ipv6";
  if (Number(bits) > (family === "ipv4" ? 32 : 128)) {
    return false;
  }
  const network = new BlockList();
  network.addSubnet(address, Number(bits), family);
  return network.check(host, family);
}

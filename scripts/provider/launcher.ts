/**
 * The head of the provider's file, which is a shell script and JavaScript at once: Terraform executes the file, the
 * shell finds Node and hands the same file to it.
 *
 * What goes wrong here is said on stdout, because Terraform shows a first line that is no handshake to the user, and
 * shows nothing of stderr.
 */

/** Oldest Node that has everything the provider uses (AbortSignal.any). */
const OLDEST = { major: 20, minor: 3 };
const NEEDS = `needs Node.js ${OLDEST.major}.${OLDEST.minor} or newer`;
const REMEDY = "Install it, or set CLOUDSMITH_TRUST_NODE to the path of a node executable.";

/** @param name - of the provider, e.g. `cloudsmith` */
export function launcher(name: string): string {
  return ["#!/bin/sh", ...shell(name).map((line) => `":" //; ${line}`), ""].join("\n");
}

/** To JavaScript each of these lines is a string and a comment. */
function shell(name: string): string[] {
  return [
    "node=$CLOUDSMITH_TRUST_NODE",
    '[ -n "$node" ] || node=node',
    `command -v "$node" >/dev/null 2>&1 || { echo "The ${name} provider ${NEEDS}, and there is no \\"$node\\". ${REMEDY}"; exit 1; }`,
    // Tracers and preloads of the caller's own Node would break the handshake; NODE_DEBUG=http prints credentials;
    // certificates are always verified.
    "unset NODE_OPTIONS NODE_DEBUG DEBUG NODE_TLS_REJECT_UNAUTHORIZED",
    '[ -z "$CLOUDSMITH_TRUST_NODE_OPTIONS" ] || { NODE_OPTIONS=$CLOUDSMITH_TRUST_NODE_OPTIONS; export NODE_OPTIONS; }',
    // Node 20 reads these certificates at every start, for 37 ms; the API client reads them when it first connects.
    '[ -n "$CLOUDSMITH_TRUST_EXTRA_CA_CERTS" ] || CLOUDSMITH_TRUST_EXTRA_CA_CERTS=$NODE_EXTRA_CA_CERTS',
    "export CLOUDSMITH_TRUST_EXTRA_CA_CERTS; unset NODE_EXTRA_CA_CERTS",
    `exec "$node" -e '${versionCheck(name)}' "$0" "$@"`,
  ];
}

/** In the oldest JavaScript there is, since an old Node could not even parse the rest of the file. */
function versionCheck(name: string): string {
  const tooOld = `v[0]<${OLDEST.major}||v[0]==${OLDEST.major}&&v[1]<${OLDEST.minor}`;
  return (
    `var v=process.versions.node.split(".");if(${tooOld}){` +
    `console.log("The ${name} provider ${NEEDS}, and "+process.execPath+" is version "+process.versions.node+". ${REMEDY}");process.exit(1)}` +
    `require(require("path").resolve(process.argv[1]))`
  );
}

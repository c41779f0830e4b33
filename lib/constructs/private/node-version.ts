/** The oldest Node that the package runs on; see `engines` in package.json. */
const OLDEST = [20, 19] as const;
export const USE_NEWER_NODE = `use Node ${OLDEST.join(".")} or newer`;

/** Says what is wrong with a version of Node such as `v18.20.4`, if anything is. */
export function tooOldNode(version: string): string | undefined {
  const [major = 0, minor = 0] = version.replace(/^v/, "").split(".").map(Number);
  const isOld = major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1]);
  return isOld ? `this is Node ${version}, which is too old` : undefined;
}

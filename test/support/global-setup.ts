import { execFileSync } from "node:child_process";

/** Builds `dist/` once before all tests: the packed provider and the executables are tested as they ship. */
export default function setup(): void {
  if (process.env.SKIP_BUILD !== "1") {
    execFileSync("npm", ["run", "--silent", "build"], { stdio: "inherit" });
  }
}

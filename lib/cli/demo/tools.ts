/** What the demo needs on this machine, looked for before anything starts. */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { failure } from "../errors.js";
import { packageRoot } from "../private/package.js";

export interface Tools {
  /** Name or path of the terraform binary, as cdktf finds it. */
  readonly terraform: string;
  readonly terraformVersion: string;
  /** Scripts to run with Node. */
  readonly cdktf: string;
  readonly tsx: string;
  /** The folder of the example app. */
  readonly example: string;
  /** The folder of this package. */
  readonly root: string;
}

/** The oldest terraform that the provider is tested with. */
const OLDEST = [1, 11] as const;

/** @throws CliError naming the first thing that is missing or too old */
export function findTools(): Tools {
  const root = packageRoot();
  const example = join(root, "examples/github-publish");
  const provider = join(root, "dist/provider/terraform-provider-cloudsmith.zip");
  if (!existsSync(example)) {
    throw failure(
      `the demo deploys examples/github-publish, which ${root} does not have`,
      "run it in a clone of the repository: npm ci && npm run demo",
    );
  }
  if (!existsSync(provider)) {
    throw failure("the provider is not built", "run npm run demo, which builds first");
  }
  const terraform = process.env.TERRAFORM_BINARY_NAME || "terraform";
  return {
    terraform,
    terraformVersion: terraformVersion(terraform),
    cdktf: script(root, "cdktf-cli", "cdktf"),
    tsx: script(root, "tsx", "tsx"),
    example,
    root,
  };
}

function terraformVersion(terraform: string): string {
  const { stdout, error, status } = spawnSync(terraform, ["version", "-json"], {
    encoding: "utf8",
    env: { ...process.env, CHECKPOINT_DISABLE: "1", TF_CLI_CONFIG_FILE: undefined },
  });
  const wanted = `install Terraform ${OLDEST.join(".")} or newer (https://developer.hashicorp.com/terraform/install), and put it on PATH`;
  if (error !== undefined || status !== 0) {
    const missing = (error as NodeJS.ErrnoException | undefined)?.code === "ENOENT";
    throw failure(`${terraform} ${missing ? "is not on PATH" : "does not run"}`, wanted);
  }
  const version = versionIn(stdout);
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
    throw failure(`${terraform} is ${version}, which is too old`, wanted);
  }
  return version;
}

function versionIn(stdout: string): string {
  try {
    return String((JSON.parse(stdout) as { terraform_version?: unknown }).terraform_version);
  } catch {
    // Releases before 0.13 know no -json.
    return /v(\d+\.\d+\.\d+)/.exec(stdout)?.[1] ?? "of an unknown version";
  }
}

/** The script behind a command of an installed package. */
function script(root: string, name: string, command: string): string {
  try {
    const manifest = createRequire(join(root, "package.json")).resolve(`${name}/package.json`);
    const { bin } = JSON.parse(readFileSync(manifest, "utf8")) as { bin: string | { [command: string]: string } };
    return join(dirname(manifest), typeof bin === "string" ? bin : (bin[command] ?? ""));
  } catch {
    throw failure(`${name} is not installed`, "run npm ci in the clone, then npm run demo");
  }
}

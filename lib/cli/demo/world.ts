/** Everything that the demo starts, and takes away again. */
import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { type Emulator, startEmulator } from "../../emulator/index.js";
import { GITHUB_SOURCE, gitHubStandIn } from "../../emulator/stand-in/index.js";
import { type Reattached, serveForReattach } from "../../terraform/index.js";
import { makeTemporaryFolder } from "../private/temporary-folder.js";
import { Processes } from "./processes.js";
import type { Tools } from "./tools.js";

const ORGANIZATION = "acme";
/** The repository of the example, and what GitHub would know of it. */
const REPOSITORY = {
  full_name: "acme/app",
  id: 74,
  owner_id: 65,
  visibility: "private",
  default_branch: "main",
  protected_branches: ["main"],
} as const;

export interface World {
  readonly tools: Tools;
  readonly emulator: Emulator;
  readonly processes: Processes;
  /** Where cdktf runs: its output and its state are below. */
  readonly project: string;
  /** Where jobs run: a checkout of the repository. */
  readonly checkout: string;
  /** For cdktf and terraform. */
  readonly environment: { readonly [variable: string]: string };
  close(): Promise<void>;
}

export async function makeWorld(tools: Tools): Promise<World> {
  const folder = makeTemporaryFolder("demo");
  const processes = new Processes();
  let emulator: Emulator | undefined;
  let standIn: Reattached | undefined;
  const close = async (): Promise<void> => {
    await processes.stop();
    await standIn?.close();
    await emulator?.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    emulator = await startEmulator({
      seed: { organization: ORGANIZATION, repositories: [{ slug: "prod" }], github: { repositories: [REPOSITORY] } },
    });
    const github = { GITHUB_OWNER: ORGANIZATION, GITHUB_BASE_URL: emulator.githubUrl };
    standIn = await serveForReattach(gitHubStandIn(github), { address: GITHUB_SOURCE });
    return {
      tools,
      emulator,
      processes,
      project: makeProject(folder, tools),
      checkout: makeCheckout(folder, tools),
      environment: { ...ownEnvironment(folder), ...emulator.environment, ...github, ...standIn.env },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function makeProject(folder: string, { example, tsx }: Tools): string {
  const project = join(folder, "project");
  mkdirSync(project);
  const words = [process.execPath, tsx, join(example, "main.ts")].map((word) => JSON.stringify(word));
  const settings = { language: "typescript", app: words.join(" "), sendCrashReports: "false" };
  writeFileSync(join(project, "cdktf.json"), JSON.stringify(settings));
  return project;
}

/** The example's own files, and our executable where `npx --no-install` looks for it. */
function makeCheckout(folder: string, { example, root }: Tools): string {
  const checkout = join(folder, "checkout");
  cpSync(example, checkout, { recursive: true });
  const commands = join(checkout, "node_modules/.bin");
  mkdirSync(commands, { recursive: true });
  const executable = join(root, "dist/bin/cloudsmith-trust.js");
  const script = `#!/usr/bin/env node\nrequire(${JSON.stringify(executable)});\n`;
  writeFileSync(join(commands, "cloudsmith-trust"), script, { mode: 0o755 });
  writeFileSync(join(checkout, "package.json"), JSON.stringify({ name: "app", private: true }));
  return checkout;
}

/** None of the person's settings or credentials; what cdktf and terraform keep at home and in /tmp stays in the folder. */
function ownEnvironment(folder: string): { [variable: string]: string } {
  const PASSED = /^(PATH|LANG|LC_[A-Z]+|TZ|TERRAFORM_BINARY_NAME|SYSTEMROOT)$/;
  const passed = Object.entries(process.env).filter(([name]) => PASSED.test(name));
  const [home, temporary] = [join(folder, "home"), join(folder, "tmp")];
  mkdirSync(home);
  mkdirSync(temporary);
  return {
    ...(Object.fromEntries(passed) as { [variable: string]: string }),
    // The provider is a script that needs Node, which may have been started by its path.
    PATH: [process.env.PATH, dirname(process.execPath)].join(delimiter),
    HOME: home,
    TMPDIR: temporary,
    CI: "true",
    NO_COLOR: "1",
    FORCE_COLOR: "0",
    CHECKPOINT_DISABLE: "1",
    DISABLE_VERSION_CHECK: "1",
  };
}

/** A folder with a configuration, a provider package and an embedded Cloudsmith: where one measured command runs. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type Emulator, startEmulator, type TrustFile } from "../../lib/emulator/index.js";
import { mustSucceed, type Run, run } from "./measure.js";
import { ORGANIZATION, SOURCE } from "./pipelines.js";

/** A provider: ours, as its packed files, or a peer's binary that speaks the same schema. */
export interface Binary {
  readonly name: "ours" | "peer";
  readonly path: string;
  readonly version: string;
}

export interface Measured extends Run {
  readonly requests: number;
}

export interface StageOptions {
  readonly main: object;
  /** Absent: the configuration needs no provider and no Cloudsmith. */
  readonly binary?: Binary;
  readonly organization?: TrustFile;
  readonly state?: object;
  readonly latencyMs?: number;
  readonly rateLimit?: { readonly requestsPerSecond: number; readonly burst: number };
}

/** Puts a provider where Terraform looks for it: ours packed, as it ships. */
function install(binary: Binary, folder: string): void {
  const platform = `${process.platform}_${process.arch === "x64" ? "amd64" : process.arch}`;
  if (binary.name === "ours") {
    mkdirSync(folder, { recursive: true });
    const zip = join(dirname(binary.path), "terraform-provider-cloudsmith.zip");
    cpSync(zip, join(folder, `terraform-provider-cloudsmith_${binary.version}_${platform}.zip`));
    return;
  }
  const target = join(folder, binary.version, platform);
  mkdirSync(target, { recursive: true });
  cpSync(binary.path, join(target, "terraform-provider-cloudsmith"));
}

export class Stage {
  static async create(options: StageOptions): Promise<Stage> {
    const directory = mkdtempSync(join(tmpdir(), "trust-bench-"));
    const emulator = options.binary
      ? await startEmulator({
          organization: ORGANIZATION,
          ...(options.organization ? { seed: options.organization } : {}),
        })
      : undefined;
    const stage = new Stage(directory, emulator, options.binary);
    stage.write(options.main);
    writeFileSync(join(directory, "empty.tfrc"), "");
    if (options.state) {
      writeFileSync(join(directory, "terraform.tfstate"), JSON.stringify(options.state));
    }
    if (options.binary) {
      install(options.binary, join(directory, "terraform.d/plugins", SOURCE));
      mustSucceed("terraform init", await stage.terraform("init", "-input=false"));
    }
    if (emulator) {
      emulator.settings.latencyMs = options.latencyMs ?? 0;
      emulator.settings.rateLimit = options.rateLimit ?? null;
      emulator.requests.clear();
    }
    return stage;
  }

  private constructor(
    readonly directory: string,
    private readonly emulator: Emulator | undefined,
    private readonly binary: Binary | undefined,
  ) {}

  write(main: object): void {
    writeFileSync(join(this.directory, "main.tf.json"), JSON.stringify(main));
  }

  terraform(...args: string[]): Promise<Run> {
    return run("terraform", args, {
      cwd: this.directory,
      env: {
        ...process.env,
        TF_CLI_CONFIG_FILE: join(this.directory, "empty.tfrc"),
        CHECKPOINT_DISABLE: "1",
        TF_IN_AUTOMATION: "1",
        ...(this.emulator
          ? { CLOUDSMITH_API_HOST: `${this.emulator.url}/v1`, CLOUDSMITH_API_KEY: this.emulator.apiKey }
          : {}),
      },
      ...(this.binary ? { watch: "terraform-provider-cloudsmith" } : {}),
    });
  }

  /** Runs one command that must succeed; gives its time, provider memory and CPU, and the requests it made. */
  async measured(...args: string[]): Promise<Measured> {
    this.emulator?.requests.clear();
    const result = mustSucceed(`terraform ${args.join(" ")}`, await this.terraform(...args));
    return { ...result, requests: this.emulator?.requests.total ?? 0 };
  }

  async close(): Promise<void> {
    await this.emulator?.close();
    rmSync(this.directory, { recursive: true, force: true });
  }
}

export async function withStage<Result>(
  options: StageOptions,
  work: (stage: Stage) => Promise<Result>,
): Promise<Result> {
  const stage = await Stage.create(options);
  try {
    return await work(stage);
  } finally {
    await stage.close();
  }
}

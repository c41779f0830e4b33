/** A folder with a configuration, a provider package and an embedded Cloudsmith: where one measured command runs. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Emulator, startEmulator, type TrustFile } from "../../lib/emulator/index.js";
import { mustSucceed, type Run, run } from "./measure.js";
import { ORGANIZATION, SOURCE } from "./pipelines.js";

/** A provider binary: ours or a peer's that speaks the same schema. */
export interface Binary {
  readonly name: "ours" | "peer";
  readonly path: string;
  readonly version: string;
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
      const platform = `${process.platform}_${process.arch === "x64" ? "amd64" : process.arch}`;
      const target = join(directory, "terraform.d/plugins", SOURCE, options.binary.version, platform);
      mkdirSync(target, { recursive: true });
      const file =
        options.binary.name === "ours" ? "terraform-provider-cloudsmith.cjs" : "terraform-provider-cloudsmith";
      cpSync(options.binary.path, join(target, file));
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
  async measured(...args: string[]): Promise<Run & { readonly requests: number }> {
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

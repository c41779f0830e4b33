/** An emulated Cloudsmith, the provider served in this process, and Terraform stacks that use both. */
import { stripVTControlCharacters } from "node:util";
import { afterEach } from "vitest";
import { type Emulator, type EmulatorOptions, startEmulator } from "../../../lib/emulator/index.js";
import { type CloudsmithProviderOptions, cloudsmithProvider } from "../../../lib/provider/index.js";
import { type Reattached, serveForReattach } from "../../../lib/terraform/index.js";
import { type Json, type RunResult, TerraformWorkspace } from "../../support/terraform.js";

export const SOURCE = "localhost/cloudsmith-trust/cloudsmith";

/** Blocks by type and name, as in a main.tf.json. */
export interface Stack {
  readonly provider?: object;
  readonly resource?: { readonly [type: string]: { readonly [name: string]: object } };
  readonly data?: { readonly [type: string]: { readonly [name: string]: object } };
  readonly [block: string]: unknown;
}

export interface WorldOptions extends EmulatorOptions {
  /** On top of what the emulator wants in the provider's environment. */
  readonly environment?: { readonly [name: string]: string | undefined };
  readonly provider?: Omit<CloudsmithProviderOptions, "environment">;
}

const worlds = new Set<World>();
afterEach(async () => {
  await Promise.all([...worlds].map((world) => world.close()));
});

export class World {
  private constructor(
    readonly emulator: Emulator,
    readonly served: Reattached,
    /** What the provider finds in its environment; tests change it. */
    readonly environment: { [name: string]: string | undefined },
  ) {}

  static async start({ environment = {}, provider = {}, ...options }: WorldOptions = {}): Promise<World> {
    const emulator = await startEmulator(options);
    const env = { ...emulator.environment, ...environment };
    const served = await serveForReattach(cloudsmithProvider({ ...QUICK, ...provider, environment: env }), {
      address: SOURCE,
    });
    const world = new World(emulator, served, env);
    worlds.add(world);
    return world;
  }

  async close(): Promise<void> {
    worlds.delete(this);
    await this.served.close();
    await this.emulator.close();
  }

  async stack(blocks: Stack): Promise<TerraformStack> {
    return new TerraformStack(
      await TerraformWorkspace.create({ main: mainOf(blocks), reattach: [this.served] }),
      this.emulator,
    );
  }
}

/** Pauses that a test can wait for. */
const QUICK: Pick<CloudsmithProviderOptions, "patience" | "client"> = {
  patience: { firstMs: 10, totalMs: 300 },
  client: { retry: { baseMs: 10, ceilingMs: 50 }, random: () => 0 },
};

export function mainOf({ provider, ...blocks }: Stack): object {
  return {
    terraform: { required_providers: { cloudsmith: { source: SOURCE } } },
    provider: { cloudsmith: provider ?? {} },
    ...blocks,
  };
}

export class TerraformStack {
  constructor(
    readonly workspace: TerraformWorkspace,
    readonly emulator: Emulator,
  ) {}

  write(blocks: Stack): void {
    this.workspace.write("main.tf.json", mainOf(blocks));
  }

  run(...args: readonly string[]): Promise<RunResult> {
    return this.workspace.run(...args);
  }

  /** Applies, and fails with Terraform's own words. */
  apply(blocks?: Stack): Promise<RunResult> {
    if (blocks !== undefined) {
      this.write(blocks);
    }
    return this.workspace.apply();
  }

  /** Applies what is expected to fail, and gives what Terraform said as one line. */
  async refused(blocks?: Stack, ...args: readonly string[]): Promise<string> {
    if (blocks !== undefined) {
      this.write(blocks);
    }
    const result = await this.workspace.run(...(args.length === 0 ? ["apply", "-auto-approve"] : args));
    if (result.code === 0) {
      throw new Error(`expected a refusal\n${result.output}`);
    }
    return flat(result.output);
  }

  /** What a plan would do, e.g. `["create cloudsmith_service.app"]`; empty where nothing. */
  async changes(blocks?: Stack): Promise<string[]> {
    if (blocks !== undefined) {
      this.write(blocks);
    }
    const plan = await this.workspace.plan();
    return changesOf(plan);
  }

  values(address: string): Promise<Json> {
    return this.workspace.values(address);
  }

  /** The whole state as text, to look for what must not be in it. */
  async stateText(): Promise<string> {
    return (await this.workspace.ok("state", "pull")).stdout;
  }
}

export function changesOf(plan: Json): string[] {
  return (plan.resource_changes ?? [])
    .map((change: Json) => `${change.change.actions.join("-")} ${change.address}`)
    .filter((text: string) => !text.startsWith("no-op") && !text.startsWith("read"));
}

/** Without the colours, line breaks and bars that Terraform wraps diagnostics in. */
export function flat(output: string): string {
  return stripVTControlCharacters(output).replace(/[│╷╵]/g, " ").replace(/\s+/g, " ");
}

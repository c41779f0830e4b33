/** Terraform's dependency lock file, as far as synth reads and writes it: one block a provider. */

export interface Lock {
  /** Full address, e.g. `registry.terraform.io/integrations/github`. */
  readonly source: string;
  readonly version: string;
  readonly constraints: string;
  /** None where only the version is known yet: terraform init verifies the signature and fills them in. */
  readonly hashes: readonly string[];
}

const HEADER = `# This file is maintained automatically by "terraform init".
# Manual edits may be lost in future updates.
`;

/**
 * @throws Error that names the line it cannot read
 */
export function parseLocks(text: string): Lock[] {
  const locks: Lock[] = [];
  let block: { source: string; values: Map<string, string>; hashes: string[] } | undefined;
  let inHashes = false;
  text.split(/\r?\n/).forEach((raw, index) => {
    const line = raw.trim();
    if (line === "" || line.startsWith("#") || line.startsWith("//")) {
      return;
    }
    if (block === undefined) {
      const [, source] = line.match(/^provider\s+"([^"]+)"\s*\{$/) ?? [];
      if (source === undefined) {
        throw unreadable(index, line);
      }
      block = { source, values: new Map(), hashes: [] };
    } else if (inHashes) {
      if (line === "]") {
        inHashes = false;
        return;
      }
      const [, hash] = line.match(/^"([^"]+)",?$/) ?? [];
      if (hash === undefined) {
        throw unreadable(index, line);
      }
      block.hashes.push(hash);
    } else if (line === "}") {
      const { source, values, hashes } = block;
      locks.push({
        source,
        version: values.get("version") ?? "",
        constraints: values.get("constraints") ?? "",
        hashes,
      });
      block = undefined;
    } else if (/^hashes\s*=\s*\[$/.test(line)) {
      inHashes = true;
    } else {
      const [, name, value] = line.match(/^(\w+)\s*=\s*"([^"]*)"$/) ?? [];
      if (name === undefined || value === undefined) {
        throw unreadable(index, line);
      }
      block.values.set(name, value);
    }
  });
  if (block !== undefined) {
    throw new Error("the last provider block is not closed");
  }
  return locks;
}

/** In the order and spacing that terraform itself writes, so that init changes nothing that is complete. */
export function renderLocks(locks: readonly Lock[]): string {
  const blocks = [...locks].sort((a, b) => (a.source < b.source ? -1 : 1)).map(renderLock);
  return [HEADER, ...blocks].join("\n");
}

function renderLock(lock: Lock): string {
  const lines = [`provider "${lock.source}" {`, `  version     = "${lock.version}"`];
  if (lock.constraints !== "") {
    lines.push(`  constraints = "${lock.constraints}"`);
  }
  if (lock.hashes.length > 0) {
    lines.push("  hashes = [", ...[...lock.hashes].sort().map((hash) => `    "${hash}",`), "  ]");
  }
  return `${[...lines, "}"].join("\n")}\n`;
}

function unreadable(index: number, line: string): Error {
  return new Error(`line ${index + 1} is not what Terraform writes: ${line}`);
}

/** The L1 classes of every schema. */
import { readFileSync } from "node:fs";
import { SCHEMAS } from "../../lib/provider/schema/index.js";
import { fileName, pascal } from "./names.js";
import { ClassSource } from "./render.js";

/** @returns file text by its path inside lib/bindings */
export function bindings(): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  const provider = new ClassSource("provider", "cloudsmith", "CloudsmithProviderBase", SCHEMAS.provider);
  files.set("provider-base.ts", provider.render());
  for (const [type, schema] of Object.entries(SCHEMAS.resources)) {
    files.set(`${fileName(type)}.ts`, new ClassSource("resource", type, pascal(type), schema).render());
  }
  for (const [type, schema] of Object.entries(SCHEMAS.dataSources)) {
    files.set(`data-${fileName(type)}.ts`, new ClassSource("data", type, `Data${pascal(type)}`, schema).render());
  }
  const modules = [...files.keys()].sort().map((name) => name.replace(/\.ts$/, ".js"));
  files.set("index.ts", modules.map((name) => `export * from "./${name}";\n`).join(""));
  files.set("private/metadata.ts", metadata());
  return files;
}

function metadata(): string {
  const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
  return `// Generated from package.json by \`npm run generate\`: do not edit.

/** A build of the provider: where Terraform looks for it, and exactly which version. */
export interface ProviderBuild {
  readonly source: string;
  readonly version: string;
}

/** The one that is packed into this package. */
export const PACKED_PROVIDER: ProviderBuild = {
  source: "localhost/cloudsmith-trust/cloudsmith",
  version: "${version}",
};

/** Says which provider a resource is of. */
export const PROVIDER_METADATA = { providerName: "cloudsmith" } as const;
`;
}

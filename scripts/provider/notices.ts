/** The licences of the packages that a bundle holds code of, as they ask to be passed on. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Metafile } from "esbuild";

const RULE = "-".repeat(80);

/**
 * @param root - what the paths in the metafile are relative to
 * @throws Error naming a package whose licence is nowhere to be found
 */
export function thirdPartyNotices(metafile: Metafile, root: string): string {
  const packages = new Map<string, string[]>();
  for (const { inputs } of Object.values(metafile.outputs)) {
    for (const [file, { bytesInOutput }] of Object.entries(inputs)) {
      const [folder] = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file) ?? [];
      if (folder !== undefined && bytesInOutput > 0) {
        packages.set(folder, [...(packages.get(folder) ?? []), file]);
      }
    }
  }
  const notices = [...packages].map(([folder, files]) => notice(root, folder, files)).sort();
  return ["This program holds code of the following packages.", ...notices].join(`\n\n${RULE}\n\n`).concat("\n");
}

function notice(root: string, folder: string, bundled: readonly string[]): string {
  const path = join(root, folder);
  const { name, version, license } = JSON.parse(readFileSync(join(path, "package.json"), "utf8")) as {
    readonly name: string;
    readonly version: string;
    readonly license?: string;
  };
  const text = licenceOf(path) ?? sectionOfReadme(path) ?? notesIn(bundled.map((file) => join(root, file)));
  if (text === undefined || license === undefined) {
    throw new Error(`no licence of ${name} ${version} was found in ${path}`);
  }
  return `${name} ${version} (${license.replace(/^\((.*)\)$/, "$1")})\n\n${text}`;
}

function licenceOf(folder: string): string | undefined {
  const file = readdirSync(folder).find((name) => /^licen[cs]e(\.md|\.txt)?$/i.test(name));
  return file === undefined ? undefined : readFileSync(join(folder, file), "utf8").trim();
}

function sectionOfReadme(folder: string): string | undefined {
  const file = join(folder, "README.md");
  const text = existsSync(file) ? readFileSync(file, "utf8") : "";
  const [, section] =
    /^(?:#+ )?License(?:\n-+)?\n+([\s\S]*?Copyright[\s\S]*?)(?=\n\[|\n#|$(?![\s\S]))/m.exec(text) ?? [];
  return section?.replaceAll("&lt;", "<").replaceAll("&gt;", ">").trim();
}

/** The notes at the beginning of source files. Apache-2.0 itself is the LICENSE of this package. */
function notesIn(files: readonly string[]): string | undefined {
  const notes = files.flatMap((file) => {
    const [lines = ""] = /^(?:\/\/.*\n)+/.exec(readFileSync(file, "utf8")) ?? [];
    return lines.includes("Copyright") ? [lines.replace(/^\/\/ ?/gm, "").trim()] : [];
  });
  return notes.length === 0 ? undefined : [...new Set(notes)].sort().join("\n\n");
}

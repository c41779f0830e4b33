import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface UnusableFolder {
  readonly path: string;
  /** What the operating system says to whoever writes there. */
  readonly says: RegExp;
  remove(): void;
}

/**
 * A folder on a disk that is full: a file system of a few kB with no file left in it. Where this user may not mount one,
 * a folder in which nobody can make a file.
 */
export function fullFolder(): UnusableFolder {
  const path = mkdtempSync(join(tmpdir(), "full-"));
  const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=4k,nr_inodes=1", "tmpfs", path]).status === 0;
  if (!mounted) {
    rmSync(path, { recursive: true, force: true });
    return { path: "/proc", says: /ENOENT|EACCES|EPERM/, remove: () => {} };
  }
  return {
    path,
    says: /ENOSPC: no space left on device/,
    remove: () => {
      spawnSync("umount", [path]);
      rmSync(path, { recursive: true, force: true });
    },
  };
}

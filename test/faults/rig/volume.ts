import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A file system of its own for a data folder. `image` is its backing file, where it has one. */
export type Volume = { folder: string; image: string; remove(): void };

const run = (command: string, ...args: string[]): string =>
  execFileSync(command, args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });

function mounted(home: string, image: string, ...options: string[]): Volume {
  const folder = mkdtempSync(join(home, "at-"));
  run("mount", ...options, folder);
  return {
    folder,
    image,
    remove() {
      // Processes that were killed let go of it a moment later.
      for (let tries = 0; spawnSync("umount", [folder]).status !== 0 && tries < 50; tries++) spawnSync("sleep", ["0.1"]);
      rmSync(home, { recursive: true, force: true });
    },
  };
}

const freshHome = (): string => mkdtempSync(join(tmpdir(), "rapport-volume-"));

/** An ext4 in a file that hardly ever writes by itself: what was not forced to it within the last minute is lost with the power. */
export function createDisk(megabytes: number): Volume {
  const home = freshHome();
  const image = join(home, "disk.img");
  writeFileSync(image, "");
  truncateSync(image, megabytes * 1024 ** 2);
  run("mkfs.ext4", "-q", "-F", "-m", "0", image);
  return mounted(home, image, "-o", "loop,commit=60", image);
}

/** A file system in memory, which can be full. */
export function createMemoryDisk(megabytes: number): Volume {
  return mounted(freshHome(), "", "-t", "tmpfs", "-o", `size=${megabytes}m`, "none");
}

/** The disk as it would be found after the power went away now. The writers must stand still. @throws Error when it is not whole */
export function cutPower({ image }: Volume): Volume {
  const home = freshHome();
  const copy = join(home, "disk.img");
  run("cp", "--sparse=always", image, copy);
  const after = mounted(home, copy, "-o", "loop", copy);
  run("umount", after.folder);
  // Mounting replayed the journal; now nothing may be left to mend.
  run("fsck.ext4", "-fn", copy);
  run("mount", "-o", "loop", copy, after.folder);
  return after;
}

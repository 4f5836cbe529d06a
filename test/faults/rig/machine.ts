import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync, mkdirSync, mkdtempSync, rmdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const isRoot = process.getuid?.() === 0;
const cgroups = "/sys/fs/cgroup";

const works = (command: string, ...args: string[]): boolean => spawnSync(command, args, { stdio: "ignore" }).status === 0;

function canMount(kind: string): boolean {
  const place = mkdtempSync(join(tmpdir(), "rapport-mount-"));
  const can = isRoot && works("mount", "-t", kind, ...(kind === "tmpfs" ? ["-o", "size=1m"] : []), "none", place);
  if (can) works("umount", place);
  rmdirSync(place);
  return can;
}

/** Whether control groups of this kind (`memory`, `cpu`) can be made, in the old layout or the new one. */
function canLimit(kind: string): boolean {
  const home = existsSync(join(cgroups, kind)) ? join(cgroups, kind) : cgroups;
  try {
    accessSync(home, constants.W_OK);
    const probe = join(home, `rapport-probe-${process.pid}`);
    mkdirSync(probe);
    const can = existsSync(join(probe, kind === "cpu" ? "cpu.cfs_quota_us" : "memory.limit_in_bytes"));
    rmdirSync(probe);
    return can;
  } catch {
    return false;
  }
}

type Need = { has: () => boolean; isTool: boolean; says: string };

const needs = {
  strace: {
    has: () => works("strace", "-f", "-o", "/dev/null", "true"),
    isTool: true,
    says: "strace (Debian: strace), and the right to trace",
  },
  faketime: { has: () => works("faketime", "1 hour ago", "true"), isTool: true, says: "faketime (Debian: faketime)" },
  prlimit: { has: () => works("prlimit", "--version"), isTool: true, says: "prlimit (Debian: util-linux)" },
  ext4: { has: () => works("mkfs.ext4", "-V"), isTool: true, says: "mkfs.ext4 (Debian: e2fsprogs)" },
  loop: { has: () => isRoot && works("losetup", "-f"), isTool: false, says: "root and a free loop device" },
  tmpfs: { has: () => canMount("tmpfs"), isTool: false, says: "root and the right to mount a tmpfs" },
  memory: { has: () => canLimit("memory"), isTool: false, says: "root and memory control groups" },
  cpu: { has: () => canLimit("cpu"), isTool: false, says: "root and cpu control groups" },
} satisfies Record<string, Need>;

const found = new Map<string, boolean>();

/**
 * Whether this machine allows a fault. What is missing is said loudly, and the test is skipped; under CI a missing tool is a failure,
 * while a kernel that refuses is not.
 */
export function allows(...wanted: (keyof typeof needs)[]): boolean {
  return wanted.every((name) => {
    const { has, isTool, says } = needs[name];
    if (!found.has(name)) found.set(name, has());
    if (found.get(name)) return true;
    if (isTool && process.env.CI) throw new Error(`CI needs ${says}`);
    console.warn(`\n*** SKIPPED: this machine lacks ${says}. ***\n`);
    return false;
  });
}

import { execFileSync, spawn, spawnSync, type ChildProcess } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const home = "/usr/lib/postgresql";

/** Folder of the newest PostgreSQL server's programs; `null` when none is installed. */
export function postgresPrograms(): string | null {
  const version = existsSync(home) ? readdirSync(home).sort((a, b) => Number(b) - Number(a))[0] : undefined;
  return version ? join(home, version, "bin") : null;
}

/** A real PostgreSQL server on a free loopback port with a database of its own; as root it runs as the user `postgres`. */
export async function startPostgres(programs: string): Promise<{ url: string; stop(): void }> {
  const folder = mkdtempSync(join(tmpdir(), "rapport-pg-"));
  const isRoot = process.getuid?.() === 0;
  const [uid, gid] = isRoot ? ["-u", "-g"].map((flag) => Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8" }))) : [];
  const identity = isRoot ? { uid, gid } : {};
  if (isRoot) chownSync(folder, uid!, gid!);
  const port = await freePort();
  const made = spawnSync(join(programs, "initdb"), ["-D", join(folder, "db"), "-U", "rapport", "-A", "trust", "-E", "UTF8"], {
    ...identity,
    encoding: "utf8",
  });
  if (made.status !== 0) throw new Error(made.stderr);
  const server: ChildProcess = spawn(
    join(programs, "postgres"),
    ["-D", join(folder, "db"), "-p", String(port), "-k", folder, "-h", "127.0.0.1"],
    { ...identity, stdio: "ignore" },
  );
  while (spawnSync(join(programs, "pg_isready"), ["-h", "127.0.0.1", "-p", String(port), "-U", "rapport", "-d", "postgres"]).status !== 0)
    await new Promise((resolve) => setTimeout(resolve, 100));
  return {
    url: `postgres://rapport@127.0.0.1:${port}/postgres`,
    stop: () => {
      server.kill("SIGINT");
      server.once("exit", () => rmSync(folder, { recursive: true, force: true }));
    },
  };
}

/** A loopback port that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}

import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, unlinkSync } from "node:fs";
import { connect, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Failure } from "../model/failure.ts";

/**
 * Takes the data folder for this process, until it releases it or ends in any way.
 *
 * The lock is a socket in the folder: the kernel lets go of it whenever its owner dies, so nothing stale can keep a folder shut,
 * and it is seen from other containers that share the folder.
 *
 * @returns  a function that releases the folder
 * @throws   Failure `folder_in_use` when another process owns it
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  // A socket's path may be 107 bytes long; a link from the temporary folder keeps deep folders usable.
  const near = mkdtempSync(join(tmpdir(), "rapport-"));
  const link = join(near, "d");
  symlinkSync(realpathSync(folder), link);
  try {
    const path = join(link, "owner.sock");
    if (await answers(path)) throw new Failure("folder_in_use", { folder });
    if (existsSync(path)) unlinkSync(path);
    const server = await listen(path).catch(() => {
      throw new Failure("folder_in_use", { folder });
    });
    server.unref();
    return () => new Promise((resolve) => server.close(() => resolve()));
  } finally {
    unlinkSync(link);
    rmSync(near, { recursive: true });
  }
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = connect(path);
    probe.once("connect", () => {
      probe.destroy();
      resolve(true);
    });
    probe.once("error", () => resolve(false));
  });
}

function listen(path: string): Promise<Server> {
  const server = createServer((socket) => socket.destroy());
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(path, () => resolve(server));
  });
}

import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, unlinkSync } from "node:fs";
import { connect, createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Failure } from "../model/failure.ts";

/** A taken data folder. `welcome` says who talks to those that knock; until it is called they wait. `release` lets go of the folder. */
export type FolderLock = { welcome(host: (guest: Socket) => void): void; release(): Promise<void> };

/**
 * Takes the data folder for this process, until it releases it or ends in any way.
 *
 * The lock is a socket in the folder: the kernel lets go of it whenever its owner dies, so nothing stale can keep a folder shut,
 * it is seen from other containers that share the folder, and the command line can talk to the owner through it.
 *
 * @throws Failure `folder_in_use` when another process owns it
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return withShortPath(folder, async (path) => {
    const owner = await connectTo(path);
    owner?.destroy();
    if (owner) throw new Failure("folder_in_use", { folder });
    if (existsSync(path)) unlinkSync(path);
    const server = await listen(path).catch(() => {
      throw new Failure("folder_in_use", { folder });
    });
    server.unref();
    return { welcome: createHall(server), release: () => new Promise((resolve) => server.close(() => resolve())) };
  });
}

/** Keeps those that knock early until there is somebody to talk to them. */
function createHall(server: Server): FolderLock["welcome"] {
  const waiting: Socket[] = [];
  let talk = (guest: Socket): unknown => waiting.push(guest);
  server.on("connection", (guest) => talk(guest));
  return (host) => {
    talk = host;
    for (const guest of waiting.splice(0)) host(guest);
  };
}

/** A connection to the process that owns a data folder; `null` when nobody does. */
export async function reachOwner(folder: string): Promise<Socket | null> {
  return existsSync(folder) ? withShortPath(folder, connectTo) : null;
}

/** A socket's path may be 107 bytes long: a link from the temporary folder keeps deep folders usable. */
async function withShortPath<T>(folder: string, use: (path: string) => Promise<T>): Promise<T> {
  const near = mkdtempSync(join(tmpdir(), "rapport-"));
  const link = join(near, "d");
  symlinkSync(realpathSync(folder), link);
  try {
    return await use(join(link, "owner.sock"));
  } finally {
    unlinkSync(link);
    rmSync(near, { recursive: true });
  }
}

function connectTo(path: string): Promise<Socket | null> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once("connect", () => resolve(socket));
    socket.once("error", () => resolve(null));
  });
}

function listen(path: string): Promise<Server> {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(path, () => resolve(server));
  });
}

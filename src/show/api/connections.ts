import { readFileSync } from "node:fs";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { BlockList, isIP, type Socket } from "node:net";

/** Bounds of what one sender, and all together, may hold open. */
export type ConnectionLimits = { perAddress: number; all: number; leastBytesPerS: number; patienceMs: number };

/** What the connections of a server are up to. */
export type Connections = {
  /** Whether this connection is one too many: its request is answered with a refusal, and it is closed. */
  isTooMany(socket: Socket): boolean;
  /** Resolves when every busy connection had an answer since, which told it to close; after `mostMs` at the latest. */
  farewell(mostMs: number): Promise<void>;
};

type Seen = {
  request: IncomingMessage | null;
  response: ServerResponse | null;
  bytes: number;
  since: number;
  lastAnswerAt: number;
  told: boolean;
};

const lookEveryMs = 2000;
const busyMs = 500;

/** Files that stay free for the engines, the console's files and uploads. */
const reservedFiles = 100;

/** The usual limits. One address may be a whole office or a data centre behind one router; files are what the machine runs out of first. */
export const usualLimits = (): ConnectionLimits => ({
  perAddress: 1000,
  all: Math.max(32, openFilesLimit() - reservedFiles),
  leastBytesPerS: 500,
  patienceMs: 20_000,
});

function openFilesLimit(): number {
  try {
    const found = /Max open files\s+(\d+)/.exec(readFileSync("/proc/self/limits", "utf8"));
    return found ? Number(found[1]) : 1024;
  } catch {
    return 1024; // not Linux
  }
}

/**
 * Watches a server's connections: how many there are from one address, and whether those that send or read keep a least pace. Whoever does
 * not is cut off; a large file over a slow line is not. Connections from trusted proxies, and through the data folder, are not counted.
 *
 * @param proxies  addresses, subnets or `loopback`, as in the setting RAPPORT_TRUST_PROXY
 */
export function watchConnections(server: Server, proxies: string, limits: ConnectionLimits = usualLimits()): Connections {
  const seen = new Map<Socket, Seen>();
  const byAddress = new Map<string, number>();
  const tooMany = new WeakSet<Socket>();
  const isProxy = readProxies(proxies);
  let leaving = false;
  // Beyond this there is no answer at all: a refusal needs a file as well.
  server.maxConnections = limits.all + Math.floor(reservedFiles / 2);

  server.on("connection", (socket: Socket) => {
    const address = socket.remoteAddress ?? "";
    const count = (byAddress.get(address) ?? 0) + 1;
    byAddress.set(address, count);
    seen.set(socket, { request: null, response: null, bytes: 0, since: performance.now(), lastAnswerAt: 0, told: false });
    socket.once("close", () => {
      seen.delete(socket);
      const rest = byAddress.get(address)! - 1;
      if (rest > 0) byAddress.set(address, rest);
      else byAddress.delete(address);
    });
    const isCounted = address !== "" && !isProxy(address);
    if (seen.size <= limits.all && (!isCounted || count <= limits.perAddress)) return;
    tooMany.add(socket);
    // Whoever asks nothing gets no refusal, and holds nothing.
    setTimeout(() => socket.destroy(), 1000).unref();
  });

  server.on("request", (request: IncomingMessage, response: ServerResponse) => {
    const state = seen.get(request.socket);
    if (!state) return;
    Object.assign(state, { request, response, bytes: request.socket.bytesRead, since: performance.now() });
    response.once("close", () => Object.assign(state, { request: null, response: null, lastAnswerAt: performance.now(), told: leaving }));
  });

  const timer = setInterval(() => {
    for (const [socket, state] of seen) if (isStalling(socket, state)) socket.destroy();
  }, lookEveryMs).unref();
  server.once("close", () => clearInterval(timer));

  /** Whether a connection has moved too little for too long, and that is not our doing. */
  function isStalling(socket: Socket, state: Seen): boolean {
    const { request, response, since } = state;
    if (!request || !response) return false;
    const waitsForThem = request.complete ? socket.writableLength > 0 : request.readableLength === 0;
    if (!waitsForThem) {
      Object.assign(state, { bytes: socket.bytesRead, since: performance.now() });
      return false;
    }
    const ms = performance.now() - since;
    // A write is done as a whole, however large: its size says how long it may take.
    if (request.complete) return ms > limits.patienceMs + (socket.writableLength / limits.leastBytesPerS) * 1000;
    if (ms < limits.patienceMs) return false;
    if (socket.bytesRead - state.bytes < (limits.leastBytesPerS * ms) / 1000) return true;
    Object.assign(state, { bytes: socket.bytesRead, since: performance.now() });
    return false;
  }

  return {
    isTooMany: (socket) => tooMany.has(socket),
    async farewell(mostMs) {
      leaving = true;
      const began = performance.now();
      const isBusy = ({ response, lastAnswerAt, told }: Seen): boolean =>
        response !== null || (!told && performance.now() - lastAnswerAt < busyMs);
      while (performance.now() - began < mostMs && [...seen.values()].some(isBusy)) await new Promise((resolve) => setTimeout(resolve, 20));
    },
  };
}

/** Whether an address is one of the named ones. */
function readProxies(text: string): (address: string) => boolean {
  const list = new BlockList();
  const kindOf = (address: string): "ipv4" | "ipv6" => (isIP(address) === 6 ? "ipv6" : "ipv4");
  for (const name of text.split(",").map((part) => part.trim())) {
    const [address = "", bits] = name.split("/");
    if (name === "loopback") {
      list.addSubnet("127.0.0.0", 8, "ipv4");
      list.addAddress("::1", "ipv6");
    } else if (isIP(address)) {
      if (bits) list.addSubnet(address, Number(bits), kindOf(address));
      else list.addAddress(address, kindOf(address));
    }
  }
  return (address) => list.check(address.replace(/^::ffff:(?=\d+\.)/, ""), kindOf(address.replace(/^::ffff:(?=\d+\.)/, "")));
}

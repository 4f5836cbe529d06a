import { connect, type Socket } from "node:net";

/** A connection on which anything can be said, and that can be left alone. */
export type RawSocket = {
  socket: Socket;
  /** What came back so far. */
  received(): string;
  isOpen(): boolean;
  /** Milliseconds from its opening to its end; `null` while it is open. */
  lastedMs(): number | null;
};

/** Opens a connection, from one of the many addresses of the loopback network when one is named; resolves when it is open or refused. */
export function openRaw(port: number, localAddress = "127.0.0.1"): Promise<RawSocket> {
  const began = performance.now();
  const socket = connect({ port, host: "127.0.0.1", localAddress });
  let received = "";
  let ended: number | null = null;
  socket.on("data", (chunk) => (received += chunk.toString("latin1")));
  socket.on("error", () => undefined);
  socket.once("close", () => (ended = performance.now() - began));
  const raw: RawSocket = { socket, received: () => received, isOpen: () => ended === null, lastedMs: () => ended };
  return new Promise((resolve) => {
    socket.once("connect", () => resolve(raw));
    socket.once("close", () => resolve(raw));
  });
}

/** The start of a tracking request. */
export const headOf = (key: string, bytes: number, path = "/v1/track"): string =>
  [
    `POST ${path} HTTP/1.1`,
    "Host: localhost",
    "Content-Type: application/json",
    `Content-Length: ${bytes}`,
    `Authorization: Basic ${Buffer.from(`${key}:`).toString("base64")}`,
    "",
    "",
  ].join("\r\n");

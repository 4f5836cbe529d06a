import { fdatasyncSync, openSync, writeSync } from "node:fs";
import { createServer, type ServerResponse } from "node:http";

/** The floor: a bare server that parses the JSON of a request and answers when its bytes are on the disk, many requests to one sync. */
export function serveBare(file: string): Promise<number> {
  const log = openSync(file, "a");
  let waiting: { bytes: Buffer; response: ServerResponse }[] = [];

  const commit = () => {
    const group = waiting;
    waiting = [];
    writeSync(log, Buffer.concat(group.map(({ bytes }) => bytes)));
    fdatasyncSync(log);
    for (const { response } of group) response.end('{"success":true}');
  };

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const bytes = Buffer.concat(chunks);
      const { batch } = JSON.parse(bytes.toString("utf8")) as { batch: unknown[] };
      if (!Array.isArray(batch)) throw new Error("not a batch");
      response.setHeader("content-type", "application/json");
      if (waiting.push({ bytes, response }) === 1) setTimeout(commit, 10);
    });
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve((server.address() as { port: number }).port)));
}
